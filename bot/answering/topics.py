"""What can be asked about: concepts (words that carry one idea) and topics (what a group of concepts asks for).

A topic's `asks` are groups of concepts; the group whose concepts weigh most wins. So "엑스포 부스비" (expo + fee)
is told apart from "엑스포가 뭐예요" (expo), and a staff member sees which words decided. Topics come from the
pack's topics.yaml; how far their words can be trusted is learnt from examples (guessing.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from knowledge.normalise import squash
from rules.edition import Programme
from rules.patterns import compiled, explodes, pieces
from rules.plain_yaml import PlainFile, Problem, RuleFileError, read_plain

Kind = Literal["statements", "not_stated", "decline", "smalltalk", "handler"]


@dataclass(frozen=True)
class Concept:
    """One idea and the words for it. Korean is matched without spaces, English as words, where a letter of it stands."""

    id: str
    weight: float
    korean: re.Pattern[str] | None
    english: re.Pattern[str] | None

    def found_in(
        self, squashed: str, spaced: str, starts: Callable[[], frozenset[int]] = frozenset
    ) -> str | None:
        """The first words of the text that carry this idea. `starts` tells where words begin in `squashed`."""
        if self.korean:
            for match in self.korean.finditer(squashed):
                if not _is_accident(match, starts):
                    return match.group()
        english = self.english.search(spaced) if self.english and spaced else None
        return english.group() if english else None


@dataclass(frozen=True)
class Topic:
    """Something that users ask about, and where its answer comes from.

    `kind` "statements": the statements named in `targets` (the first is the answer, the rest follow).
    "not_stated": the pack's entry of that name. "decline" and "smalltalk": a sentence of the catalogue.
    "handler": decided by code (a cap, an intake, a verdict). `covers` are the aspects that the statements
    answer; a question with another aspect (a fee, an address) is not answered by them. `is_call`: the statements
    tell one call for applications, so whether it is over is said first.
    """

    id: str
    kind: Kind
    targets: tuple[str, ...]
    asks: tuple[frozenset[str], ...]
    unless: frozenset[str] = frozenset()
    covers: frozenset[str] | None = None
    is_call: bool = False
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    topic: Topic
    score: float
    why: str


@dataclass(frozen=True)
class _Group:
    concepts: frozenset[str]
    match: Match
    place: tuple[int, int]  # of its topic in the file, and its own in the topic


@dataclass(frozen=True)
class Topics:
    concepts: Mapping[str, Concept]
    topics: Mapping[str, Topic]
    aspects: frozenset[str]
    vocabulary: tuple[str, ...]
    protected: tuple[str, ...]
    years: Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]] = field(default_factory=dict)
    regions: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def of_year(self, year: int, what: str, track: str | None = None) -> tuple[str, ...]:
        """Statements of another year's edition on a matter (a topic's id); year 0 holds what is still to come."""
        known = self.years.get(str(year), {}).get(what, {})
        return known.get(track or "all") or known.get("all", ())

    def of_region(self, region: str, what: str) -> tuple[str, ...]:
        """Statements on a region, or on all regions in one position (met, unmet, silent)."""
        return self.regions.get(region, {}).get(what, ())

    def concepts_in(self, squashed: str, spaced: str) -> dict[str, str]:
        """Every concept of the text, with the words that carry it."""
        starts = cache(lambda: _word_starts(squashed, spaced))
        english = spaced if _LATIN.search(spaced) else ""
        # Of a hundred and fifty concepts all but a few are surely not there: most of the time went on these.
        maybe = self._in_korean.maybe_in(squashed) | self._in_english.maybe_in(english)
        each = (
            (one.id, one.found_in(squashed, english, starts))
            for one in map(self._listed.__getitem__, sorted(maybe))
        )
        return {id: words for id, words in each if words is not None}

    @cached_property
    def _listed(self) -> list[Concept]:
        return list(self.concepts.values())

    @cached_property
    def _in_korean(self) -> _Sieve:
        return _Sieve([one.korean for one in self._listed])

    @cached_property
    def _in_english(self) -> _Sieve:
        return _Sieve([one.english for one in self._listed])

    def about(self, subject: str) -> Topic | None:
        """The topic whose statements say what a subject (a concept) is."""
        alone = frozenset([subject])
        return next(
            (one for one in self.topics.values() if one.kind == "statements" and alone in one.asks), None
        )

    def asks_of(self, subject: frozenset[str], asked: frozenset[str]) -> bool:
        """Whether some topic answers this of the subject."""
        return any(group & subject and asked <= group for one in self.topics.values() for group in one.asks)

    def matches(self, found: Iterable[str]) -> list[Match]:
        """Topics that the concepts ask for, best first; ties in the order of the file."""
        here = frozenset(found)
        asked = [
            one
            for concept in here
            for one in self._groups.get(concept, ())
            if one.concepts <= here and one.match.topic.unless.isdisjoint(here)
        ]
        best: dict[str, Match] = {}
        for one in sorted(asked, key=lambda one: (-one.match.score, one.place)):
            best.setdefault(one.match.topic.id, one.match)
        return list(best.values())

    @cached_property
    def _groups(self) -> dict[str, list[_Group]]:
        """Every group of concepts that asks for a topic, found by one of its concepts."""
        found: dict[str, list[_Group]] = {}
        for number, topic in enumerate(self.topics.values()):
            for place, concepts in enumerate(topic.asks):
                names = sorted(concepts)
                match = Match(topic, sum(self.concepts[one].weight for one in names), "+".join(names))
                found.setdefault(names[0], []).append(_Group(concepts, match, (number, place)))
        return found


class _Sieve:
    """Tells, from the runs of characters in a text, which of many patterns may be found in it; it misses none."""

    def __init__(self, patterns: Sequence[re.Pattern[str] | None]) -> None:
        asked = {number: _pieces_of(one) for number, one in enumerate(patterns) if one is not None}
        usual = Counter(run for known in asked.values() for piece in known for run in _runs_of(piece))
        self._always = frozenset(number for number, known in asked.items() if not known)
        self._by_run: dict[str, set[int]] = {}
        for number, known in asked.items():
            for piece in known:
                rarest = min(_runs_of(piece), key=lambda run: (-len(run), usual[run], run))
                self._by_run.setdefault(rarest, set()).add(number)

    def maybe_in(self, text: str) -> set[int]:
        """The places of the patterns that may be found, in the list that was given."""
        if not text:
            return set()
        here = self._by_run.keys() & _runs_of(text)
        return set(self._always).union(*map(self._by_run.__getitem__, here))


def _pieces_of(pattern: re.Pattern[str]) -> frozenset[str]:
    return frozenset() if pattern.flags & re.IGNORECASE else pieces(pattern.pattern)


def _runs_of(text: str) -> set[str]:
    """Every one, two and three characters that stand side by side."""
    return {*text, *map("".join, pairwise(text)), *map("".join, zip(text, text[1:], text[2:], strict=False))}


_LATIN = re.compile("[a-z]")
_ESCAPED = re.compile(r"\\.")
_SHORT = 3  # syllables
_BOUND = re.compile("[할될]수")  # "신청할 수 있을까요": the noun after it never stands alone


def _word_starts(squashed: str, spaced: str) -> frozenset[int]:
    """Where words begin in the text without spaces; nothing where the two do not run side by side."""
    starts, place = set(), 0
    for word in spaced.split():
        starts.add(place)
        place += len(squash(word))
    return frozenset(starts) if place == len(squashed) else frozenset()


def _is_accident(match: re.Match[str], starts: Callable[[], frozenset[int]]) -> bool:
    """A short word that begins inside one word and ends in the next: 청주 식품 holds no 주식."""
    start, end = match.span()
    if end - start > _SHORT or start in starts() or _BOUND.search(match.group()):
        return False
    return any(start < one < end for one in starts())


# --- reading topics.yaml ----------------------------------------------------------------------------------------


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Concept(_Model):
    # Weights are written in tenths (10 = 1.0): a rule file holds whole numbers only.
    weight: Annotated[int, Field(ge=0, le=100)] = 10
    ko: list[str] = []
    en: list[str] = []


class _Topic(_Model):
    statements: list[str] = []
    not_stated: str | None = None
    decline: str | None = None
    smalltalk: str | None = None
    handler: str | None = None
    asks: list[list[str]] = []
    unless: list[str] = []
    covers: list[str] | None = None
    is_call: Annotated[bool, BeforeValidator(lambda v: {"yes": True, "no": False}.get(v, v))] = False
    ko: list[str] = []
    en: list[str] = []


class _File(_Model):
    schema_: Literal[1] = Field(alias="schema")
    vocabulary: list[str]
    protected: list[str] = []
    aspects: list[str]
    concepts: dict[str, _Concept]
    topics: dict[str, _Topic]
    other_editions: dict[str, dict[str, list[str] | dict[str, list[str]]]] = {}
    regions: dict[str, dict[str, list[str]]] = {}


def load_topics(path: Path, programme: Programme, handlers: Iterable[str]) -> Topics:
    """Topics from YAML. Raises RuleFileError with every problem: unknown concepts, statements, handlers, patterns."""
    try:
        file = read_plain(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise RuleFileError([Problem(str(path), 1, 1, f"cannot be read as UTF-8 text ({error})")]) from None
    try:
        data = _File.model_validate(file.data)
    except ValidationError as error:
        raise RuleFileError(
            [file.problem(tuple(one["loc"]), f"{one['msg']} {list(one['loc'])}") for one in error.errors()]
        ) from None
    problems: list[Problem] = []
    concepts = {id: _concept(id, one, file, problems) for id, one in data.concepts.items()}
    topics = {
        id: _topic(id, one, data, file, programme, set(handlers), problems) for id, one in data.topics.items()
    }
    years = {
        year: {what: _by_track(ids) for what, ids in known.items()}
        for year, known in data.other_editions.items()
    }
    named = [
        (("other_editions", y, w), id)
        for y, k in years.items()
        for w, t in k.items()
        for ids in t.values()
        for id in ids
    ]
    named += [
        (("regions", r, w), id) for r, known in data.regions.items() for w, ids in known.items() for id in ids
    ]
    for where, id in named:
        if not any(id in edition.statements for edition in programme.editions.values()):
            problems.append(file.problem(where, f"no statement '{id}' in any edition"))
    if problems:
        raise RuleFileError(problems)
    regions = {
        region: {what: tuple(ids) for what, ids in known.items()} for region, known in data.regions.items()
    }
    return Topics(
        concepts,
        topics,
        frozenset(data.aspects),
        tuple(data.vocabulary),
        tuple(data.protected),
        years,
        regions,
    )


def _by_track(ids: list[str] | dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    if isinstance(ids, list):
        return {"all": tuple(ids)}
    return {track: tuple(listed) for track, listed in ids.items()}


def _concept(id: str, data: _Concept, file: PlainFile, problems: list[Problem]) -> Concept:
    patterns: dict[str, re.Pattern[str] | None] = {"ko": None, "en": None}
    for language, written in (("ko", data.ko), ("en", data.en)):
        for index, one in enumerate(written):
            try:
                compiled(one)
                if explodes(one):
                    raise ValueError("may take for ever: what is repeated without end may not repeat inside")
            except ValueError as error:
                problems.append(file.problem(("concepts", id, language, index), str(error)))
                return Concept(id, 0, None, None)
        if written:
            joined = "|".join(written)
            # Korean particles follow English words without a space: a word ends where its Latin letters end.
            # Texts come in lower case; matching without regard to it takes several times as long.
            case = re.IGNORECASE if any(map(str.isupper, _ESCAPED.sub("", joined))) else re.NOFLAG
            english = re.compile(rf"\b(?:{joined})", case | re.ASCII)
            patterns[language] = re.compile(joined, case) if language == "ko" else english
    return Concept(id, data.weight / 10, patterns["ko"], patterns["en"])


def _topic(
    id: str,
    data: _Topic,
    whole: _File,
    file: PlainFile,
    programme: Programme,
    handlers: set[str],
    problems: list[Problem],
) -> Topic:
    path = ("topics", id)
    for key, words in (("asks", [c for group in data.asks for c in group]), ("unless", data.unless)):
        for one in words:
            if one not in whole.concepts:
                problems.append(file.problem((*path, key), f"no concept '{one}' in this file"))
    for one in data.covers or ():
        if one not in whole.aspects:
            problems.append(file.problem((*path, "covers"), f"'{one}' is not among `aspects` of this file"))
    for index, one in enumerate(data.statements):
        if not any(one in edition.statements for edition in programme.editions.values()):
            problems.append(
                file.problem((*path, "statements", index), f"no statement '{one}' in any edition")
            )
    if data.not_stated and not any(data.not_stated in e.not_stated for e in programme.editions.values()):
        problems.append(file.problem((*path, "not_stated"), f"no entry '{data.not_stated}' under not_stated"))
    if data.handler and data.handler not in handlers:
        problems.append(
            file.problem((*path, "handler"), f"no handler '{data.handler}'; known: {sorted(handlers)}")
        )
    kinds: list[tuple[Kind, tuple[str, ...]]] = [("statements", tuple(data.statements))]
    for kind in ("not_stated", "decline", "smalltalk", "handler"):
        target = getattr(data, kind)
        kinds.append((kind, (target,) if target else ()))
    given = [(kind, targets) for kind, targets in kinds if targets]
    # A handler or a silent topic may name statements as well: what it tells beside its own answer.
    primary = [one for one in given if one[0] != "statements"] or given
    if len(primary) != 1:
        problems.append(
            file.problem(path, "a topic has one of statements, not_stated, decline, smalltalk, handler")
        )
        primary = [("statements", ())]
    kind, targets = primary[0]
    extra = tuple(data.statements) if kind != "statements" else ()
    return Topic(
        id,
        kind,
        targets + extra,
        tuple(frozenset(group) for group in data.asks),
        frozenset(data.unless),
        frozenset(data.covers) if data.covers is not None else None,
        data.is_call,
        {"ko": tuple(data.ko), "en": tuple(data.en)},
    )
