"""A file of companies, one a line, judged in chunks: CSV in, CSV out. What a cell may hold and how a verdict is written.

Parsing, judging and wording of errors only; printing and progress belong to whoever calls.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import islice

from rules.batch import BatchJudge, Column, TrackColumn
from rules.edition import Track, intake_state
from rules.facts import FactError, FactSpec, Known, expected_values, read_fact

_CHUNK = 20_000  # companies
_BETWEEN = "|"
_FIELDS = ("verdict", "cap_won", "ask", "silent", "intake")


class ColumnsError(ValueError):
    """A file whose columns or text cannot be used at all; the text says what right looks like."""


@dataclass(frozen=True)
class Judged:
    """Some lines of the file: the rows to write, and what is wrong, each with its line counted from 1."""

    rows: Sequence[Sequence[str]]
    problems: Sequence[tuple[int, str]]


def judge_lines(
    lines: Iterable[str], judge: BatchJudge, specs: Mapping[str, FactSpec], today: date
) -> Iterator[Judged]:
    """The companies of a CSV text, in order, some thousands at a time, after a row that names the columns.

    The first line names the columns: facts, and an `id`. Raises ColumnsError when it does not, or when the text
    cannot be read any further. A value that a fact does not have spoils its own row only.
    """
    reader = csv.reader(lines)
    try:
        names = [one.strip() for one in next(reader, [])]
        _check_names(names, specs)
        cells = {name: _Cells(specs[name]) for name in names if name != "id"}
        writer = _Writer(judge, today)
        fields = [f"{track}_{field}" for track in judge.edition.tracks for field in _FIELDS]
        yield Judged([["id", *fields, "error"]], [])
        number = 0
        while chunk := list(islice(((reader.line_num, row) for row in reader if row), _CHUNK)):
            yield _judged(chunk, names, cells, writer, number)
            number += len(chunk)
    except UnicodeDecodeError:
        raise ColumnsError("not UTF-8; save the file as CSV UTF-8") from None
    except csv.Error as error:
        raise ColumnsError(f"line {reader.line_num}: not CSV that can be read: {error}") from None


def _check_names(names: Sequence[str], specs: Mapping[str, FactSpec]) -> None:
    known = ["id", *specs]
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise ColumnsError(f"line 1: unknown column {name!r}{meant} Known: {', '.join(known)}")
        if names.count(name) > 1:
            raise ColumnsError(f"line 1: column {name} stands {names.count(name)} times")
    if not set(names) & set(specs):
        raise ColumnsError(f"line 1: no column is a fact; known: {', '.join(specs)}")


def _judged(
    chunk: Sequence[tuple[int, list[str]]],
    names: Sequence[str],
    cells: Mapping[str, _Cells],
    writer: _Writer,
    before: int,
) -> Judged:
    import numpy as np

    wrong: dict[int, str] = {}
    rows = [row for _, row in chunk]
    for place, row in enumerate(rows):
        if len(row) != len(names):
            wrong[place] = f"{len(row)} values, but {len(names)} columns are named"
            rows[place] = [""] * len(names)
    texts = dict(zip(names, zip(*rows, strict=True), strict=True))
    columns = {}
    for name, column in cells.items():
        codes = np.fromiter(map(column.__getitem__, texts[name]), np.int64, len(rows))
        for place in np.flatnonzero(codes < -1).tolist():
            wrong[place] = "; ".join(filter(None, [wrong.get(place), column.errors[codes[place]]]))
        columns[name] = Column(np.maximum(codes, -1), column.known)
    ids = [
        id or str(number)
        for number, id in enumerate(texts["id"] if "id" in texts else [""] * len(rows), before + 1)
    ]
    written = writer.rows(columns, len(rows))
    empty = [""] * (len(_FIELDS) * len(writer.judge.edition.tracks))
    return Judged(
        [
            [id, *(empty if place in wrong else row), wrong.get(place, "")]
            for place, (id, row) in enumerate(zip(ids, written, strict=True))
        ],
        [(chunk[place][0], wrong[place]) for place in sorted(wrong)],
    )


class _Cells(dict[str, int]):
    """The codes of what cells of one column hold: a place in `known`, -1 for nothing, below that one of `errors`."""

    def __init__(self, spec: FactSpec) -> None:
        super().__init__()
        self._spec = spec
        self.known: list[Known] = []
        self.errors: dict[int, str] = {}

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
        self.judge = judge
        self._today = today

    def rows(self, columns: Mapping[str, Column], companies: int) -> list[list[str]]:
        parts = []
        for id, judged in self.judge.judge(columns, companies).items():
            parts.append(_verdicts(judged))
            parts.append(self._intakes(self.judge.edition.tracks[id], columns, companies))
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
