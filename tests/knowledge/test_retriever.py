from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.embedding import SentenceEncoder
from knowledge.ingestion import build_store
from knowledge.retriever import DENSE_WEIGHT, LEXICAL_WEIGHT, OWN_LANGUAGE_FROM, Reason, Scales

KOREAN = """# 상생형 스마트공장

## 지원 금액

고도화 유형은 기업당 최대 1억 5천만원을 지원합니다.

기초 유형은 지자체에 따라 최대 8천만원까지 지원합니다.

## 멘토링

삼성의 현직 전문가가 현장에 머물며 제조 혁신을 돕습니다.

## 사후 관리

스마트365센터가 구축이 끝난 뒤의 관리를 맡습니다.
"""
ENGLISH = """# Cooperative smart factory

## Amounts

The advanced track gives up to 150 million won to each company.

## Smart Biz Expo

Companies of the programme show their products to buyers at a fair in Seoul.
"""


@pytest.fixture
def documents(make_document):
    return [make_document(KOREAN), make_document(ENGLISH, id="call", language="en", title="Call")]


@pytest.fixture
def store(documents, encoder):
    built = build_store(documents, None, encoder)
    yield built
    built.close()


@pytest.fixture(scope="module")
def real_encoder():
    return SentenceEncoder()


@pytest.fixture
def real_store(documents, real_encoder):
    built = build_store(documents, None, real_encoder)
    yield built
    built.close()


def test_the_best_passage_comes_first_with_what_it_was_judged_by(store):
    found = store.search("고도화 유형은 기업당 최대 얼마", "ko")

    best = found.kept[0]
    assert "1억 5천만원" in best.passage.text
    assert best.reason is Reason.BEST
    assert best.score == pytest.approx(LEXICAL_WEIGHT * best.lexical + DENSE_WEIGHT * best.dense, abs=1e-5)
    assert found.lexical_share == best.lexical > OWN_LANGUAGE_FROM


def test_own_language_comes_before_others_when_its_words_are_shared(store):
    found = store.search("고도화 유형 지원 금액", "ko", limit=4)

    assert [hit.passage.language for hit in found.kept] == ["ko"] * 4
    assert {hit.passage.language for hit in found.rejected} == {"en"}


def test_the_other_language_comes_first_by_meaning_when_no_word_is_shared(real_store):
    found = real_store.search("전시회에서 바이어를 만날 수 있나요", "ko", limit=4)

    assert found.lexical_share < OWN_LANGUAGE_FROM
    assert [hit.passage.language for hit in found.kept] == ["en", "ko", "en", "ko"]
    assert "fair" in found.kept[0].passage.text
    assert found.kept[0].reason is Reason.OTHER_LANGUAGE


def test_the_other_language_counts_by_its_cosine_less_a_fixed_amount_or_by_both_legs():
    scales = Scales(0.7, 0.3, 0.25)

    assert scales.score(0.2, 0.5, own_language=True) == pytest.approx(0.29)
    assert scales.score(0.0, 0.5, own_language=False) == pytest.approx(0.25)
    assert scales.score(0.0, 0.2, own_language=False) == pytest.approx(0.06)
    assert scales.score(0.6, 0.5, own_language=False) == scales.score(0.6, 0.5, own_language=True)
    assert scales.score(0.6, None, own_language=False) == pytest.approx(0.42)


def test_a_near_passage_in_the_other_language_beats_far_ones_that_share_a_few_words(real_store):
    found = real_store.search("지원받은 기업이 바이어에게 제품을 보여 주는 전시회가 서울에서 열리나요", "ko")

    assert 0 < found.lexical_share < OWN_LANGUAGE_FROM
    assert "fair" in found.kept[0].passage.text
    assert found.kept[0].lexical == 0
    assert found.kept[0].score > found.kept[1].score


def test_a_translation_of_what_is_here_never_comes_first(make_document, real_encoder):
    both = [make_document(KOREAN), make_document(ENGLISH, language="en", title="Notice")]
    store = build_store(both, None, real_encoder)

    found = store.search("전시회에서 바이어를 만날 수 있나요", "ko", limit=5)

    assert found.lexical_share < OWN_LANGUAGE_FROM
    assert [hit.passage.language for hit in found.kept] == ["ko", "ko", "en", "en"]
    store.close()


def test_what_is_not_kept_is_shown_with_its_reason(store):
    found = store.search("고도화 유형은 최대 얼마인가요", "ko", limit=1)

    assert len(found.kept) == 1
    assert {hit.reason for hit in found.rejected} <= {Reason.BEYOND_LIMIT, Reason.UNRELATED}
    ids = [hit.passage.id for hit in (*found.kept, *found.rejected)]
    assert len(ids) == len(set(ids)) == 6


def test_a_passage_found_by_words_alone_still_gets_its_cosine(make_document, make_encoder):
    class Contrary(make_encoder):
        """Puts the one passage with the word far from the question, and forty others near to it."""

        def embed_query(self, text):
            return [0.6, 0.8] if "희귀한" in text and "\n" in text else [1.0, 0.0]

    texts = "\n\n".join(["희귀한 낱말", *(f"{number}번째 문단" for number in range(40))])
    store = build_store([make_document(texts)], None, Contrary(dimension=2))

    best = store.search("희귀한", "ko").kept[0]

    assert best.passage.text == "희귀한 낱말"
    assert best.dense == 0.6
    store.close()


def test_nothing_asked_finds_nothing(store):
    for query in ("", "  \n"):
        assert store.search(query, "ko").kept == ()


@pytest.mark.parametrize("query", ["ㅋㅋㅋ", "\ud800", "?" * 5000, "\x00", "🙂"])
def test_no_question_breaks_the_search(real_store, query):
    found = real_store.search(query, "ko")

    assert found.lexical_share == 0
    assert all(0 < hit.score <= 1 for hit in found.kept)


def test_an_empty_store_finds_nothing(encoder):
    store = build_store([], None, encoder)

    assert store.search("지원 금액", "ko").kept == ()
    store.close()


def test_many_threads_find_what_one_finds(real_store):
    queries = ["고도화 최대 얼마", "멘토링은 누가", "smart biz expo", "사후 관리"] * 5
    alone = [real_store.search(query, "ko") for query in queries]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda query: real_store.search(query, "ko"), queries))

    assert together == alone


def test_equal_passages_come_by_id(make_document, encoder):
    same = [make_document("같은 문단", id=id) for id in ("b", "c", "a")]
    store = build_store(same, None, encoder)

    assert [hit.passage.document for hit in store.search("같은 문단", "ko").kept] == ["a", "b", "c"]
    store.close()


def test_words_alone_answer_when_the_vectors_are_lost(documents, encoder, tmp_path):
    store = build_store(documents, tmp_path, encoder)
    store.close()  # as if the disk had gone

    found = store.search("고도화 유형은 최대 얼마인가요", "ko")

    assert "1억 5천만원" in found.kept[0].passage.text
    assert found.kept[0].dense is None


def test_langchain_can_invoke_it(store):
    found = store.retriever.invoke("멘토링, 삼성의 현직 전문가")

    assert "현직 전문가" in found[0].page_content
    assert found[0].metadata["document"] == "notice"
    assert found[0].metadata["headings"] == ["안내", "상생형 스마트공장", "멘토링"]
