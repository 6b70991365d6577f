import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexical import LexicalIndex, tokens

TEXTS = {
    "cap": "고도화 유형은 기업당 최대 1억5천만원을 지원합니다",
    "regions": "기초 유형은 열 개 지자체와 함께합니다",
    "center": "Smart 365 Center는 구축 뒤의 관리를 맡습니다",
}


def test_hangul_becomes_bigrams_and_other_words_stay_whole():
    assert tokens("스마트공장 A/S \uff2d\uff25\uff33 365") == [
        "스마",
        "마트",
        "트공",
        "공장",
        "a",
        "s",
        "mes",
        "365",
    ]
    assert tokens("1억5천") == ["1", "억", "5", "천"]
    assert tokens("네ㅠㅠ ㅋㅋ") == ["네"]


def test_the_passage_that_shares_most_comes_first():
    index = LexicalIndex.build(TEXTS)

    assert index.shares("지자체 기초").top(3)[0][0] == "regions"
    assert index.shares("smart center").top(3) == [("center", pytest.approx(0.5, abs=0.2))]


def test_a_share_is_the_score_over_the_best_possible_one():
    index = LexicalIndex.build({"a": "기초", "b": "고도화 고도"})

    # one of two passages, of length 1 where the mean is 2: idf cancels out, k1 = 1.5, b = 0.75
    assert index.shares("기초").of("a") == pytest.approx(1 / (1 + 1.5 * (0.25 + 0.75 * 1 / 2)))


def test_an_unknown_word_lowers_the_share_as_much_as_the_rarest_word():
    index = LexicalIndex.build(TEXTS)

    known = index.shares("지자체의").of("regions")  # two of three bigrams are known

    assert index.shares("자체").of("regions") / 2 == pytest.approx(index.shares("자체 zz").of("regions"))
    assert 0 < known < index.shares("지자체").of("regions")


def test_equal_passages_come_by_id():
    index = LexicalIndex.build({"b": "같은 말", "a": "같은 말", "c": "다른 글"})

    assert [id for id, _ in index.shares("같은 말").top(5)] == ["a", "b"]


def test_a_passage_that_is_not_there_shares_nothing():
    assert LexicalIndex.build(TEXTS).shares("기초").of("gone") == 0


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "ㅋㅋ", "b": "!!"}])
def test_an_index_without_words_finds_nothing(texts, tmp_path):
    index = LexicalIndex.build(texts)
    index.save(tmp_path / "ko", "key")

    assert index.shares("기초").top(5) == []
    assert LexicalIndex.load(tmp_path / "ko", "key").shares("기초").top(5) == []


@given(st.dictionaries(st.text("abc", min_size=1), st.text("가나다 ab"), max_size=6), st.text("가나다 abz"))
def test_shares_lie_between_nothing_and_all(texts, query):
    shares = LexicalIndex.build(texts).shares(query)

    assert all(0 <= share < 1 and math.isfinite(share) for _, share in shares.top(10))
    assert all(shares.of(id) == share for id, share in shares.top(10))


def test_a_saved_index_answers_the_same(tmp_path):
    built = LexicalIndex.build(TEXTS)
    built.save(tmp_path / "ko", "key")

    loaded = LexicalIndex.load(tmp_path / "ko", "key")

    assert loaded.shares("기초 지자체 zz").top(5) == built.shares("기초 지자체 zz").top(5)
    assert [path.name for path in tmp_path.iterdir()] == ["ko"]


def test_an_index_of_other_passages_damaged_or_missing_is_not_loaded(tmp_path):
    path = tmp_path / "ko"
    LexicalIndex.build(TEXTS).save(path, "key")
    content = path.read_bytes()

    assert LexicalIndex.load(path, "other key") is None
    assert LexicalIndex.load(tmp_path / "en", "key") is None
    flipped = bytes([*content[:100], content[100] ^ 1, *content[101:]])
    for damaged in (b"", content[:-1], content[:40], b"x" + content[1:], flipped):
        path.write_bytes(damaged)
        assert LexicalIndex.load(path, "key") is None


def test_words_may_be_cut_another_way():
    index = LexicalIndex.build({"a": "스마트 공장", "b": "스마트공장"}, lambda text: text.split())

    assert [id for id, _ in index.shares("공장").top(5)] == ["a"]
