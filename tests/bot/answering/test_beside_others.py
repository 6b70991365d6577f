"""What is asked after another programme was spoken of: of that one, of both, or of this one again."""

from __future__ import annotations

import pytest

from bot.answering.pipeline import Answerer
from tests.bot.answering.test_over_turns import last

ABOUT_ANOTHER = "포스코 상생형도 이거랑 같은 거예요?"
ABOUT_ANOTHER_EN = "Is the POSCO programme the same as this one?"


@pytest.mark.parametrize(
    "turns",
    [
        (ABOUT_ANOTHER, "그건 얼마 줘요"),
        (ABOUT_ANOTHER, "거긴 언제까지 접수해요?"),
        (ABOUT_ANOTHER_EN, "how much does that one pay then"),
        (ABOUT_ANOTHER_EN, "who can apply for it?"),
        ("스마트공방은 얼마까지예요?", "자부담은요?"),
    ],
)
def test_what_is_asked_of_another_programme_is_not_told_of_this_one(
    answerer: Answerer, turns: tuple[str, ...]
) -> None:
    assert last(answerer, *turns).topics == ("look-alikes",)


@pytest.mark.parametrize(
    "turns",
    [
        (ABOUT_ANOTHER, "그건 얼마 줘요", "그럼 삼성 거는요?"),
        (ABOUT_ANOTHER_EN, "how much does that one pay then", "fine, and the Samsung one?"),
        (ABOUT_ANOTHER, "그럼 이건 얼마까지 줘요"),
        (ABOUT_ANOTHER, "그럼 기초는 얼마예요"),
    ],
)
def test_this_programme_is_asked_what_was_asked_of_the_other(
    answerer: Answerer, turns: tuple[str, ...]
) -> None:
    assert last(answerer, *turns).topics == ("cap",)


@pytest.mark.parametrize(
    "turns",
    [
        (ABOUT_ANOTHER, "둘 다 받을 수 있나요"),
        (ABOUT_ANOTHER_EN, "fine, and the Samsung one?", "Can a company take both at the same time?"),
    ],
)
def test_both_are_both_programmes(answerer: Answerer, turns: tuple[str, ...]) -> None:
    assert last(answerer, *turns).topics == ("duplicate-support",)


def test_both_are_the_tracks_again_once_a_company_was_judged(answerer: Answerer) -> None:
    turns = (ABOUT_ANOTHER, "부산에서 볼트 만드는 중소기업인데 되나요", "둘 다 되나요")
    assert last(answerer, *turns).topics != ("duplicate-support",)


@pytest.mark.parametrize("text", ["농담이에요 ㅋㅋ", "장난이었어요", "just kidding", "haha that was a joke"])
def test_who_was_joking_asks_for_nothing(answerer: Answerer, text: str) -> None:
    assert last(answerer, "포스코 사업 얘기 해줘", text).status == "smalltalk"


def test_to_ask_for_a_joke_is_no_joke(answerer: Answerer) -> None:
    assert last(answerer, "농담 하나 해줘").status == "out_of_scope"


def test_what_is_known_of_this_year_comes_before_the_edition_that_decides(answerer: Answerer) -> None:
    answer = last(answerer, "2025년 접수는 언제였어요", "올해는요?")
    told = [one.origin for one in answer.segments if one.origin.startswith("statement:")]
    assert told[0] == "statement:ai-round-2026"


def test_few_english_words_in_a_korean_chat_are_answered_in_korean(answerer: Answerer) -> None:
    assert last(answerer, "기초는 얼마까지예요?", "and 고도화 track?").language == "ko"
