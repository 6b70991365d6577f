"""The number gate: nothing leaves with a figure that its origin does not state, in the place where it states it.

Each segment is parsed. The figures found must be, one for one and in order, those that the segment declares, and
those must be what its origin says: the pack's sentence is taken again for the check, so that two true figures
that changed places are caught as well. Names (Smart 365), links and today's date are exempt by kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.answering.answer import Language, Segment
from bot.answering.composing import render
from bot.answering.quotes import proofs
from knowledge.figures import Found, figures, same
from rules.edition import Edition, Figure, Programme, Statement


@dataclass(frozen=True)
class Refusal:
    """Why a segment may not be sent; for the log and for staff."""

    origin: str
    reason: str


def check(
    segment: Segment,
    programme: Programme,
    language: Language,
    passages: Mapping[str, str],
    edition: Edition | None = None,
) -> Refusal | None:
    """None if the segment may be sent. `passages` are the texts of the passages that were found, by id.

    `edition` is the one that decided; without it, the newest with criteria.
    """
    kind, _, id = segment.origin.partition(":")
    if kind == "passage":
        text = passages.get(id)
        if text is None or text != segment.text:
            return Refusal(segment.origin, "the passage is not quoted word for word")
        return None
    if kind == "quote":
        proven = _proven(id, programme, edition or programme.deciding)
        quotes = {one.quote.in_(language) for one in proven.proof}
        return None if segment.text in quotes else Refusal(segment.origin, "the quote is not the statement's")
    if kind == "source":
        document, _, written = id.rpartition(".")
        quoted = "en" if written == "en" else "ko"
        known = any(
            one.source.id == document and one.quote.in_(quoted) == segment.text for one in proofs(programme)
        )
        return None if known else Refusal(segment.origin, "the quote proves no rule")
    declared = _figures_of(kind, id, programme, language, edition or programme.deciding)
    if declared is not None and declared != segment.figures:
        return Refusal(
            segment.origin, f"declares {_list(segment.figures)}, but its origin states {_list(declared)}"
        )
    text = segment.text
    if kind == "message":
        # The user's own words where they are corrected, and the titles of documents, are no figures of ours.
        for words in (
            *segment.corrects,
            *(name for one in segment.citations for name in (one.title, one.publisher)),
        ):
            text = text.replace(words, "·")
    found = figures(text, programme.names)
    if len(found) != len(segment.figures):
        return Refusal(segment.origin, f"states {_texts(found)}, but declares {_list(segment.figures)}")
    for one, figure in zip(found, segment.figures, strict=True):
        if not same(figure.kind, figure.value, one):
            return Refusal(segment.origin, f"states {one.text!r} where {figure.kind} {figure.value} belongs")
    return None


def _figures_of(
    kind: str, id: str, programme: Programme, language: Language, edition: Edition
) -> tuple[Figure, ...] | None:
    """The figures of the origin's own sentence, in its order; None where the sentence is the interface's."""
    if kind == "statement":
        statement = programme.statement(id)
        return render(statement.says.in_(language), statement.figures, language)[1]
    if kind == "correction":
        says = next(
            one.says for each in programme.editions.values() for one in each.corrections if one.id == id
        )
        return render(says.says.in_(language), says.figures, language)[1]
    if kind == "criterion":
        name, _, part = id.partition(":")
        if part == "says":
            says = _criterion(name, edition)
            return render(says.says.in_(language), says.figures, language)[1]
        return ()
    return () if kind == "not_stated" else None


def _proven(id: str, programme: Programme, edition: Edition) -> Statement:
    """What a quote proves: a statement by its id, or "criterion:<track>.<id>"."""
    kind, _, name = id.partition(":")
    return _criterion(name, edition) if kind == "criterion" else programme.statement(id)


def _criterion(name: str, edition: Edition) -> Statement:
    """What the criterion "<track>.<id>" asks."""
    track, _, id = name.partition(".")
    return next(one.says for one in edition.tracks[track].criteria if one.id == id)


def _list(declared: tuple[Figure, ...]) -> str:
    return ", ".join(f"{one.kind} {one.value}" for one in declared) or "no figure"


def _texts(found: tuple[Found, ...]) -> str:
    return ", ".join(repr(one.text) for one in found) or "no figure"
