from dataclasses import replace

import numpy as np
import pytest

from knowledge.documents import language_of
from knowledge.ingestion import build_store
from knowledge.retrieval_bench import (
    OWN_ROW,
    SCALES,
    Candidates,
    Figures,
    RememberingEncoder,
    candidates,
    compared,
    cross_validated,
    fused_ranks,
    texts_of,
    with_mixtures,
)
from knowledge.retrieval_sets import Question, RetrievalSet
from knowledge.retriever import Scales

WORDS = ["금형", "사출", "도금", "프레스", "용접", "포장", "검사", "물류"]
KOREAN = RetrievalSet(
    "korean",
    {f"p{n}": f"{word} 공정은 {n}동에서 합니다." for n, word in enumerate(WORDS)},
    [Question(f"{word}은 어느 동에서 하나요", frozenset({f"p{n}"})) for n, word in enumerate(WORDS)],
)
TRANSLATIONS = RetrievalSet(
    "lines", {"l0": "It rains today", "l1": "It is cold"}, [Question("오늘은 비가 온다", frozenset({"l0"}))]
)


def test_figures_are_means_over_questions():
    right = [Question("?", frozenset({"a"}))] * 4
    found = [["a", "b"], ["b", "a"], ["b", "c", "d", "e", "f", "a"], []]

    figures = Figures.of(found, right, 2.0)

    assert (figures.recall_1, figures.recall_5, figures.seconds) == (0.25, 0.5, 0.5)
    assert figures.mrr == pytest.approx((1 + 1 / 2 + 1 / 6 + 0) / 4)


def test_ranks_are_fused_as_langchain_does():
    """1/61 + 1/62 for a, 1/62 + 1/61 for b, 1/63 for c: the first ranking decides a tie."""
    assert fused_ranks(["a", "b", "c"], ["b", "a"]) == ["a", "b", "c"]
    assert fused_ranks(["a", "b"], ["b"]) == ["b", "a"]


def test_every_row_is_measured_on_the_same_questions(encoder):
    rows = dict(compared(KOREAN, RememberingEncoder(encoder)))

    assert list(rows)[-1] == OWN_ROW
    assert len(rows) == 6
    assert rows[OWN_ROW].recall_5 == rows["BM25, character bigrams"].recall_5 == 1
    assert all(0 <= one.recall_1 <= one.mrr <= 1 and one.recall_1 <= one.recall_5 for one in rows.values())


def test_each_text_is_embedded_once_and_all_of_them_are_foreseen(encoder):
    embedded = []
    remembering = RememberingEncoder(encoder, lambda: embedded.append(1))

    for _ in range(2):
        list(compared(KOREAN, remembering))

    assert len(embedded) == len(texts_of([KOREAN]))
    assert remembering.seconds(["never embedded"]) == 0


def test_translations_are_also_looked_for_among_passages_of_the_question_s_language():
    sets = with_mixtures([TRANSLATIONS, KOREAN])

    assert [one.name for one in sets[2:]] == ["lines beside korean", "korean beside lines"]
    for mixed, alone in zip(sets[2:], (TRANSLATIONS, KOREAN), strict=True):
        assert len(mixed.passages) == len(TRANSLATIONS.passages) + len(KOREAN.passages)
        told = [[mixed.passages[id] for id in one.right] for one in mixed.questions]
        assert told == [[alone.passages[id] for id in one.right] for one in alone.questions]


def test_sets_in_one_language_are_not_mixed():
    assert with_mixtures([KOREAN]) == (KOREAN,)


def test_candidates_are_ranked_as_the_product_ranks_them(encoder, make_document):
    mixed = with_mixtures([TRANSLATIONS, KOREAN])[2]
    documents = [
        make_document(text, id=id, language=language_of(text), title="none")
        for id, text in mixed.passages.items()
    ]
    for scales in (Scales(), Scales(0.2, 0.8, 0.1, 1.1), Scales(0.2, 0.8, 0.1, 0.0)):
        (one,) = candidates(mixed, encoder)
        store = build_store([replace(document, title="") for document in documents], None, encoder)
        retriever = store.retriever.model_copy(update={"scales": scales})

        kept = retriever.search(one.question.text, "ko", 60).kept

        assert list(dict.fromkeys(hit.passage.document for hit in kept)) == one.ranked(scales)
        store.close()


def made_up(lexical, cosine):
    """Ten questions with two passages each; the right one has these scores, the other 0.5 of both."""
    return [
        Candidates(
            Question(f"{number}?", frozenset({"right"})),
            ["other", "right"],
            np.asarray([0.5, lexical]),
            np.asarray([0.5, cosine]),
            np.asarray([True, True]),
        )
        for number in range(10)
    ]


def test_cross_validation_chooses_what_finds_more_and_judges_by_other_questions():
    by_meaning = made_up(lexical=0.3, cosine=0.8)  # found from a dense weight of 0.4 on

    found = cross_validated({"made up": by_meaning}, parts=5)

    assert len(found) == 5
    assert all(one.chosen in SCALES and one.chosen.dense >= 0.4 for one in found)
    assert all(one.held_out["made up"].recall_1 == 1 for one in found)
    assert all(one.shipped["made up"].recall_1 == 0 for one in found)


def test_what_is_shipped_is_kept_where_nothing_is_better():
    found = cross_validated({"made up": made_up(lexical=0.9, cosine=0.9)}, parts=2)

    assert {one.chosen for one in found} == {Scales()}


def test_a_set_with_fewer_questions_than_parts_is_judged_where_it_has_any():
    found = cross_validated({"many": made_up(0.9, 0.9), "few": made_up(0.9, 0.9)[:2]}, parts=5)

    assert [sorted(one.held_out) for one in found] == [["few", "many"]] * 2 + [["many"]] * 3
