"""Two runs of the same questions: what broke, what was mended, and whether that is more than chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, Field, ValidationError

from bot.evaluation.rates import Rate, sign_test
from bot.evaluation.report import Report
from bot.evaluation.running import Row


class Scored(Protocol):
    """What is kept of a row to compare with."""

    @property
    def set(self) -> str: ...

    @property
    def id(self) -> str: ...

    @property
    def correct(self) -> bool: ...

    @property
    def harmful(self) -> Sequence[object]: ...


class ReportFileError(Exception):
    """A saved report that cannot be read; for staff."""


class _OldRow(BaseModel):
    set: str
    id: str
    correct: bool
    harmful: list[object] = []


class _Old(BaseModel):
    schema_: int = Field(alias="schema", ge=1, le=1)
    pack: str
    rows: list[_OldRow]


@dataclass(frozen=True)
class Comparison:
    """`before` and `after` are rates on the questions that both runs asked; `probability` is that of the sign test.

    `gone` and `new` count the questions that only one of the two asked.
    """

    old_pack: str
    before: Rate
    after: Rate
    broken: tuple[Row, ...]
    mended: tuple[Row, ...]
    newly_harmful: tuple[Row, ...]
    probability: float
    gone: int
    new: int


def compare(path: Path, now: Report) -> Comparison:
    """With a report saved before. Raises ReportFileError for a file that is none."""
    try:
        old = _Old.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ReportFileError(f"{path}: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise ReportFileError(
            f"{path}: not a report of gongo eval --save ({where}: {first['msg']})"
        ) from None
    return compare_rows(old.pack, old.rows, now)


def compare_rows(old_pack: str, old: Iterable[Scored], now: Report) -> Comparison:
    """With rows of another run."""
    before = {(one.set, one.id): one for one in old}
    both = [(before[row.set, row.id], row) for row in now.rows if (row.set, row.id) in before]
    broken = tuple(row for was, row in both if was.correct and not row.correct)
    mended = tuple(row for was, row in both if row.correct and not was.correct)
    return Comparison(
        old_pack,
        Rate(sum(was.correct for was, _ in both), len(both)),
        Rate(sum(row.correct for _, row in both), len(both)),
        broken,
        mended,
        tuple(row for was, row in both if row.harmful and not was.harmful),
        sign_test(len(broken), len(mended)),
        len(before) - len(both),
        len(now.rows) - len(both),
    )
