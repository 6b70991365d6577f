"""Greetings, excuses and thanks around a question change nothing of its answer."""

from __future__ import annotations

import pytest

from bot.answering.courtesy import only_opens, without_courtesy
from bot.answering.pipeline import Answerer
from tests.bot.answering.test_several_things import ask

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


@pytest.mark.parametrize(
    "text",
    [
        "궁금한 게 있는데요",
        "안녕하세요 소개받고 왔는데 여쭤볼 게 좀 있어서요",
        "기사 보고 연락드렸습니다.",
        "삼성 스마트공장 관련해서 문의드립니다",
        "바쁘신데 죄송합니다",
        "도와주세요",
        "마지막으로 하나만요",
        "확인하고 싶은 게 몇 가지 있습니다",
        "I'd like some information",
        "one more thing",
        "I was told to ask here",
        "not sure where to start",
        "I'm new to this",
    ],
)
def test_what_only_opens_a_talk_is_told_what_may_be_asked(answerer: Answerer, text: str) -> None:
    assert only_opens(text.lower())
    assert ask(answerer, text)[0].topics == ("can-ask",)


@pytest.mark.parametrize(
    "text",
    [
        "안녕하세요",
        "수고하십니다",
        "궁금한 게 있는데 마감이 언제예요",
        "문의처가 어디예요",
        "도와주는 사람이 있나요",
    ],
)
def test_what_greets_or_asks_opens_no_talk(text: str) -> None:
    assert not only_opens(text)
