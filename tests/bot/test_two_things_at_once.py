"""Whatever is asked beside something else is answered as well, however the two are joined."""

from __future__ import annotations

import re
from datetime import date
from itertools import permutations, product

import pytest

from bot.answering.answer import Context
from bot.answering.pipeline import Answerer

TODAY = date(2026, 11, 22)

# What may be asked of the programme itself, in words and as a question, and the topics that answer it.
KOREAN = {
    "cap": ("고도화 지원 한도", "고도화는 얼마까지인지"),
    "region-list": ("기초 참여 지역", "기초는 어느 지역이 되는지"),
    "own-share": ("자부담 비율", "회사가 몇 프로 내는지"),
    "intake": ("신청 마감일", "언제까지 신청인지"),
    "where-to-apply": ("신청 방법", "어디서 신청하는지"),
    "documents": ("제출 서류", "서류는 뭐가 필요한지"),
    "selection": ("선정 결과 발표 시기", "결과는 언제 나오는지"),
    "budget": ("총예산", "예산이 총 얼마인지"),
    "organisers": ("주관 기관", "누가 주관하는지"),
    "build": ("구축 기간", "구축은 몇 개월 걸리는지"),
    "next-intake": ("내년 모집 일정", "내년에도 하는지"),
    "eligibility": ("신청 자격", "누가 신청할 수 있는지"),
    "samsung-dealings": ("삼성 거래 필요 여부", "삼성 협력사여야 하는지"),
    "difference": ("고도화와 기초의 차이", "고도화랑 기초가 뭐가 다른지"),
    "vat": ("부가세 처리", "부가세도 지원되는지"),
    "payment-dates": ("지원금 지급 시기", "돈은 언제 들어오는지"),
}
ENGLISH = {
    "cap": ("the maximum for advanced", "how much does the advanced track give"),
    "region-list": ("the basic regions", "which regions are in the basic track"),
    "own-share": ("our own share", "what share do we pay ourselves"),
    "intake": ("the deadline", "when was the deadline"),
    "where-to-apply": ("how to apply", "where do we apply"),
    "documents": ("the required papers", "what documents are needed"),
    "selection": ("when results are announced", "when are results announced"),
    "budget": ("the total budget", "how big is the budget"),
    "organisers": ("the organisers", "who runs it"),
    "build": ("the build period", "how long may the build take"),
    "next-intake": ("next year's call", "will there be one next year"),
    "eligibility": ("eligibility", "who can apply"),
    "difference": ("the difference between the tracks", "how do basic and advanced differ"),
    "vat": ("VAT", "is VAT covered"),
    "payment-dates": ("the payment date", "when is the money paid"),
}


@pytest.mark.parametrize(
    ("words", "form", "said"),
    [
        (KOREAN, 0, "{}, {} 알려주세요"),
        (KOREAN, 0, "{} / {}"),
        (KOREAN, 0, "{} 및 {} 문의드립니다"),
        (KOREAN, 0, "unspaced {}하고{}알려주세요"),
        (KOREAN, 1, "unspaced {}{}알려주세요"),
        (KOREAN, 1, "unspaced {}그리고{}궁금해요"),
        (KOREAN, 1, "{}, {} 궁금합니다"),
        (KOREAN, 1, "{} 하고 {} 좀 여쭤볼게요"),
        (KOREAN, 1, "{}랑 {}랑 두 가지요"),
        (ENGLISH, 0, "Please tell me {} and {}."),
        (ENGLISH, 0, "{}, {} pls"),
        (ENGLISH, 1, "{}, and {}?"),
    ],
)
def test_whatever_two_things_are_asked_at_once_both_are_answered(
    answerer: Answerer, words: dict[str, tuple[str, str]], form: int, said: str
) -> None:
    missed = []
    for one, other in permutations(words, 2):
        text = said.removeprefix("unspaced ").format(words[one][form], words[other][form])
        text = text.replace(" ", "") if said.startswith("unspaced") else text
        if not {one, other} <= set(answerer.answer(text, Context(), TODAY)[0].topics):
            missed.append(text)

    assert not missed


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ("기초 한도는 얼마고 {}도 되나요?", "cap"),
        ("몇 개사 뽑고 {}도 참여 지역인가요?", "places"),
        ("자부담은 몇 프로고 {}도 들어가나요?", "own-share"),
        ("마감은 언제인지랑 {}도 해당되는지 알려주세요", "intake"),
        ("총예산은 얼마예요? {}도 포함인가요?", "budget"),
        ("How many firms does the basic track take, and is {} one of the regions?", "places"),
    ],
)
@pytest.mark.parametrize(("korean", "english", "in_answer"), [("부산", "Busan", "부산|Busan"), ("인천", "Incheon", "인천|Incheon")])  # fmt: skip
def test_whether_a_place_takes_part_is_answered_beside_another_question(
    answerer: Answerer, asked: str, topic: str, korean: str, english: str, in_answer: str
) -> None:
    answer, _ = answerer.answer(asked.format(english if asked.isascii() else korean), Context(), TODAY)

    assert {topic, "region"} <= set(answer.topics)
    assert re.search(in_answer, " ".join(one.text for one in answer.segments))


