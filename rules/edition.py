"""What a programme says, as values: editions, tracks, criteria, statements, corrections, and their sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from rules.conditions import Condition
from rules.facts import FactSpec, Text

Confidence = Literal["H", "M", "L"]
FigureKind = Literal["won", "percent", "count", "date", "month", "year", "phone"]
IntakeState = Literal["upcoming", "open", "closed", "not_announced"]


@dataclass(frozen=True)
class Source:
    """A document as the rules see it: who published it, when, where, and its text in both languages.

    `date` is an ISO day, or "2025-05" or "2025" where no more is known. `rank` orders trust: 1 is an official
    notice, 5 a secondary account. `own_words` is true for Gongo's own summary of the publication.
    """

    id: str
    title: Text
    publisher: Text
    date: str
    address: str
    rank: int
    own_words: bool
    text: Text


@dataclass(frozen=True)
class Proof:
    """A quote, word for word in the source's text of the same language."""

    source: Source
    quote: Text


@dataclass(frozen=True)
class Figure:
    """A figure with its role's name. `kind`: won, percent, count, date, month, year or phone.

    won and count are whole numbers, percent an int, the others text ("2025-03-31", "2025-07", "2025").
    """

    kind: FigureKind
    value: int | str


@dataclass(frozen=True)
class Statement:
    """One thing that an edition says. `says` holds {names} where its figures go: a sentence holds no digit itself."""

    id: str
    edition: str
    says: Text
    figures: Mapping[str, Figure]
    proof: tuple[Proof, ...]
    confidence: Confidence


@dataclass(frozen=True)
class Criterion:
    """One condition of a track: met when `when` holds, unmet when not, and unknown (silent) where `silent` holds."""

    id: str
    says: Statement
    unmet: Text
    when: Condition
    silent: Condition | None = None
    silent_says: Text | None = None


@dataclass(frozen=True)
class Amount:
    """The cap in won: one figure, or the ascending list of figures that the documents leave possible."""

    won: tuple[int, ...]
    statement: Statement


@dataclass(frozen=True)
class Cap:
    """The cap of a track, by the value of one fact (a region) where it differs, `otherwise` for the rest."""

    otherwise: Amount
    fact: str | None = None
    table: Mapping[str, Amount] = field(default_factory=dict)

    def of(self, value: object) -> Amount:
        return self.table.get(value, self.otherwise) if isinstance(value, str) else self.otherwise


@dataclass(frozen=True)
class Window:
    """An intake from `opens` to `closes`, both days included, in Korean time.

    `opens_known` is false where only a day is known on which it was already open. `only` limits the window to
    companies with one value of a fact (a region's own intake).
    """

    id: str
    opens: date
    closes: date
    statement: Statement
    opens_known: bool = True
    only: tuple[str, str] | None = None


@dataclass(frozen=True)
class Track:
    id: str
    title: Text
    places: Statement
    cap: Cap
    criteria: tuple[Criterion, ...]
    windows: tuple[Window, ...]


@dataclass(frozen=True)
class NotStated:
    """A matter on which the documents are silent, with what is known nearby."""

    id: str
    says: Text
    nearby: tuple[Statement, ...]


@dataclass(frozen=True)
class Correction:
    """A printed figure that is wrong. `says` is told whenever a user brings the wrong figure or asks about it."""

    id: str
    statement: Statement
    wrong: Figure
    right: Figure
    says: Statement


@dataclass(frozen=True)
class Edition:
    """One year's round. Without tracks it only informs: it never decides.

    It is in force from `effective` to `until`, both days included; without `until`, as long as no later one is.
    """

    id: str
    title: Text
    effective: date
    tracks: Mapping[str, Track]
    statements: Mapping[str, Statement]
    not_stated: Mapping[str, NotStated]
    corrections: tuple[Correction, ...]
    until: date | None = None

    def ended_on(self, day: date) -> bool:
        """Whether its last day in force was before this one."""
        return self.until is not None and self.until < day


@dataclass(frozen=True)
class Programme:
    """Everything that is known of one programme. `contact` is said wherever the documents are silent."""

    id: str
    title: Text
    review_by: date
    contact: Statement
    names: tuple[str, ...]
    facts: Mapping[str, FactSpec]
    editions: Mapping[str, Edition]
    sources: Mapping[str, Source]

    @property
    def deciding(self) -> Edition:
        """The newest edition with criteria: a company that asks today is judged by it, and told which it is."""
        return max((one for one in self.editions.values() if one.tracks), key=lambda one: one.effective)

    def in_force(self, day: date) -> Edition | None:
        """The edition in force on a day, with criteria or not; None before the first, and in a gap between two."""
        begun = [one for one in self.editions.values() if one.effective <= day]
        newest = max(begun, key=lambda one: one.effective, default=None)
        return None if newest is None or newest.ended_on(day) else newest

    def deciding_on(self, day: date) -> Edition:
        """The edition whose criteria a company is judged by on a day: the newest that has begun, else the first.

        Where that one has ended and none follows, it is still the last that is known: `ended_on` tells.
        """
        with_criteria = sorted(
            (one for one in self.editions.values() if one.tracks), key=lambda one: one.effective
        )
        return [with_criteria[0], *(one for one in with_criteria if one.effective <= day)][-1]

    def statement(self, id: str) -> Statement:
        """Raises KeyError for an id that no edition has."""
        for edition in self.editions.values():
            if id in edition.statements:
                return edition.statements[id]
        raise KeyError(id)

    def not_stated(self, id: str) -> NotStated:
        """Raises KeyError for an id that no edition has."""
        for edition in self.editions.values():
            if id in edition.not_stated:
                return edition.not_stated[id]
        raise KeyError(id)


def intake_state(track: Track, today: date, facts_value: Mapping[str, str]) -> IntakeState:
    """The intake of a track on a day in Asia/Seoul, apart from any verdict.

    `facts_value` holds the single known values of facts; a region's own window counts only for that region.
    """
    windows = [
        one for one in track.windows if one.only is None or facts_value.get(one.only[0]) == one.only[1]
    ]
    if not windows:
        return "not_announced"
    if any(one.opens <= today <= one.closes for one in windows):
        return "open"
    return "upcoming" if any(today < one.opens for one in windows) else "closed"
