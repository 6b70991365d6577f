"""The quotes behind an answer, named in so few characters that a button can carry them for ever.

A quote's name is a digest of its document and its words: a button under an old message finds exactly the quotes of
that answer, and finds nothing once a quote has been changed.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator

from bot.answering.answer import Citation, Language
from rules.edition import Programme, Proof

MOST_NAMED = 12
_LETTERS = 5  # 30 bits: the names of a pack's quotes are tested to differ

_LANGUAGES: tuple[Language, ...] = ("ko", "en")


def names_of(citations: Iterable[Citation]) -> str:
    """The names of the first quotes in one word of at most 60 ASCII characters; empty for no quote."""
    names = dict.fromkeys(_name(one.document, one.quote) for one in citations)
    return "".join([*names][:MOST_NAMED])


class Quotes:
    """Every quote that proves a rule of a programme, in both languages, by its name."""

    def __init__(self, programme: Programme) -> None:
        self._by_name: dict[str, Citation] = {}
        for proof in proofs(programme):
            for language in _LANGUAGES:
                citation = Citation.of(proof.source, proof.quote.in_(language), language)
                self._by_name[_name(citation.document, citation.quote)] = citation

    def __len__(self) -> int:
        return len(self._by_name)

    def named(self, names: str) -> tuple[Citation, ...]:
        """The quotes of `names_of`, as far as the programme still has them. Any text is taken."""
        each = (names[at : at + _LETTERS] for at in range(0, len(names), _LETTERS))
        return tuple(self._by_name[one] for one in each if one in self._by_name)

    def are_all_there(self, names: str) -> bool:
        return len(self.named(names)) * _LETTERS == len(names)

    def prove(self, citations: Iterable[Citation]) -> tuple[Citation, ...]:
        """Those citations that are a rule's proof, and no passage that a search found."""
        return tuple(one for one in citations if _name(one.document, one.quote) in self._by_name)


def proofs(programme: Programme) -> Iterator[Proof]:
    """Of statements, criteria and corrections of every edition."""
    for edition in programme.editions.values():
        criteria = (one.says for track in edition.tracks.values() for one in track.criteria)
        corrections = (one.says for one in edition.corrections)
        for statement in (*edition.statements.values(), *criteria, *corrections):
            yield from statement.proof


def _name(document: str, quote: str) -> str:
    digest = hashlib.sha256(f"{document}\n{quote}".encode()).digest()
    return urlsafe_b64encode(digest)[:_LETTERS].decode()
