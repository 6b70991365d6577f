from __future__ import annotations

import pytest

from bot.typed import is_sigh, language_wanted, wants_person


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("한국어로 해주세요", "ko"),
        ("한글로 답변해 주세요.", "ko"),
        ("korean please", "ko"),
        ("영어로 안내해 주세요", "en"),
        ("say in english please", "en"),
        ("In English, please!", "en"),
        ("영어로 된 공고문이 있나요?", None),
        ("영어 교육도 해주나요", None),
        ("is there an English notice?", None),
    ],
)
def test_a_language_is_wanted_only_where_that_is_all_that_is_said(text: str, language: str | None) -> None:
    assert language_wanted(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "상담원 연결해줘",
        "담당자에게 물어보고 싶어요",
        "사람이랑 얘기하고 싶습니다",
        "can I talk to a human?",
        "I'd like to speak with someone please",
        "ask a person",
    ],
)
def test_somebody_to_talk_to_is_asked_for(text: str) -> None:
    assert wants_person(text)


@pytest.mark.parametrize(
    "text",
    ["담당자 연락처 알려주세요", "몇 사람이 오나요", "who is the person in charge?", "직원이 30명이에요"],
)
def test_a_question_about_persons_is_none_for_them(text: str) -> None:
    assert not wants_person(text)


@pytest.mark.parametrize(
    ("text", "sigh"), [("ㅠㅠ", True), ("ㅋㅋㅋ!", True), ("네 ㅠㅠ", False), ("ㅇㅇ", False), ("...", False)]
)
def test_tears_and_laughter_without_words(text: str, sigh: bool) -> None:
    assert is_sigh(text) == sigh
