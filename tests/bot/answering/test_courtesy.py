"""Greetings, excuses and thanks around a question change nothing of its answer."""

from __future__ import annotations

import pytest

from bot.answering.courtesy import without_courtesy

KOREAN = (
    "안녕하세요 {}",
    "안녕하십니까. 문의드립니다. {}",
    "처음이라 잘 몰라서 그러는데 {}",
    "궁금한 게 있는데요, {}",
    "바쁘신데 죄송하지만 {}",
    "저기요 하나만 여쭤볼게요. {}",
    "{} 감사합니다",
    "{} 회신 부탁드립니다. 수고하세요~",
    "안녕하세요\n{}\n감사합니다.",
)
ENGLISH = (
    "Hi there, {}",
    "Good morning! Quick question: {}",
    "Sorry to bother you. {}",
    "I'm new to this. {}",
    "{} Thank you in advance.",
    "{} Please advise. Best regards",
)


@pytest.mark.parametrize("said", KOREAN)
@pytest.mark.parametrize("question", ["마감?", "기초는 얼마까지예요?", "저희 부산 공장인데 되나요?"])
def test_korean_courtesy_is_taken_away(said: str, question: str) -> None:
    assert without_courtesy(said.format(question)) == question


@pytest.mark.parametrize("said", ENGLISH)
@pytest.mark.parametrize(
    "question", ["how much is basic?", "Is it still open?", "Can a plant in Busan apply?"]
)
def test_english_courtesy_is_taken_away(said: str, question: str) -> None:
    assert without_courtesy(said.format(question)) == question


@pytest.mark.parametrize(
    "text",
    [
        "안녕하세요",
        "감사합니다!",
        "네 알겠습니다 감사합니다",
        "안녕하세요 남편 공장 서류 맡고 있는 사람이에요",
        "문의 전화번호 알려주세요",
        "한도 안내 부탁드립니다",
        "Hello!",
        "ok thanks",
        "Hello, are you there?",
        "we appreciate your help",
        "We are new to this region, can we apply?",
        "hi, do you speak Korean?",
    ],
)
def test_what_asks_for_nothing_else_and_what_is_part_of_the_question_stays(text: str) -> None:
    assert without_courtesy(text) == text