@pytest.mark.parametrize(
    ("kinds", "may", "asked", "forms"),
    [
        (
            ["중견기업", "대기업", "중소기업", "유통업체"],
            ["{}도 신청 가능한가요", "{}도 되나요", "{}은 신청할 수 있나요"],
            {"cap": "한도는 얼마인가요", "own-share": "자부담은 몇 프로예요", "where-to-apply": "신청은 어디서 하나요"},
            ["{} 그리고 {}", "{}, {}", "{}? {}"],
        ),
        (
            ["SMEs", "mid-sized firms", "large companies", "wholesalers"],
            ["Can {} apply", "Are {} eligible", "Do {} qualify", "Can {} join"],
            {"cap": "what is the cap", "intake": "when was the deadline", "mentoring": "who does the mentoring"},
            ["{} and {}?", "{}? And {}?", "{}, and {}?"],
        ),
    ],
)  # fmt: skip
def test_whether_firms_of_a_kind_may_take_part_is_answered_beside_another_question(
    answerer: Answerer, kinds: list[str], may: list[str], asked: dict[str, str], forms: list[str]
) -> None:
    missed = []
    for kind, whether, (topic, question), form in product(kinds, may, asked.items(), forms):
        text = form.format(whether.format(kind), question)
        if not {"eligibility", topic} <= set(answerer.answer(text, Context(), TODAY)[0].topics):
            missed.append(text)

    assert not missed


NUMBERS = {
    "cap": ("고도화한도는", "얼마"),
    "intake": ("기초접수는", "언제까지"),
    "mentoring": ("파견멘토는", "몇명"),
    "own-share": ("광주자부담은", "몇퍼센트"),
    "expo": ("스마트비즈엑스포는", "언제"),
    "extra-intake": ("8월추가모집마감은", "언제"),
}


@pytest.mark.parametrize(
    "ends", [("이고", "인가요"), ("이며", "예요"), ("였고", "였나요"), ("인지", "인지알려주세요")]
)
def test_two_figures_asked_without_a_blank_are_both_told(answerer: Answerer, ends: tuple[str, str]) -> None:
    missed = []
    for one, other in permutations(NUMBERS, 2):
        text = "".join([*NUMBERS[one], ends[0], *NUMBERS[other], ends[1]])
        if not {one, other} <= set(answerer.answer(text, Context(), TODAY)[0].topics):
            missed.append(text)

    assert not missed


@pytest.mark.parametrize(
    "text",
    [
        "고도화도 참여 지자체에 있는 기업만 신청 가능한가요?",
        "고도화는 10개 지역 기업만 된다던데 맞나요?",
        "is the advanced track limited to the ten local governments?",
    ],
)
def test_the_advanced_track_has_no_governments(answerer: Answerer, text: str) -> None:
    answer, _ = answerer.answer(text, Context(), TODAY)

    assert [one.origin for one in answer.segments] == ["statement:advanced-region"] or answer.topics == (
        "region",
    )
    assert not any(one.corrects for one in answer.segments)
