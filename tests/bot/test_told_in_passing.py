"""Whatever is asked beside it, what is told of the company is kept for the next question."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.answer import Context
from bot.answering.pipeline import Answerer
from rules.facts import known

TODAY = date(2026, 11, 22)

KOREAN = {
    "company_size": {"중소기업 맞고요": "sme", "중소기업임": "sme", "저희는 중견이에요": "mid_sized"},
    "region": {"공장은 구미예요": "gyeongbuk_gumi", "구미 공단이에요": "gyeongbuk_gumi"},
    "manufacturer": {"금형 만들어요": True, "플라스틱 사출하고요": True},
    "target_level": {"기초만 할 거고요": "basic", "고도화로 하려고요": "advanced"},
    "prior_support": {"한 번도 받은 적 없어요": "none", "작년에 기초 받았고요": "basic"},
    "samsung_dealings": {"삼성전자에 납품하고 있고요": True},
}
ENGLISH = {
    "company_size": {"we're an SME": "sme", "SME confirmed": "sme"},
    "region": {"our plant is in Gumi": "gyeongbuk_gumi", "factory in Gumi": "gyeongbuk_gumi"},
    "manufacturer": {"we make plastic parts": True},
    "prior_support": {"it's our first time": "none"},
}
ASKED_KOREAN = ["경기도도 해당되죠?", "접수는 언제까지였어요?", "조건 맞음?", "구축은 몇 달 걸려요?"]
ASKED_ENGLISH = ["how much is the basic cap?", "does that work?", "is VAT covered?"]


@pytest.mark.parametrize(
    ("facts", "asked", "form", "then"),
    [
        (KOREAN, ASKED_KOREAN, "{}, {}", "그럼 저희 되나요?"),
        (KOREAN, ASKED_KOREAN, "{}. {}", "그럼 저희 되나요?"),
        (ENGLISH, ASKED_ENGLISH, "{}, {}", "Do we qualify then?"),
        (ENGLISH, ASKED_ENGLISH, "{}. {}", "Do we qualify then?"),
    ],
)
def test_what_is_told_beside_any_question_is_kept(
    answerer: Answerer, facts: dict[str, dict[str, object]], asked: list[str], form: str, then: str
) -> None:
    lost = []
    for fact, said in facts.items():
        for words, value in said.items():
            for question in asked:
                text = form.format(words, question)
                _, context = answerer.answer(text, Context(), TODAY)
                _, after = answerer.answer(then, context, TODAY)
                if after.facts.get(fact) != known(value):
                    lost.append(text)

    assert not lost


@pytest.mark.parametrize(
    "text",
    [
        "삼성은 대기업이고요, 접수는 언제예요?",
        "중견기업은 안 되고요, 중소만 된다는 거죠?",
        "기초는 6천이고요 고도화는요?",
        "고도화는 지난주에 마감했고요, 기초는 언제까지예요?",
        "대기업이 돈을 내는 거고요, 얼마나 내요?",
        "참여 지역은 구미 포항이고요, 나머지는요?",
        "엑스포는 서울에서 하고요, 참가비 얼마예요?",
    ],
)
def test_what_is_told_of_the_programme_tells_nothing_of_the_company(answerer: Answerer, text: str) -> None:
    _, context = answerer.answer(text, Context(), TODAY)

    assert not context.facts


@pytest.mark.parametrize(
    ("told", "then", "kept"),
    [
        (
            "안산에서 포장재 만드는 중소기업인데 기초로 하려고요. 되나요?",
            "천안에 형님 땅이 있어서 거기로 기계 옮기면 되나요?",
            {"company_size": known("sme"), "region": known("chungnam")},
        ),
        (
            "We make packaging in Ansan, an SME, basic level. Possible?",
            "boss say he can move the machines to Cheonan, his brother has place. there is ok?",
            {"company_size": known("sme"), "region": known("chungnam")},
        ),
    ],
)
def test_a_place_that_kin_lend_is_a_supposed_move_of_the_own_firm(
    answerer: Answerer, told: str, then: str, kept: dict[str, object]
) -> None:
    _, context = answerer.answer(told, Context(), TODAY)
    _, after = answerer.answer(then, context, TODAY)

    assert kept.items() <= after.facts.items()
    assert after.set_aside["region"] == known("gyeonggi")


@pytest.mark.parametrize(
    "text",
    ["내년에 중견으로 넘어갈 수도 있는데 그때도 되나요?", "We might become mid-sized next year. Still ok?"],
)
def test_what_the_company_may_become_is_only_supposed(answerer: Answerer, text: str) -> None:
    _, context = answerer.answer("진주에서 공작기계 만드는 중소기업인데 고도화 되나요?", Context(), TODAY)
    _, after = answerer.answer(text, context, TODAY)

    assert after.facts["company_size"] == known("mid_sized")
    assert after.set_aside["company_size"] == known("sme")


@pytest.mark.parametrize(
    "text", ["Even though we ourselves only have 60 people?", "직원이 60명이어도 안 돼요?"]
)
def test_who_doubts_a_verdict_for_another_reason_hears_whether_it_stands(
    answerer: Answerer, text: str
) -> None:
    _, context = answerer.answer("창원에서 공작기계 만드는 대기업 계열사인데 되나요?", Context(), TODAY)
    answer, _ = answerer.answer(text, context, TODAY)

    assert answer.verdicts == {"advanced": "ineligible", "basic": "ineligible"}


def test_whether_a_judged_place_is_out_at_all_is_asked_of_the_place(answerer: Answerer) -> None:
    _, context = answerer.answer("서울에서 구두 만드는 중소기업인데 기초 되나요?", Context(), TODAY)
    answer, after = answerer.answer("그럼 서울은 아예 없는 거요?", context, TODAY)

    assert answer.topics == ("region",)
    assert after.facts["company_size"] == known("sme")
