"""Golden cases, the runs over them and what came out of each. Entries are JSON text, which the evaluation understands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.audit import Reading, Write
from bot.storage.direct import Job
from bot.storage.tables import answer_log, golden_case, golden_result, golden_run

_ALIVE = timedelta(minutes=2)  # a run without a sign of life for so long has ended with its process
_RUNS_KEPT = 500  # of older ones only the sums stay

_ONE_CHAT = timedelta(hours=6)
_MESSAGES = 10


class CaseTaken(Exception):
    """A case of this name is there already."""


@dataclass(frozen=True)
class Golden:
    """One case. `run`, `passed` and `faults` are those of the last run since it was changed."""

    id: int
    name: str
    kind: str
    tags: str
    text: str
    entry: str
    changed_by: str
    changed_at: datetime
    run: int | None
    passed: bool | None
    faults: str | None

    @property
    def told(self) -> tuple[str, ...]:
        """What was wrong in the last run."""
        return tuple(json.loads(self.faults or "[]"))


@dataclass(frozen=True)
class Run:
    """One run over cases. `selection` says over which, empty for all."""

    id: int
    who: str
    pack: str
    selection: str
    state: str
    total: int
    done: int
    passed: int
    harmful: int
    started_at: datetime
    seen_at: datetime

    def state_at(self, now: datetime) -> str:
        """running, done, cancelled, or broken for one whose process is gone."""
        return "broken" if self.state == "running" and now - self.seen_at > _ALIVE else self.state


@dataclass(frozen=True)
class Outcome:
    """What came out of a case in a run."""

    case_id: int
    passed: bool
    harmful: bool
    status: str
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """Which cases: by kind, tag, and how they came out last ("passed", "failed", "unrun"); empty for all."""

    kind: str = ""
    tag: str = ""
    came_out: str = ""
    ids: tuple[int, ...] = ()

    def __str__(self) -> str:
        chosen = ",".join(map(str, self.ids))
        named = {"kind": self.kind, "tag": self.tag, "last": self.came_out, "cases": chosen}
        return " ".join(f"{key}:{value}" for key, value in named.items() if value)


@dataclass(frozen=True)
class Said:
    """A logged message and what was replied."""

    id: int
    event_text: str
    replies_text: str
    at: datetime
    status: str | None
    language: str | None


class GoldenBook:
    """Reads cases and runs; what staff change are jobs, to be run with `Audit.done`."""

    def __init__(self, reading: Reading, write: Write) -> None:
        self._reading = reading
        self._write = write

    async def cases(self, wanted: Wanted, limit: int, after: int = 0) -> tuple[Golden, ...]:
        """Cases in the order in which they were made, those after number `after`."""
        found = select(golden_case).where(golden_case.c.id > after, *_conditions(wanted))
        async with self._reading() as connection:
            rows = await connection.execute(found.order_by(golden_case.c.id).limit(limit))
            return tuple(Golden(**row) for row in rows.mappings())

    async def case(self, id: int) -> Golden | None:
        async with self._reading() as connection:
            rows = await connection.execute(select(golden_case).where(golden_case.c.id == id))
            row = rows.mappings().one_or_none()
        return None if row is None else Golden(**row)

    async def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Every kind and every tag that a case has."""
        async with self._reading() as connection:
            kinds = (await connection.execute(select(golden_case.c.kind).distinct())).scalars().all()
            tags = (await connection.execute(select(golden_case.c.tags).distinct())).scalars().all()
        return tuple(sorted(kinds)), tuple(sorted({one for tag in tags for one in tag.split()}))

    async def count(self) -> tuple[int, int, int]:
        """How many cases there are, passed last, and failed last."""
        sums = select(golden_case.c.passed, func.count()).group_by(golden_case.c.passed)
        async with self._reading() as connection:
            found = {row[0]: int(row[1]) for row in await connection.execute(sums)}
        return sum(found.values()), found.get(True, 0), found.get(False, 0)

    def add(self, entries: Sequence[Any], who: str, at: datetime) -> Job[list[int]]:
        """A job that keeps entries and gives their numbers; it raises CaseTaken for an id that is there."""
        rows = [{**columns(one), "changed_by": who, "changed_at": at} for one in entries]

        async def job(connection: AsyncConnection) -> list[int]:
            found = []
            for row in rows:
                taken = select(golden_case.c.id).where(golden_case.c.name == row["name"])
                if (await connection.execute(taken)).first() is not None:
                    raise CaseTaken(row["name"])
                try:
                    kept = await connection.execute(
                        insert(golden_case).values(**row).returning(golden_case.c.id)
                    )
                except IntegrityError:
                    raise CaseTaken(row["name"]) from None
                found.append(int(kept.scalar_one()))
            return found

        return job

    def change(self, id: int, entry: Any, who: str, at: datetime) -> Job[None]:
        """A job that puts another entry in place; it raises CaseTaken."""
        row = {**columns(entry), "changed_by": who, "changed_at": at}
        row |= {"run": None, "passed": None, "faults": None}

        async def job(connection: AsyncConnection) -> None:
            named = golden_case.c.name == row["name"]
            taken = select(golden_case.c.id).where(named, golden_case.c.id != id)
            if (await connection.execute(taken)).first() is not None:
                raise CaseTaken(row["name"])
            await connection.execute(update(golden_case).where(golden_case.c.id == id).values(**row))

        return job

    def remove(self, id: int) -> Job[None]:
        async def job(connection: AsyncConnection) -> None:
            await connection.execute(delete(golden_result).where(golden_result.c.case_id == id))
            await connection.execute(delete(golden_case).where(golden_case.c.id == id))

        return job

    def begin(self, who: str, pack: str, selection: str, total: int, at: datetime) -> Job[int]:
        """A job that gives the number of a new run."""
        values = {"who": who, "pack": pack, "selection": selection, "state": "running", "total": total}
        values |= {"done": 0, "passed": 0, "harmful": 0, "started_at": at, "seen_at": at}

        async def job(connection: AsyncConnection) -> int:
            kept = await connection.execute(insert(golden_run).values(**values).returning(golden_run.c.id))
            id = int(kept.scalar_one())
            await connection.execute(delete(golden_result).where(golden_result.c.run_id <= id - _RUNS_KEPT))
            return id

        return job

    async def keep(self, run: int, found: Sequence[Outcome], at: datetime) -> bool:
        """What came out of some cases of a run; gives whether the run is still wanted."""

        async def job(connection: AsyncConnection) -> bool:
            for one in found:
                faults = json.dumps(one.faults, ensure_ascii=False)
                row = {"run_id": run, "case_id": one.case_id, "passed": one.passed, "harmful": one.harmful}
                await connection.execute(
                    insert(golden_result), [{**row, "status": one.status, "faults": faults}]
                )
                last = update(golden_case).where(golden_case.c.id == one.case_id)
                await connection.execute(last.values(run=run, passed=one.passed, faults=faults))
            sums = {
                "done": golden_run.c.done + len(found),
                "passed": golden_run.c.passed + sum(one.passed for one in found),
                "harmful": golden_run.c.harmful + sum(one.harmful for one in found),
                "seen_at": at,
            }
            kept = (
                update(golden_run).where(golden_run.c.id == run).values(**sums).returning(golden_run.c.state)
            )
            return bool((await connection.execute(kept)).scalar_one_or_none() == "running")

        return await self._write(job)

    def end(self, run: int, state: str, at: datetime) -> Job[None]:
        """A job that ends a run which has not ended yet; whoever works on it sees it."""
        going = (golden_run.c.id == run, golden_run.c.state == "running")

        async def job(connection: AsyncConnection) -> None:
            await connection.execute(update(golden_run).where(*going).values(state=state, seen_at=at))

        return job

    async def close(self, run: int, state: str, at: datetime) -> None:
        """Ends a run as `end` does, without a deed of staff."""
        await self._write(self.end(run, state, at))

    async def run(self, id: int) -> Run | None:
        found = await self._runs(golden_run.c.id == id, limit=1)
        return found[0] if found else None

    async def runs(self, limit: int, before: int | None = None) -> tuple[Run, ...]:
        """The newest first."""
        return await self._runs(*([] if before is None else [golden_run.c.id < before]), limit=limit)

    async def whole_runs(self, limit: int) -> tuple[Run, ...]:
        """The newest that went over all cases to the end, oldest first: what rates over time are made of."""
        whole = (golden_run.c.selection == "", golden_run.c.state == "done")
        return tuple(reversed(await self._runs(*whole, limit=limit)))

    async def outcomes(
        self, run: int, *, failed: bool = False, limit: int = 2000
    ) -> tuple[tuple[Golden, Outcome], ...]:
        """What came out in a run of cases that are still there, those that failed first."""
        wanted = (
            select(golden_case, *(golden_result.c[one.name] for one in fields(Outcome)[1:]))
            .join(golden_case, golden_case.c.id == golden_result.c.case_id)
            .where(golden_result.c.run_id == run, *([~golden_result.c.passed] if failed else []))
            .order_by(golden_result.c.passed, golden_result.c.case_id)
            .limit(limit)
        )
        width = len(golden_case.c)
        async with self._reading() as connection:
            rows = (await connection.execute(wanted)).all()
        return tuple((Golden(*row[:width]), _outcome(row[0], row[width:])) for row in rows)

    async def history(self, case: int, limit: int = 100) -> tuple[tuple[Run, Outcome], ...]:
        """What came out of a case, the newest run first."""
        wanted = (
            select(golden_run, *(golden_result.c[one.name] for one in fields(Outcome)[1:]))
            .join(golden_run, golden_run.c.id == golden_result.c.run_id)
            .where(golden_result.c.case_id == case)
            .order_by(golden_result.c.run_id.desc())
            .limit(limit)
        )
        width = len(golden_run.c)
        async with self._reading() as connection:
            rows = (await connection.execute(wanted)).all()
        return tuple((Run(*row[:width]), _outcome(case, row[width:])) for row in rows)

    async def chat(self, log_id: int) -> tuple[Said, ...]:
        """A logged message and those of the same person shortly before it, oldest first; none if it is gone."""
        shown = [answer_log.c[one.name] for one in fields(Said)]
        async with self._reading() as connection:
            asked = select(*shown, answer_log.c.person).where(answer_log.c.id == log_id)
            last = (await connection.execute(asked)).one_or_none()
            if last is None:
                return ()
            *values, person = last
            found = Said(*values)
            before = select(*shown).where(
                answer_log.c.person == person,
                answer_log.c.id < log_id,
                answer_log.c.at >= found.at - _ONE_CHAT,
            )
            rows = await connection.execute(before.order_by(answer_log.c.id.desc()).limit(_MESSAGES))
            return (*reversed([Said(*row) for row in rows]), found)

    async def _runs(self, *conditions: ColumnElement[bool], limit: int) -> tuple[Run, ...]:
        wanted = select(golden_run).where(*conditions).order_by(golden_run.c.id.desc()).limit(limit)
        async with self._reading() as connection:
            return tuple(Run(**row) for row in (await connection.execute(wanted)).mappings())


def columns(entry: Any) -> dict[str, Any]:
    """What stands beside an entry, so that it is found."""
    tags = entry.get("tags", ())
    listed = [tags] if isinstance(tags, str) else tags
    last = entry["turns"][-1] if "turns" in entry else entry
    return {
        "name": str(entry["id"])[:100],
        "kind": str(entry.get("group", "dialogue" if "turns" in entry else "question"))[:100],
        "tags": f" {' '.join(map(str, listed))} " if listed else "",
        "text": str(last["text"]),
        "entry": json.dumps(entry, ensure_ascii=False),
    }


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind:
        found.append(golden_case.c.kind == wanted.kind)
    if wanted.tag:
        found.append(golden_case.c.tags.contains(f" {wanted.tag} ", autoescape=True))
    if wanted.came_out:
        passed = {"passed": True, "failed": False}.get(wanted.came_out)
        found.append(golden_case.c.passed.is_(passed))
    if wanted.ids:
        found.append(golden_case.c.id.in_(wanted.ids))
    return found


def _outcome(case: int, row: Sequence[Any]) -> Outcome:
    passed, harmful, status, faults = row
    return Outcome(case, passed, harmful, status, tuple(json.loads(faults)))
