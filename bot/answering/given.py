"""What answering is given from outside: searches, the model's guesses, and who watches the steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, ParamSpec, Protocol, TypeVar

from bot.answering.answer import Citation, Language
from bot.answering.guessing import Hints

_PASSAGE_AT_LEAST = 0.6  # calibrated on the development questions; see README, "Decisions"
STAFF_PASSAGE_AT_LEAST = 0.3


@dataclass(frozen=True)
class PassageFound:
    """A passage as answering sees it. `score` and `share` (the lexical part) are on a fixed scale of 0 to 1.

    `cosine` is the part of meaning, None where it is not known; `reason` is why the search kept it or left it.
    """

    id: str
    text: str
    score: float
    share: float
    citation: Citation
    from_staff: bool
    cosine: float | None = None
    reason: str = ""

    @property
    def is_near_enough(self) -> bool:
        """Whether it may answer a question that no topic fits."""
        return min(self.share, self.score) >= self.least

    @property
    def least(self) -> float:
        """What share and score have to reach for that."""
        return STAFF_PASSAGE_AT_LEAST if self.from_staff else _PASSAGE_AT_LEAST


Search = Callable[[str, Language], Sequence[PassageFound]]
Guess = Callable[[str, Hints], Sequence[tuple[str, float]]]
Step = Literal["read", "decide", "guess", "search", "staff_search", "model", "gate", "check"]
_P = ParamSpec("_P")
_T = TypeVar("_T")


class Watch(Protocol):
    """Does a step of answering, and gives what the step gives: so that staff can see what went in and came out."""

    def __call__(self, step: Step, work: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T: ...


def unwatched(step: Step, work: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T:
    return work(*given, **named)
