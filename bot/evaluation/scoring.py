"""One answer against what was expected of it, stage by stage. Pure.

*Correct* is what the user gets: every expectation of the entry holds, in the right language, in finished words; a
partial answer is wrong. *Grounded* is apart from it: each sentence has its proof, and states no figure but those of its
origin. An answer can be one without the other. *Harmful* is what could mislead a company, and is counted apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.answering.answer import Citation, Language, Segment
from bot.answering.gate import check
from bot.answering.pack import Pack
from bot.evaluation.expectation import Expectation
from bot.evaluation.matching import TooSlow, is_found
from knowledge.documents import Document
from knowledge.figures import Found, figures, same
from knowledge.passages import split
from rules.verdict import Outcome as VerdictOutcome

Stage = Literal[
    "language", "facts", "topic", "retrieval", "status", "verdicts", "findings", "figures", "mentions", "citation",
    "gate", "wording",
]  # fmt: skip

# These tell why an answer came out as it did; what the user gets can be right without them.
_INSIDE: frozenset[Stage] = frozenset(["topic", "retrieval"])
# Sentences of the interface, and plain "not in the documents": they state nothing that a document could prove.
_UNPROVEN = frozenset(["message", "not_stated", "question"])
_PROVEN_MESSAGES = "message:verdict_"
_OPEN_NAME = re.compile(r"\{\w*\}")
_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-z]")
_APPLY_NOW = re.compile(
    r"(?<!으로 )지금(?:도|은)? 신청(?:할 수 있습니다|하실 수 있습니다|이 가능합니다|받고 있습니다)|접수 중입니다|"
    r"you can apply now|is taking applications|currently open",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Outcome:
    """What came out. `said` is all that the user reads; `found` the ids of the documents that a search found, best
    first, None where nobody searched. `facts` are those of the chat after it, as they are written in JSON.
    `confidence` is how sure the reading was, from 0 to 1. `milliseconds` is None without a clock.
    """

    status: str
    language: Language | None
    said: str
    segments: tuple[Segment, ...] = ()
    verdicts: Mapping[str, VerdictOutcome] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    found: tuple[str, ...] | None = None
    confidence: float = 1.0
    milliseconds: float | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(dict.fromkeys(one for segment in self.segments for one in segment.citations))


@dataclass(frozen=True)
class Fault:
    """What a stage got wrong, in words for staff."""

    stage: Stage
    what: str


@dataclass(frozen=True)
class Score:
    """`faults` are expectations that do not hold, `ungrounded` what lacks proof: None where nothing needs any.

    `checked` are the stages on which the entry or the answer could be held to anything.
    """

    checked: frozenset[Stage]
    faults: tuple[Fault, ...]
    harmful: tuple[Fault, ...]
    ungrounded: tuple[Fault, ...] | None

    @property
    def correct(self) -> bool:
        return not self.harmful and all(one.stage in _INSIDE for one in self.faults)

    @property
    def grounded(self) -> bool | None:
        return None if self.ungrounded is None else not self.ungrounded


class Scorer:
    """Scores answers that were given from one pack. `documents` are all that may be cited, also those of staff.

    `finds` looks for a pattern in a text; it may raise TooSlow.
    """

    def __init__(
        self, pack: Pack, documents: Iterable[Document], finds: Callable[[str, str], bool] = is_found
    ) -> None:
        self._pack = pack
        self._finds = finds
        self._documents = {one.key: one for one in documents}
        self._folded: dict[str, tuple[str, frozenset[str]]] = {}

    def score(self, expected: Expectation, outcome: Outcome, day: date) -> Score:
        """`day` is the day on which the question was asked."""
        names = self._pack.programme.names
        # The wording is read, not the declared figures: what the user reads is what counts.
        stated = [(one, part) for part in outcome.segments for one in figures(part.text, names)]
        ungrounded = tuple(self._ungrounded(outcome, day))
        needs_proof = outcome.status in ("answered", "verdict") or any(map(_needs_proof, outcome.segments))
        faults = [
            *_language(expected, outcome),
            *_facts(expected, outcome),
            *_topic(expected, outcome),
            *_retrieval(expected, outcome),
            *_status(expected, outcome),
            *_verdicts(expected, outcome),
            *_figures(expected, [one for one, _ in stated]),
            *self._mentions(expected, outcome),
            *_citation(expected, outcome),
            *_wording(outcome),
        ]
        return Score(
            frozenset(_checked(expected, outcome, needs_proof=needs_proof)),
            tuple(faults),
            tuple(self._harmful(expected, outcome, [one for one, part in stated if not part.corrects], day)),
            ungrounded if needs_proof else None,
        )

    def _mentions(self, expected: Expectation, outcome: Outcome) -> Iterator[Fault]:
        for pattern in expected.mentions:
            try:
                if not self._finds(pattern, outcome.said):
                    yield Fault("mentions", f"does not mention {pattern}")
            except TooSlow:
                yield Fault("mentions", f"takes too long to look for {pattern}")

    def _harmful(
        self, expected: Expectation, outcome: Outcome, true: list[Found], day: date
    ) -> Iterator[Fault]:
        for never in expected.forbidden:
            if any(_is(never, one) for one in true):
                yield Fault("figures", f"states {never}")
        said = {one.origin for one in outcome.segments}
        for origin in expected.forbidden_statements:
            if origin in said:
                yield Fault("mentions", f"says {origin}")
        for fault, found in _verdict_faults(expected, outcome):
            if found in ("eligible", "ineligible"):
                yield fault
        if _APPLY_NOW.search(outcome.said) and not self._is_open(day):
            yield Fault("status", "says that one can apply now")

    def _is_open(self, day: date) -> bool:
        """Whether any intake of any edition takes applications on a day, in whatever region."""
        return any(
            window.opens <= day <= window.closes
            for edition in self._pack.programme.editions.values()
            for track in edition.tracks.values()
            for window in track.windows
        )

    # proof

    def _ungrounded(self, outcome: Outcome, day: date) -> Iterator[Fault]:
        edition = self._pack.judge_on(day).edition
        for segment in outcome.segments:
            passages = {segment.origin.partition(":")[2]: one.quote for one in segment.citations}
            language = outcome.language or "ko"
            if refusal := check(segment, self._pack.programme, language, passages, edition):
                yield Fault("gate", f"{refusal.origin}: {refusal.reason}")
            if _needs_proof(segment) and not segment.citations:
                yield Fault("citation", f"{segment.origin}: no citation")
            for one in segment.citations:
                if not self._is_quoted(one):
                    what = f"{segment.origin}: the quote is not word for word in {one.document}"
                    yield Fault("citation", what)
        # "출처는?" may answer with quotes alone; all else that answers has to show where from.
        shows = outcome.citations or any(one.origin.startswith("quote:") for one in outcome.segments)
        if outcome.status in ("answered", "verdict") and not shows:
            yield Fault("citation", "the answer cites nothing")

    def _is_quoted(self, citation: Citation) -> bool:
        document = self._documents.get(citation.document)
        if document is None:
            return False
        if citation.document not in self._folded:
            pieces = frozenset(_fold(one.text) for one in split(document))
            self._folded[citation.document] = (_fold(document.text), pieces)
        whole, pieces = self._folded[citation.document]
        # A row of a table is quoted with the names of its columns, as the passage that it is.
        return _fold(citation.quote) in whole or _fold(citation.quote) in pieces


def _fold(text: str) -> str:
    return " ".join(text.split())


def _needs_proof(segment: Segment) -> bool:
    if segment.origin.startswith(_PROVEN_MESSAGES):
        return True
    return segment.origin.partition(":")[0] not in _UNPROVEN


def _checked(expected: Expectation, outcome: Outcome, *, needs_proof: bool) -> Iterator[Stage]:
    stages: dict[Stage, object] = {
        "language": expected.language and outcome.language,
        "facts": expected.facts,
        "topic": expected.topics,
        "retrieval": expected.documents and outcome.found is not None,
        "status": expected.status,
        "verdicts": expected.verdicts and outcome.status == "verdict",
        "figures": expected.figures or expected.any_figures or expected.forbidden,
        "mentions": expected.mentions or expected.forbidden_statements,
        "citation": expected.citations or needs_proof,
        "gate": needs_proof,
        "wording": True,
    }
    return (stage for stage, held in stages.items() if held)


# --- the stages -------------------------------------------------------------------------------------------------


def _language(expected: Expectation, outcome: Outcome) -> Iterator[Fault]:
    if expected.language and outcome.language and outcome.language != expected.language:
        yield Fault("language", f"answers in {outcome.language}, not in {expected.language}")


def _facts(expected: Expectation, outcome: Outcome) -> Iterator[Fault]:
    for key, value in expected.facts.items():
        found = outcome.facts.get(key)
        if _unordered(found) != _unordered(value):
            yield Fault("facts", f"{key} {found}, not {value}")


def _unordered(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, list) else value


def _topic(expected: Expectation, outcome: Outcome) -> Iterator[Fault]:
    for one in expected.topics:
        if one not in outcome.topics:
            yield Fault("topic", f"topic {', '.join(outcome.topics) or 'none'}, not {one}")


def _retrieval(expected: Expectation, outcome: Outcome) -> Iterator[Fault]:
    if expected.documents and outcome.found is not None and not set(expected.documents) & set(outcome.found):
        yield Fault("retrieval", f"finds none of {', '.join(expected.documents)}")


def _status(expected: Expectation, outcome: Outcome) -> Iterator[Fault]:
    if expected.status and outcome.status not in expected.status:
        yield Fault("status", f"status {outcome.status}, not {'/'.join(expected.status)}")


def _verdicts(expected: Expectation, outcome: Outcome) -> Iterator[Fault]:
    return (fault for fault, _ in _verdict_faults(expected, outcome))


def _verdict_faults(expected: Expectation, outcome: Outcome) -> Iterator[tuple[Fault, str | None]]:
    """What a message with verdicts says otherwise; another right status need not state them."""
    if outcome.status != "verdict":
        return
    for track, wanted in expected.verdicts.items():
        found = outcome.verdicts.get(track)
        if found != wanted:
            yield Fault("verdicts", f"{track} {found}, not {wanted}"), found


def _figures(expected: Expectation, stated: list[Found]) -> Iterator[Fault]:
    for wanted in expected.figures:
        if not any(_is(wanted, one) for one in stated):
            yield Fault("figures", f"lacks {wanted}")
    if expected.any_figures and not any(_is(w, one) for w in expected.any_figures for one in stated):
        yield Fault("figures", f"lacks any of {', '.join(expected.any_figures)}")


def reads(wanted: str, outcome: Outcome, names: Sequence[str]) -> bool:
    """Whether a figure can be read in the words of an answer. `names` such as "Smart 365" hold none."""
    return any(_is(wanted, one) for part in outcome.segments for one in figures(part.text, names))


def _is(wanted: str, found: Found) -> bool:
    kind, _, value = wanted.partition(":")
    return same(kind, value, found) or (
        kind in ("year", "month") and found.kind in ("date", "month") and str(found.value).startswith(value)
    )


def _citation(expected: Expectation, outcome: Outcome) -> Iterator[Fault]:
    cited = {one.document.rpartition(".")[0] for one in outcome.citations}
    for one in expected.citations:
        if one not in cited:
            yield Fault("citation", f"does not cite {one}")


def _wording(outcome: Outcome) -> Iterator[Fault]:
    if not outcome.said.strip():
        yield Fault("wording", "says nothing")
    for segment in outcome.segments:
        if segment.origin.startswith("passage:"):
            continue  # a document's own words, in its own language
        if found := _OPEN_NAME.search(segment.text):
            yield Fault("wording", f"{segment.origin} holds an open {found.group()}")
        if segment.origin == "message:gate_refused":
            yield Fault("wording", "the gate refused the answer")
        if not _is_in(outcome.language, segment.text):
            yield Fault("wording", f"{segment.origin} is not in {outcome.language}")


def _is_in(language: Language | None, text: str) -> bool:
    """By script alone: Korean sentences hold names in Latin letters, English ones a Korean name or two."""
    hangul, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    if language == "ko":
        return bool(hangul) or not latin
    return language is None or latin >= hangul
