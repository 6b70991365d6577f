"""Segments from the pack and the catalogues: sentences with their figures in place, and the proof of them."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.answering.answer import Citation, Language, Segment
from bot.wording.catalogue import catalogue
from knowledge.figures import format_figure
from rules.edition import Correction, Figure, NotStated, Programme, Statement
from rules.facts import Text


@dataclass(frozen=True)
class Composer:
    """Writes segments in one language."""

    programme: Programme
    language: Language

    def statement(self, statement: Statement) -> Segment:
        """What an edition says. A figure of low confidence is marked as such."""
        text, figures = render(statement.says.in_(self.language), statement.figures, self.language)
        return Segment(text, f"statement:{statement.id}", figures, self.citations(statement))

    def statements(self, ids: Iterable[str]) -> list[Segment]:
        return [self.statement(self.programme.statement(id)) for id in ids]

    def correction(self, correction: Correction, corrects: tuple[str, ...]) -> Segment:
        text, figures = render(
            correction.says.says.in_(self.language), correction.says.figures, self.language
        )
        return Segment(
            text, f"correction:{correction.id}", figures, self.citations(correction.says), corrects=corrects
        )

    def not_stated(self, entry: NotStated) -> Segment:
        return Segment(entry.says.in_(self.language), f"not_stated:{entry.id}")

    def part(self, says: Text, origin: str, proof: Statement) -> Segment:
        """A sentence of a criterion that holds no figure of its own (why it is unmet, what is silent)."""
        return Segment(says.in_(self.language), origin, (), self.citations(proof))

    def say(self, key: str, corrects: tuple[str, ...] = (), **values: object) -> Segment:
        """A sentence of the interface. Values that are figures are written out and declared."""
        template = catalogue(self.language)[key]
        figures = {name: one for name, one in values.items() if isinstance(one, Figure)}
        words = {name: str(one) for name, one in values.items() if not isinstance(one, Figure | None)}
        text, stated = render(template, figures, self.language, words)
        return Segment(text, f"message:{key}", stated, corrects=corrects)

    def citations(self, statement: Statement) -> tuple[Citation, ...]:
        """Proofs in order of trust: the official notice first, a foreign-language account last."""
        proof = sorted(statement.proof, key=lambda one: one.source.rank)
        return tuple(Citation.of(one.source, one.quote.in_(self.language), self.language) for one in proof)


def render(
    template: str,
    figures: Mapping[str, Figure],
    language: Language,
    words: Mapping[str, str] | None = None,
) -> tuple[str, tuple[Figure, ...]]:
    """The sentence with its figures written out, and those figures in the order of the text."""
    text: list[str] = []
    stated: list[Figure] = []
    for literal, name, _, _ in string.Formatter().parse(template):
        text.append(literal)
        if name is None:
            continue
        if name in figures:
            text.append(format_figure(figures[name].kind, figures[name].value, language))
            stated.append(figures[name])
        else:
            text.append((words or {})[name])
    return "".join(text), tuple(stated)


def day(value: date) -> Figure:
    return Figure("date", value.isoformat())
