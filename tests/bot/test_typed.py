from __future__ import annotations

import pytest

from bot.typed import carries_on, is_question, is_sigh, language_wanted, stops_midway, wants_person


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


@pytest.mark.parametrize(
    ("before", "text", "joined"),
    [
        ("중견기업은", "기초 유형에 들어갈 수 있나요?", True),
        ("스마트비즈엑스포는 언제 어디서", "열리나요?", True),
        ("삼성전자랑 거래가 없는", "회사도 신청할 수 있어요?", True),
        ("내년에 다시 하는지 알고", "싶어요", True),
        ("고도화는", "마감은 언제였어요?", False),  # of something else
        ("대구는", "그럼 자부담은요?", False),
        ("결과발표는", "그다음에공장짓는건얼마나걸려요", False),
        ("기초 유형은 얼마예요", "열리나요?", False),  # which did not stop midway
    ],
)
def test_a_question_carries_on_what_stopped_midway(before: str, text: str, joined: bool) -> None:
    assert (stops_midway(before) and carries_on(text, before)) == joined


@pytest.mark.parametrize("text", ["어느 쪽이든요", "어떤 거든 괜찮아요", "어느 쪽이라도요"])
def test_whichever_is_no_question(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize("text", ["저희도 가능한지요", "어느 쪽이 나아요", "대상인지요"])
def test_what_wants_to_know_is_one(text: str) -> None:
    assert is_question(text)
