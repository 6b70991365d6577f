"""Rules and documents against each other, both ways: what no document states, and what no rule makes use of.

A figure of a document is claimed when a statement, a criterion or a correction that quotes this document declares
it. A condition (only, must, not eligible...) is claimed when such a quote reaches the very words that state it. Either
is also settled when staff marked its sentence as no rule, with the reason, in not_rules.yaml of the programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from knowledge.documents import Document
from knowledge.figures import figures, same
from knowledge.sentences import Sentence, conditions, sentences
from rules.conditions import EQUALITIES, tests
from rules.edition import Edition, Figure, Programme, Statement
from rules.shape import Shape, read_shape

FILE = "not_rules.yaml"
_NO_CLAIM_NEEDED = ("year",)  # years stand everywhere, to say which edition is meant


@dataclass(frozen=True)
class Mark:
    """A sentence of a document that is no rule: what a sentence that holds this text says needs no statement."""

    document: str
    text: Mapping[str, str]
    reason: Mapping[str, str]


@dataclass(frozen=True)
class Unclaimed:
    """A figure or the words of a condition that nothing claims; `line` is that of the document's file."""

    document: str  # its key
    line: int
    found: str
    sentence: str


@dataclass(frozen=True)
class Unfound:
    """A value of a rule that none of its documents states in this language."""

    at: str
    language: str
    value: str


@dataclass(frozen=True)
class Coverage:
    """`figures` and `conditions` are how many the documents have, the latter counted by sentences.

    `idle` are marks that nothing needs.
    """

    figures: int
    conditions: int
    unclaimed_figures: tuple[Unclaimed, ...]
    unclaimed_conditions: tuple[Unclaimed, ...]
    unfound: tuple[Unfound, ...]
    idle: tuple[Mark, ...]


class _Words(Shape):
    ko: Annotated[str, Field(min_length=2)]
    en: Annotated[str, Field(min_length=2)]


class _Entry(Shape):
    document: str
    text: _Words
    reason: _Words


class _File(Shape):
    schema_: Literal[1] = Field(alias="schema")
    not_rules: list[_Entry]


def read_marks(folder: Path) -> tuple[Mark, ...]:
    """The marks of one programme's folder, none without the file. Raises RuleFileError."""
    path = folder / FILE
    if not path.exists():
        return ()
    _, data = read_shape(path, _File)
    return tuple(Mark(one.document, one.text.model_dump(), one.reason.model_dump()) for one in data.not_rules)


def coverage(programme: Programme, documents: Iterable[Document], marks: Iterable[Mark]) -> Coverage:
    """Both ways, over every edition."""
    documents, marks = tuple(documents), tuple(marks)
    said = [one for document in documents for one in _said(document, programme)]
    marked = [
        (one, next((mark for mark in marks if _covers(mark, one)), None))
        for one in said
        if one.loose or one.unquoted
    ]
    left = [one for one, mark in marked if mark is None]
    used = [mark for _, mark in marked]
    return Coverage(
        sum(one.figures for one in said),
        sum(one.is_condition for one in said),
        tuple(one.unclaimed(figure) for one in left for figure in one.loose),
        tuple(one.unclaimed(", ".join(one.unquoted)) for one in left if one.unquoted),
        tuple(_unfound(programme, documents)),
        tuple(mark for mark in marks if mark not in used),
    )


@dataclass(frozen=True)
class _Said:
    """A sentence of a document; `loose` figures and `unquoted` words of a condition are claimed by nothing."""

    document: Document
    sentence: Sentence
    figures: int
    is_condition: bool
    loose: Sequence[str]
    unquoted: Sequence[str]

    def unclaimed(self, found: str) -> Unclaimed:
        line = self.document.first_line + self.sentence.line - 1
        return Unclaimed(self.document.key, line, found, self.sentence.text)


def _said(document: Document, programme: Programme) -> Iterator[_Said]:
    proven = [
        (statement, proof.quote.in_(document.language))
        for edition in programme.editions.values()
        for statement in statements_of(edition)
        for proof in statement.proof
        if proof.source.id == document.id
    ]
    claims = [figure for statement, _ in proven for figure in statement.figures.values()]
    quoted = places(document.text, {quote for _, quote in proven})
    for sentence in sentences(document.text):
        stated = [one for one in figures(sentence.text, programme.names) if one.kind not in _NO_CLAIM_NEEDED]
        markers = conditions(sentence.text)
        yield _Said(
            document,
            sentence,
            len(stated),
            bool(markers),
            [one.text for one in stated if not any(same(claim.kind, claim.value, one) for claim in claims)],
            [one.text for one in markers if not _reached(quoted, sentence.start + one.start)],
        )


def places(text: str, quotes: Iterable[str]) -> list[tuple[int, int]]:
    """Where quotes stand in a text. Like the check of quotes, it takes any white space for any other."""
    return [
        found.span()
        for quote in quotes
        for found in re.finditer(r"\s+".join(map(re.escape, quote.split())), text)
    ]


def _reached(places: Iterable[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in places)


def _covers(mark: Mark, said: _Said) -> bool:
    return mark.document == said.document.id and mark.text[said.document.language] in said.sentence.text


def _unfound(programme: Programme, documents: Iterable[Document]) -> Iterator[Unfound]:
    stated = {one.key: figures(one.text, programme.names) for one in documents}
    texts = {one.key: one.text for one in documents}
    for edition in programme.editions.values():
        for at, statement, figure in _values(edition):
            for language in ("ko", "en"):
                keys = [f"{proof.source.id}.{language}" for proof in statement.proof]
                if figure.kind == "phone":
                    found = any(str(figure.value) in texts.get(key, "") for key in keys)
                else:
                    found = any(
                        same(figure.kind, figure.value, one) or _within(figure.value, one.value)
                        for key in keys
                        for one in stated.get(key, ())
                    )
                if not found:
                    yield Unfound(at, language, f"{figure.kind} {figure.value}")


def _within(wanted: object, found: object) -> bool:
    """A year or month is stated by a date that lies in it."""
    return (
        isinstance(wanted, str) and isinstance(found, str) and len(wanted) < 10 and found.startswith(wanted)
    )


def _values(edition: Edition) -> Iterator[tuple[str, Statement, Figure]]:
    """Every value by which a rule of the edition decides or informs, with the statement that proves it."""
    for statement in statements_of(edition):
        for figure in statement.figures.values():
            yield statement.id, statement, figure
    for track in edition.tracks.values():
        for amount in (track.cap.otherwise, *track.cap.table.values()):
            for won in amount.won:
                yield f"{track.id}.cap", amount.statement, Figure("won", won)
        for window in track.windows:
            for day in (window.opens, window.closes):
                yield f"{track.id}.{window.id}", window.statement, Figure("date", day.isoformat())
        for criterion in track.criteria:
            for one in tests(criterion.when):
                for value in one.values if one.operator not in EQUALITIES else ():
                    kind: Literal["date", "count"] = "date" if isinstance(value, date) else "count"
                    told = value.isoformat() if isinstance(value, date) else value
                    yield criterion.says.id, criterion.says, Figure(kind, told)


def statements_of(edition: Edition) -> Iterator[Statement]:
    """Everything that an edition says: statements, corrections and criteria."""
    yield from edition.statements.values()
    yield from (one.says for one in edition.corrections)
    for track in edition.tracks.values():
        yield from (one.says for one in track.criteria)
