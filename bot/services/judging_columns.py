"""A table of companies, judged in chunks: CSV or Parquet in, rows of CSV out. What a cell may hold, how a verdict is written.

Parsing, judging and wording of errors only; printing and progress belong to whoever calls. pyarrow is imported only
when a Parquet file is read.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from rules.batch import BatchJudge, Column, TrackColumn
from rules.edition import Track, intake_state
from rules.facts import FactError, FactSpec, Known, expected_values, read_fact

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa  # type: ignore[import-untyped]
    from numpy.typing import NDArray

_PARQUET = b"PAR1"
_CHUNK = 20_000  # companies
_BETWEEN = "|"
_FIELDS = ("verdict", "cap_won", "ask", "silent", "intake")


class ColumnsError(ValueError):
    """A file whose columns or text cannot be used at all; the text says what right looks like."""


@dataclass(frozen=True)
class Judged:
    """Some companies of the file: the rows to write, and what is wrong.

    `problems` bear the line of a CSV text or the row of a Parquet table, counted from 1. `read` is the share of the
    file that is read by now (0..1), None where its size cannot be known.
    """

    rows: Sequence[Sequence[str]]
    problems: Sequence[tuple[int, str]]
    read: float | None


def judge_file(
    file: io.BufferedReader, judge: BatchJudge, specs: Mapping[str, FactSpec], today: date
) -> Iterator[Judged]:
    """The companies of a table, in order, some thousands at a time, after a row that names the columns.

    Parquet is known by how the file begins; all else is read as CSV, whose first line names the columns: facts, and
    an `id`. Raises ColumnsError when the columns are others, or when the file cannot be read any further. A value
    that a fact does not have spoils its own row only. At its end the file may be closed.
    """
    writer = _Writer(judge, today)
    read = _judge_parquet if file.peek(len(_PARQUET))[: len(_PARQUET)] == _PARQUET else _judge_csv
    return read(file, writer, specs)


def _judge_csv(file: io.BufferedReader, writer: _Writer, specs: Mapping[str, FactSpec]) -> Iterator[Judged]:
    size = os.fstat(file.fileno()).st_size if file.seekable() else 0
    with io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(text)
        try:
            names = [one.strip() for one in next(reader, [])]
            _check_names(names, specs, "line 1: ")
            cells = {name: _Cells(specs[name]) for name in names if name != "id"}
            yield Judged([writer.heads], [], 0)
            before = 0
            while chunk := list(islice(((reader.line_num, row) for row in reader if row), _CHUNK)):
                read = file.tell() / size if size else None
                yield _judged(_csv_chunk(chunk, names, cells, before, read), cells, writer)
                before += len(chunk)
        except UnicodeDecodeError:
            raise ColumnsError("not UTF-8; save the file as CSV UTF-8") from None
        except csv.Error as error:
            raise ColumnsError(f"line {reader.line_num}: not CSV that can be read: {error}") from None


def _csv_chunk(
    chunk: Sequence[tuple[int, list[str]]],
    names: Sequence[str],
    cells: Mapping[str, _Cells],
    before: int,
    read: float | None,
) -> _Chunk:
    wrong = {
        place: f"{len(row)} values, but {len(names)} columns are named"
        for place, (_, row) in enumerate(chunk)
        if len(row) != len(names)
    }
    rows = ([""] * len(names) if place in wrong else row for place, (_, row) in enumerate(chunk))
    texts = dict(zip(names, zip(*rows, strict=True), strict=True))
    codes = {name: column.codes(texts[name]) for name, column in cells.items()}
    ids = _ids(texts.get("id"), before, len(chunk))
    return _Chunk(ids, [line for line, _ in chunk], codes, wrong, read)


def _judge_parquet(
    file: io.BufferedReader, writer: _Writer, specs: Mapping[str, FactSpec]
) -> Iterator[Judged]:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]

    if not file.seekable():
        raise ColumnsError("Parquet is read from its end, so not from a pipe; give the file itself")
    try:
        table = ParquetFile(file)
        _check_names(table.schema_arrow.names, specs, "")
        for field in table.schema_arrow:
            _check_type(field)
        cells = {name: _Cells(specs[name]) for name in table.schema_arrow.names if name != "id"}
        yield Judged([writer.heads], [], 0)
        before = 0
        for batch in table.iter_batches(_CHUNK):
            after = before + len(batch)
            codes = {name: column.codes_of_arrow(_as_text(batch[name])) for name, column in cells.items()}
            named = _as_text(batch["id"]).to_pylist() if "id" in batch.schema.names else None
            ids = _ids(named, before, len(batch))
            read = after / max(1, table.metadata.num_rows)
            chunk = _Chunk(ids, range(before + 1, after + 1), codes, {}, read)
            yield _judged(chunk, cells, writer)
            before = after
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise ColumnsError(f"not Parquet that can be read: {error}") from None


def _check_names(names: Sequence[str], specs: Mapping[str, FactSpec], where: str) -> None:
    known = ["id", *specs]
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise ColumnsError(f"{where}unknown column {name!r}{meant} Known: {', '.join(known)}")
        if names.count(name) > 1:
            raise ColumnsError(f"{where}column {name} stands {names.count(name)} times")
    if not set(names) & set(specs):
        raise ColumnsError(f"{where}no column is a fact; known: {', '.join(specs)}")


def _check_type(field: pa.Field) -> None:
    from pyarrow import types

    inner = field.type
    if types.is_list(inner) or types.is_large_list(inner) or types.is_dictionary(inner):
        inner = inner.value_type
    if not (
        types.is_string(inner)
        or types.is_large_string(inner)
        or types.is_boolean(inner)
        or types.is_integer(inner)
        or types.is_floating(inner)  # whole numbers become floating where pandas has to leave one out
        or types.is_date(inner)
        or types.is_null(inner)
    ):
        raise ColumnsError(
            f"column {field.name} holds {field.type}; expected string, bool, a whole number, date, or lists of them"
        )


def _as_text(column: pa.Array) -> pa.Array:
    """Cells as CSV has them, null for nothing."""
    import pyarrow as pa
    from pyarrow import types

    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if not (types.is_list(column.type) or types.is_large_list(column.type)):
        return column.cast(pa.string())
    lists = column.cast(pa.list_(pa.string())).to_pylist()
    return pa.array([None if one is None else _as_cell(one) for one in lists], pa.string())


def _as_cell(values: Sequence[str | None]) -> str:
    """What no fact has, an empty list or null among values, is written so that it is refused."""
    return _BETWEEN.join("null" if one is None else one for one in values) or "[]"


def _ids(named: Sequence[str | None] | None, before: int, companies: int) -> list[str]:
    """What names each company: its own id, else its number in the file."""
    return [id or str(number) for number, id in enumerate(named or [None] * companies, before + 1)]


@dataclass(frozen=True)
class _Chunk:
    """Some companies as read: `codes` by fact (see _Cells), `wrong` what is wrong with a whole row, by place."""

    ids: Sequence[str]
    lines: Sequence[int]
    codes: Mapping[str, NDArray[np.int64]]
    wrong: Mapping[int, str]
    read: float | None


def _judged(chunk: _Chunk, cells: Mapping[str, _Cells], writer: _Writer) -> Judged:
    import numpy as np

    wrong = dict(chunk.wrong)
    columns = {}
    for name, codes in chunk.codes.items():
        for place in np.flatnonzero(codes < -1).tolist():
            wrong[place] = "; ".join(filter(None, [wrong.get(place), cells[name].errors[codes[place]]]))
        columns[name] = Column(np.maximum(codes, -1), cells[name].known)
    written = writer.rows(columns, len(chunk.ids))
    empty = [""] * (len(writer.heads) - 2)
    return Judged(
        [
            [id, *(empty if place in wrong else row), wrong.get(place, "")]
            for place, (id, row) in enumerate(zip(chunk.ids, written, strict=True))
        ],
        [(chunk.lines[place], wrong[place]) for place in sorted(wrong)],
        chunk.read,
    )


class _Cells(dict[str, int]):
    """The codes of what cells of one column hold: a place in `known`, -1 for nothing, below that one of `errors`."""

    def __init__(self, spec: FactSpec) -> None:
        super().__init__()
        self._spec = spec
        self.known: list[Known] = []
        self.errors: dict[int, str] = {}

    def codes(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """The code of each cell of a chunk, good until the next one is asked for."""
        import numpy as np

        if len(self) > _CHUNK:  # else a column in which no two cells are alike would be kept whole
            self.clear()
            self.known.clear()
            self.errors.clear()
        return np.fromiter(map(self.__getitem__, texts), np.int64, len(texts))

    def codes_of_arrow(self, texts: pa.Array) -> NDArray[np.int64]:
        """The same for an Arrow array: each text is looked up once, and null is nothing."""
        import numpy as np

        encoded = texts.dictionary_encode()
        codes = np.append(self.codes(encoded.dictionary.to_pylist()), -1)
        of_each: NDArray[np.int64] = codes[encoded.indices.fill_null(-1).to_numpy()]
        return of_each

    def __missing__(self, text: str) -> int:
        try:
            known = self._read(text.strip())
        except FactError:
            code = -2 - len(self.errors)
            self.errors[code] = (
                f"{self._spec.key}: {text!r}; expected {expected_values(self._spec)}, "
                f"several with {_BETWEEN} between them, uncertain, or nothing"
            )
        else:
            code = -1
            if known is not None:
                code = len(self.known)
                self.known.append(known)
        self[text] = code
        return code

    def _read(self, text: str) -> Known | None:
        if not text:
            return None
        if text == "uncertain":
            return read_fact(text, self._spec)
        known = read_fact([self._value(one.strip()) for one in text.split(_BETWEEN)], self._spec)
        return known if known.possible != self._spec.values else None

    def _value(self, text: str) -> object:
        if self._spec.type == "yes_no":
            return {"true": True, "false": False}.get(text.lower(), text)  # Excel writes TRUE
        if self._spec.type == "number":
            # int() reads more than digits: "1_000", "٣".
            return (
                int(text) if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 20 else text
            )
        return text


class _Writer:
    """Verdicts as cells of a row: several values with "|" between them."""

    def __init__(self, judge: BatchJudge, today: date) -> None:
        self._judge = judge
        self._today = today
        fields = [f"{track}_{field}" for track in judge.edition.tracks for field in _FIELDS]
        self.heads = ["id", *fields, "error"]

    def rows(self, columns: Mapping[str, Column], companies: int) -> list[list[str]]:
        parts = []
        for id, judged in self._judge.judge(columns, companies).items():
            parts.append(_verdicts(judged))
            parts.append(self._intakes(self._judge.edition.tracks[id], columns, companies))
        return [[cell for part in row for cell in part] for row in zip(*parts, strict=True)]

    def _intakes(
        self, track: Track, columns: Mapping[str, Column], companies: int
    ) -> Sequence[tuple[str, ...]]:
        """The intake of each company: windows may be open to one region only."""
        keys = sorted({one.only[0] for one in track.windows if one.only is not None} & set(columns))
        codes = [columns[key].codes.tolist() for key in keys]
        states: dict[tuple[int, ...], tuple[str, ...]] = {}
        result = []
        for row in zip(*codes, strict=True) if codes else [()] * companies:
            if row not in states:
                values = {
                    key: str(value)
                    for key, code in zip(keys, row, strict=True)
                    if code >= 0 and (value := columns[key].known[code].value) is not None
                }
                states[row] = (intake_state(track, self._today, values),)
            result.append(states[row])
        return result


def _verdicts(judged: TrackColumn) -> Sequence[tuple[str, ...]]:
    cells = [
        (
            one.outcome,
            _BETWEEN.join(map(str, one.cap_won or ())),
            _BETWEEN.join(one.ask),
            _BETWEEN.join(one.silent),
        )
        for one in judged.verdicts
    ]
    return [cells[number] for number in judged.numbers.tolist()]
