"""Passages for a question: words and meaning together, the question's language first.

The scales are fixed, so that a score means the same for every question. Measured on KorQuAD and others: ranks
fused (RRF) or scores stretched per question find clearly less.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangchainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.documents import LANGUAGES, Language, language_of
from knowledge.embedding import Encoder
from knowledge.index import IndexDamaged, PassageIndex, cosine_of
from knowledge.lexical import LexicalIndex
from knowledge.passages import Passage

log = logging.getLogger(__name__)

LEXICAL_WEIGHT: Final = 0.7
DENSE_WEIGHT: Final = 0.3
# Passages in the other language stand among the question's own where these share fewer words than this with it, ...
OWN_LANGUAGE_FROM: Final = 0.3
# ... by their cosine alone, less this much, since they can hardly share words: unrelated ones reach 0.3. How others
# do is shown by `gongo bench retrieval --cross-validate`, and weighed in README, "Words and meaning together".
OTHER_LANGUAGE_LESS: Final = 0.25
_CANDIDATES: Final = 30  # of each leg


class Reason(StrEnum):
    """Why a passage was kept or not."""

    BEST = "best"  # by score, in the question's language
    OTHER_LANGUAGE = "other_language"  # nearer in meaning than what the question's language has
    BEYOND_LIMIT = "beyond_limit"  # others were better
    UNRELATED = "unrelated"  # no shared word, no similar meaning


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with what it was judged by."""

    passage: Passage
    score: float  # 0 to 1
    lexical: float  # share of the query's words, 0 to 1
    dense: float | None  # cosine, -1 to 1; None when the vectors cannot be read
    reason: Reason


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What is used, best first, and what was looked at and left."""

    kept: tuple[Hit, ...]
    rejected: tuple[Hit, ...]
    lexical_share: float  # of the best passage in the question's language


@dataclass(frozen=True, slots=True)
class Scales:
    """How words and meaning become one score, the same way for every question."""

    lexical: float = LEXICAL_WEIGHT
    dense: float = DENSE_WEIGHT
    other_language_less: float = OTHER_LANGUAGE_LESS
    own_language_from: float = OWN_LANGUAGE_FROM

    def score(self, lexical: float, dense: float | None, *, own_language: bool) -> float:
        """0 to 1, from the share of the question's words and the cosine; None for a cosine that is not known."""
        cosine = min(max(dense or 0.0, 0.0), 1.0)
        together = self.lexical * lexical + self.dense * cosine
        # The other language may share words too: names, abbreviations, figures.
        return round(together if own_language else max(together, cosine - self.other_language_less), 6)


@dataclass(frozen=True)
class Shelf:
    """The passages that may answer now, and their words. What is not on the shelf is not found."""

    passages: Mapping[str, Passage]
    lexical: Mapping[Language, LexicalIndex]

    def has(self, document: str, language: Language) -> bool:
        """Whether the document is here in that language."""
        return (document, language) in self._documents

    @cached_property
    def _documents(self) -> frozenset[tuple[str, Language]]:
        return frozenset((passage.document, passage.language) for passage in self.passages.values())


class HybridRetriever(BaseRetriever):
    """langchain's retriever over a shelf and its vectors. Safe for threads."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    shelf: Shelf
    index: PassageIndex
    encoder: Encoder
    limit: int = 5
    scales: Scales = Scales()

    def search(self, query: str, language: Language, limit: int | None = None) -> SearchResult:
        """The passages nearest to the question, at most `limit`, by score.

        Passages in its language come before others, unless they share too few words with it: then documents that
        exist only in the other language stand among them. Translations of what is here come last in any case: a
        question in everyday words shares little even with its answer (31 of 42 stay below 0.15).
        """
        if not query.strip():
            return SearchResult((), (), 0.0)
        vector = self.encoder.embed_query(query)
        hits = [
            hit for one in LANGUAGES for hit in self._hits(query, vector, one, own_language=one == language)
        ]
        share = max((hit.lexical for hit in hits if hit.passage.language == language), default=0.0)
        is_own_enough = share >= self.scales.own_language_from

        def place(hit: Hit) -> tuple[bool, bool, float, str]:
            is_other = hit.passage.language != language
            is_translation = is_other and self.shelf.has(hit.passage.document, language)
            return is_translation, is_other and is_own_enough, -hit.score, hit.passage.id

        hits.sort(key=place)
        kept, rejected = _judged(hits, language, self.limit if limit is None else limit)
        return SearchResult(kept, rejected, share)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangchainDocument]:
        found = self.search(query, language_of(query))
        return [_as_langchain(hit) for hit in found.kept]

    def _hits(
        self, query: str, vector: Sequence[float], language: Language, *, own_language: bool
    ) -> list[Hit]:
        """The union of both legs; a passage that one leg found is judged by both."""
        words = self.shelf.lexical.get(language)
        if words is None:
            return []
        shares = words.shares(query)
        by_words = [id for id, _ in shares.top(_CANDIDATES)]
        cosines = self._cosines(by_words, vector, language)
        hits = []
        for id in {*by_words, *cosines}:
            passage = self.shelf.passages.get(id)
            if passage is None:  # removed a moment ago
                continue
            lexical, dense = shares.of(id), cosines.get(id)
            score = self.scales.score(lexical, dense, own_language=own_language)
            hits.append(Hit(passage, score, lexical, dense, Reason.BEYOND_LIMIT))
        return hits

    def _cosines(
        self, by_words: Iterable[str], vector: Sequence[float], language: Language
    ) -> dict[str, float]:
        try:
            cosines = dict(self.index.search(vector, language, _CANDIDATES))
            missing = [id for id in by_words if id not in cosines]
            cosines |= _cosines(vector, self.index.vectors(missing, language))
        except IndexDamaged as problem:
            log.error("Searching by words alone, the vectors cannot be read: %s", problem)
            return {}
        return cosines


def _cosines(vector: Sequence[float], others: Mapping[str, npt.NDArray[np.float32]]) -> Mapping[str, float]:
    if not others:
        return {}
    asked, stored = np.asarray(vector), np.stack(list(others.values())).astype(np.float64)
    lengths = np.linalg.norm(stored, axis=1) * np.linalg.norm(asked)
    cosines = stored @ asked / np.where(lengths, lengths, 1)
    return {id: cosine_of(cosine) for id, cosine in zip(others, cosines.tolist(), strict=True)}


def _judged(
    ordered: Iterable[Hit], language: Language, limit: int
) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    kept: list[Hit] = []
    rejected: list[Hit] = []
    for hit in ordered:
        if hit.score <= 0:
            rejected.append(_because(hit, Reason.UNRELATED))
        elif len(kept) >= limit:
            rejected.append(_because(hit, Reason.BEYOND_LIMIT))
        else:
            own = hit.passage.language == language
            kept.append(_because(hit, Reason.BEST if own else Reason.OTHER_LANGUAGE))
    return tuple(kept), tuple(rejected)


def _because(hit: Hit, reason: Reason) -> Hit:
    return Hit(hit.passage, hit.score, hit.lexical, hit.dense, reason)


def _as_langchain(hit: Hit) -> LangchainDocument:
    passage = hit.passage
    return LangchainDocument(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "document": passage.document,
            "language": passage.language,
            "headings": list(passage.headings),
            "score": hit.score,
            "lexical": hit.lexical,
            "dense": hit.dense,
            "reason": str(hit.reason),
        },
    )
