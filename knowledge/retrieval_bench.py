"""Retrievers measured side by side on question sets: the one that answers, and those that it has to beat.

Gongo's own row goes the way of the product: passages become documents, are split, ingested into a store and
searched there. A document's place is that of its best passage.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from knowledge.documents import Document, Language, language_of
from knowledge.embedding import Encoder
from knowledge.ingestion import Store, build_store
from knowledge.lexical import LexicalIndex
from knowledge.passages import split
from knowledge.retrieval_sets import Question, RetrievalSet
from knowledge.retriever import Scales
from knowledge.scoring import folds, mean, recall_at, reciprocal_rank

OWN_ROW: Final = "Gongo"
PARTS: Final = 5  # of a cross-validation
SCALES: Final = (
    Scales(),  # kept where others are no better
    *(
        Scales(round(1 - dense, 2), dense, less, enough)
        for dense, less, enough in product(
            (0.1, 0.2, 0.3, 0.4, 0.5),
            (0.15, 0.2, 0.25, 0.3),
            (0.0, 0.15, 0.22, 0.3, 0.4, 1.1),  # 0: always the question's language first; 1.1: never
        )
    ),
)  # those to choose from
_DEEP: Final = 60  # passages kept, so that the place of a document that is not among the first is known too
_RRF: Final = 60  # langchain's constant
_LEG: Final = 30  # what each leg gives to the fusion

Rank = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one retriever on one set: means over its questions, 0 to 1."""

    recall_1: float
    recall_5: float
    mrr: float
    seconds: float  # a question, embedding included

    @classmethod
    def of(cls, found: Sequence[Sequence[str]], questions: Sequence[Question], seconds: float) -> "Figures":
        pairs = list(zip(found, (one.right for one in questions), strict=True))
        return cls(
            mean([recall_at(1, ids, right) for ids, right in pairs]),
            mean([recall_at(5, ids, right) for ids, right in pairs]),
            mean([reciprocal_rank(ids, right) for ids, right in pairs]),
            seconds / len(pairs) if pairs else 0.0,
        )


class RememberingEncoder(Encoder):
    """Embeds each text once, and knows how long that took: rows share vectors, and each is charged for them."""

    def __init__(self, encoder: Encoder, told: Callable[[], None] = lambda: None) -> None:
        self._encoder = encoder
        self._told = told
        self._vectors: dict[str, npt.NDArray[np.float64]] = {}
        self._seconds: dict[str, float] = {}

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        if text not in self._vectors:
            started = time.perf_counter()
            self._vectors[text] = np.asarray(self._encoder.embed_query(text))
            self._seconds[text] = time.perf_counter() - started
            self._told()
        return [float(number) for number in self._vectors[text]]

    def seconds(self, texts: Iterable[str]) -> float:
        """What embedding these texts took when it was done."""
        return sum(self._seconds.get(text, 0.0) for text in texts)


def with_mixtures(sets: Sequence[RetrievalSet]) -> tuple[RetrievalSet, ...]:
    """The sets, and each set of translations in one store with the largest set in its questions' language.

    The second half of such a pair has the other set's questions: they must not suffer from the translations.
    """
    found = list(sets)
    for one in sets:
        asked, told = _language(question.text for question in one.questions), _language(one.passages.values())
        beside = [
            other for other in sets if _language(other.passages.values()) == asked != told and other != one
        ]
        if asked == told or not beside:
            continue
        other = max(beside, key=lambda candidate: len(candidate.passages))
        found += [_beside(one, other), _beside(other, one)]
    return tuple(found)


def _language(texts: Iterable[str]) -> Language:
    return language_of("\n".join(texts))


def _beside(one: RetrievalSet, other: RetrievalSet) -> RetrievalSet:
    mixed = {f"a{id}": text for id, text in one.passages.items()}
    mixed |= {f"b{id}": text for id, text in other.passages.items()}
    questions = [
        Question(question.text, frozenset(f"a{id}" for id in question.right)) for question in one.questions
    ]
    return RetrievalSet(f"{one.name} beside {other.name}", mixed, questions)


