"""What is to be seen to in a pack: findings of the checks with their acknowledgements, and what no rule uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from bot.answering.pack import RULES, Pack, misread_figures
from bot.services.coverage import Coverage, Mark, coverage, read_marks
from rules.acknowledged import Settled, read_acknowledged, settle
from rules.lint import lint


@dataclass(frozen=True)
class Review:
    """As `gongo rules check` and `gongo rules coverage` find it; `marks` are sentences that staff marked as no rule."""

    findings: Settled
    coverage: Coverage
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class _Named:
    """A pack that is known by its digest: what was found in it once, holds."""

    digest: str
    pack: Pack = field(compare=False)


def reviewed(pack: Pack, folder: Path = RULES) -> Review:
    """`folder` holds the acknowledgements and marks of the pack. Takes half a second the first time.

    Raises RuleFileError.
    """
    return _reviewed(_Named(pack.digest, pack), folder)


@lru_cache(maxsize=4)
def _reviewed(named: _Named, folder: Path) -> Review:
    programme, marks = named.pack.programme, read_marks(folder)
    return Review(
        settle((*misread_figures(programme), *lint(programme)), read_acknowledged(folder)),
        coverage(programme, named.pack.documents, marks),
        marks,
    )
