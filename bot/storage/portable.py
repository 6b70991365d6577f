"""A database's rows as lines of JSON and back: the same lines from SQLite and from PostgreSQL.

Tables are taken as they stand in the database, whatever Gongo made them, so that a new one needs nothing here.
"""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from alembic.migration import MigrationContext
from sqlalchemy import Column, Connection, MetaData, Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

VERSIONS = "alembic_version"  # which tables there are; not a table of ours
_AT_ONCE = 500  # rows in memory


class NotPortable(Exception):
    """Lines that do not fit the table; the text says what does not."""


async def revision_of(connection: AsyncConnection) -> str | None:
    """The newest migration that the database has; None for one without Gongo's tables."""
    return await connection.run_sync(lambda one: MigrationContext.configure(one).get_current_revision())


async def tables_of(connection: AsyncConnection) -> list[Table]:
    """In an order in which they can be filled."""

    def reflected(one: Connection) -> list[Table]:
        found = MetaData()
        found.reflect(one)
        return [table for table in found.sorted_tables if table.name != VERSIONS]

    return await connection.run_sync(reflected)


async def written(connection: AsyncConnection, table: Table) -> AsyncIterator[bytes]:
    """A line with the names of the columns, then one a row."""
    yield _line([column.name for column in table.columns])
    wanted = select(table).order_by(*table.primary_key)
    async for row in await connection.stream(wanted, execution_options={"yield_per": _AT_ONCE}):
        yield _line([_plain(value) for value in row])


async def fill(connection: AsyncConnection, table: Table, lines: Iterable[bytes]) -> int:
    """Puts what was `written` into an empty table; gives the number of rows. Raises NotPortable."""
    rows = map(_values, lines)
    names = next(rows, [])
    unknown = [name for name in names if name not in table.columns]
    if not names or unknown:
        raise NotPortable(f"no table {table.name} has had these columns: {unknown}")
    columns = [table.columns[name] for name in names]
    keeps_nul = connection.dialect.name == "sqlite"
    count = 0
    for some in _parts(rows):
        if any(len(row) != len(columns) for row in some):
            raise NotPortable(f"a row of {table.name} has not as many values as columns")
        values = [
            {one.name: _read(value, one, keeps_nul) for one, value in zip(columns, row, strict=True)}
            for row in some
        ]
        await connection.execute(insert(table), values)
        count += len(some)
    return count


async def counted(connection: AsyncConnection, tables: Sequence[Table]) -> dict[str, int]:
    """How far the tables have numbered their rows, those deleted since included."""
    if connection.dialect.name == "sqlite":
        if not await _scalar(connection, "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'"):
            return {}
        rows = await connection.execute(text("SELECT name, seq FROM sqlite_sequence ORDER BY name"))
        names = {table.name for table in tables}
        return {name: int(number) for name, number in rows if name in names}
    found = {}
    for table, _, sequence in await _sequences(connection, tables):
        number = await _scalar(
            connection, f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}"
        )
        if number:
            found[table.name] = int(number)
    return found


async def count_on(connection: AsyncConnection, tables: Sequence[Table], numbers: Mapping[str, int]) -> None:
    """Goes on numbering where another database stopped: a number must not come back for something else."""
    if connection.dialect.name == "sqlite":
        for name, number in numbers.items():
            told = {"name": name, "number": number}
            kept = "SELECT name, :number FROM sqlite_master WHERE name = :name AND sql LIKE '%AUTOINCREMENT%'"
            if await _scalar(connection, kept, told):
                await connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), told)
                await connection.execute(text(f"INSERT INTO sqlite_sequence (name, seq) {kept}"), told)
        return
    for table, column, sequence in await _sequences(connection, tables):
        highest = (await connection.execute(select(func.max(column)))).scalar() or 0
        if number := max(highest, numbers.get(table.name, 0)):
            await connection.execute(
                text("SELECT setval(:sequence, :number)"), {"sequence": sequence, "number": number}
            )


async def _sequences(
    connection: AsyncConnection, tables: Sequence[Table]
) -> list[tuple[Table, Column[Any], str]]:
    found = []
    for table in tables:
        for column in table.primary_key:
            told = {"table": table.name, "column": column.name}
            sequence = await _scalar(connection, "SELECT pg_get_serial_sequence(:table, :column)", told)
            if sequence:
                found.append((table, column, str(sequence)))
    return found


async def _scalar(connection: AsyncConnection, query: str, told: Mapping[str, Any] | None = None) -> Any:
    return (await connection.execute(text(query), told)).scalar()


def _parts(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    while some := list(islice(rows, _AT_ONCE)):
        yield some


def _line(values: list[Any]) -> bytes:
    return (
        json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"
    )


def _values(line: bytes) -> list[Any]:
    try:
        values = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        raise NotPortable("a line is not JSON") from None
    if not isinstance(values, list):
        raise NotPortable("a line is not a list of values")
    return values


def _plain(value: Any) -> Any:
    """As JSON; what JSON does not have is an object with one key that names it."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):  # SQLite gives UTC without saying so
        return {"at": (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    return {"json": value}


def _read(value: Any, column: Column[Any], keeps_nul: bool) -> Any:
    if isinstance(value, str):  # PostgreSQL has no place for NUL in a text
        return value if keeps_nul else value.replace("\0", "\ufffd")
    if not isinstance(value, dict):
        return value
    try:
        ((kind, told),) = value.items()
        if kind == "at":
            moment = datetime.fromisoformat(told).astimezone(UTC)
            return moment if getattr(column.type, "timezone", False) else moment.replace(tzinfo=None)
        if kind == "day":
            return date.fromisoformat(told)
        if kind == "bytes":
            return base64.b64decode(told, validate=True)
        if kind == "json":
            return told
    except (ValueError, TypeError):
        pass
    raise NotPortable(f"{column.table.name}.{column.name} has a value of no known kind")