def texts_of(sets: Iterable[RetrievalSet]) -> frozenset[str]:
    """All that will be embedded: whole passages, their pieces and the questions."""
    texts: set[str] = set()
    for one in sets:
        texts.update(one.passages.values(), (question.text for question in one.questions))
        texts.update(piece.indexed for document in _documents(one) for piece in split(document))
    return frozenset(texts)


def compared(one: RetrievalSet, encoder: RememberingEncoder) -> Iterator[tuple[str, Figures]]:
    """Every retriever's figures on a set, by the retriever's name; Gongo's own last."""
    spaces = LexicalIndex.build(one.passages, lambda text: text.lower().split())
    bigrams = LexicalIndex.build(one.passages)
    dense = _Dense(one.passages, encoder)
    questions = [question.text for question in one.questions]
    encoder.embed_documents(questions)
    asked = encoder.seconds(questions)

    def fused(question: str) -> Sequence[str]:
        return fused_ranks(_by_words(bigrams, question)[:_LEG], dense.rank(question)[:_LEG])

    def weighted(question: str) -> Sequence[str]:
        shares, scales = bigrams.shares(question), Scales()
        scores = {
            id: scales.score(shares.of(id), cosine, own_language=True)
            for id, cosine in dense.cosines(question).items()
        }
        return sorted(scores, key=lambda id: (-scores[id], id))[:_DEEP]

    yield "BM25, words between spaces", _measured(one, lambda text: _by_words(spaces, text))
    yield "BM25, character bigrams", _measured(one, lambda text: _by_words(bigrams, text))
    yield "dense alone", _measured(one, dense.rank, asked)
    yield "ranks fused 1:1 (RRF)", _measured(one, fused, asked)
    yield "weighted sum, passages whole", _measured(one, weighted, asked)
    with closing(_store(one, encoder)) as store:
        yield OWN_ROW, _measured(one, lambda text: _documents_found(store, text), asked)


def fused_ranks(*rankings: Sequence[str]) -> Sequence[str]:
    """Reciprocal rank fusion with equal weights, as langchain's EnsembleRetriever does it."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for place, id in enumerate(ranking, 1):
            scores[id] = scores.get(id, 0.0) + 1 / (place + _RRF)
    return sorted(scores, key=lambda id: -scores[id])


class _Dense:
    """Passages by cosine alone, all of them compared."""

    def __init__(self, passages: Mapping[str, str], encoder: Encoder) -> None:
        self._ids = sorted(passages)
        self._encoder = encoder
        vectors = encoder.embed_documents([passages[id] for id in self._ids])
        self._vectors = _unit(np.asarray(vectors, np.float32).reshape(len(self._ids), encoder.dimension))

    def cosines(self, question: str) -> dict[str, float]:
        vector = _unit(np.asarray([self._encoder.embed_query(question)], np.float32))[0]
        return dict(zip(self._ids, (self._vectors @ vector).tolist(), strict=True))

    def rank(self, question: str) -> Sequence[str]:
        cosines = self.cosines(question)
        return sorted(cosines, key=lambda id: (-cosines[id], id))[:_DEEP]


def _unit(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths, lengths, 1), np.float32)


def _by_words(index: LexicalIndex, question: str) -> Sequence[str]:
    return [id for id, _ in index.shares(question).top(_DEEP)]


def _measured(one: RetrievalSet, rank: Rank, before: float = 0.0) -> Figures:
    """`before` is what was spent on the questions already, in seconds."""
    started = time.perf_counter()
    found = [rank(question.text) for question in one.questions]
    return Figures.of(found, one.questions, before + time.perf_counter() - started)


# --- the product's own way --------------------------------------------------------------------------------------


def _documents(one: RetrievalSet) -> Iterator[Document]:
    for id, text in one.passages.items():
        yield Document(
            id=id,
            language=language_of(text),
            title="",
            publisher="",
            date="",
            address="",
            rank=5,
            edition=None,
            own_words=False,
            text=text,
            digest="",
        )


def _store(one: RetrievalSet, encoder: Encoder) -> Store:
    return build_store(_documents(one), None, encoder)


def _documents_found(store: Store, question: str) -> Sequence[str]:
    hits = store.search(question, language_of(question), _DEEP).kept
    return list(dict.fromkeys(hit.passage.document for hit in hits))


# --- cross-validation -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the product finds for one question before it is ranked: a row for each passage."""

    question: Question
    documents: Sequence[str]
    lexical: npt.NDArray[np.float64]
    cosine: npt.NDArray[np.float64]
    own_language: npt.NDArray[np.bool_]

    def ranked(self, scales: Scales) -> Sequence[str]:
        """Documents by their best passage, under other scales than those of the product."""
        together = scales.lexical * self.lexical + scales.dense * self.cosine
        apart = np.maximum(together, self.cosine - scales.other_language_less)
        scores = np.round(np.where(self.own_language, together, apart), 6)
        share = float(np.max(self.lexical, where=self.own_language, initial=0.0))
        last = ~self.own_language & (share >= scales.own_language_from)
        order = np.lexsort((-scores, last))
        return list(dict.fromkeys(self.documents[place] for place in order.tolist() if scores[place] > 0))


def candidates(one: RetrievalSet, encoder: Encoder) -> tuple[Candidates, ...]:
    """For each question of the set all that both legs find, in both languages."""
    with closing(_store(one, encoder)) as store:
        return tuple(_candidates(store, question) for question in one.questions)


def _candidates(store: Store, question: Question) -> Candidates:
    language = language_of(question.text)
    found = store.search(question.text, language, _DEEP)
    hits = sorted((*found.kept, *found.rejected), key=lambda hit: hit.passage.id)
    return Candidates(
        question,
        [hit.passage.document for hit in hits],
        np.asarray([hit.lexical for hit in hits]),
        np.clip(np.asarray([hit.dense or 0.0 for hit in hits]), 0, 1),
        np.asarray([hit.passage.language == language for hit in hits]),
    )


@dataclass(frozen=True, slots=True)
class Fold:
    """What was chosen without the questions that it is then judged by, and its figures on those, by set."""

    chosen: Scales
    held_out: Mapping[str, Figures]
    shipped: Mapping[str, Figures]  # the product's scales on the same questions


def cross_validated(sets: Mapping[str, Sequence[Candidates]], parts: int = PARTS) -> tuple[Fold, ...]:
    """The best of SCALES on all parts but one, judged on that one, for each part in turn.

    Best is the highest mean over sets of recall@1 and recall@5 together. Raises ValueError for fewer than two parts.
    """
    cut = {name: folds(len(found), parts) for name, found in sets.items()}
    figures = {
        scales: {name: [_two(one, scales) for one in found] for name, found in sets.items()}
        for scales in SCALES
    }
    return tuple(_fold(sets, cut, figures, number) for number in range(parts))


def _two(one: Candidates, scales: Scales) -> float:
    found = one.ranked(scales)
    return recall_at(1, found, one.question.right) + recall_at(5, found, one.question.right)


def _fold(
    sets: Mapping[str, Sequence[Candidates]],
    cut: Mapping[str, Sequence[Sequence[int]]],
    figures: Mapping[Scales, Mapping[str, Sequence[float]]],
    number: int,
) -> Fold:
    held = {name: set(of_set[number]) if number < len(of_set) else set() for name, of_set in cut.items()}

    def worth(scales: Scales) -> float:
        return mean(
            [
                mean([one for place, one in enumerate(figures[scales][name]) if place not in held[name]])
                for name in sets
            ]
        )

    def judged(scales: Scales) -> dict[str, Figures]:
        out = {name: [found[place] for place in sorted(held[name])] for name, found in sets.items()}
        return {
            name: Figures.of([one.ranked(scales) for one in found], [one.question for one in found], 0.0)
            for name, found in out.items()
            if found
        }

    chosen = max(SCALES, key=worth)
    return Fold(chosen, judged(chosen), judged(Scales()))
