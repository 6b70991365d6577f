"""Whatever is asked after something else is answered for itself, however short it is."""

from __future__ import annotations

from datetime import date
from itertools import cycle, product

import pytest

from bot.answering.answer import Context
from bot.answering.pipeline import Answerer

TODAY = date(2026, 11, 22)

BEFORE_KO = [
    "멘토링은 어떻게 해주나요?",
    "교육은 어디서 하나요?",
    "스마트365센터는 뭐 하는 데예요?",
    "엑스포는 언제 열렸나요?",
    "고도화 한도가 얼마예요?",
    "부가세도 지원되나요?",
    "삼성 협력사여야 하나요?",
    "저희는 창원에서 밸브 만드는 중소기업이고 공정 자동화까지 하려고 합니다. 자격 되나요?",
]
BEFORE_EN = [
    "What is the mentoring like?",
    "Where is the training held?",
    "What does the Smart 365 Center do?",
    "When was the Expo?",
    "How much does the advanced track give?",
    "Is VAT covered?",
    "Do we need to be a Samsung supplier?",
    "We make valves in Changwon, an SME, and want real-time equipment control. Do we qualify?",
]
# What no service has of its own.
AFTER_KO = {
    "difference": "고도화랑 기초가 뭐가 다른지",
    "own-share": "자부담이 몇 프로인지",
    "build": "구축 기간이 얼마나 되는지",
    "budget": "총예산이 얼마인지",
    "region-list": "기초 참여 지역이 어디인지",
    "vat": "부가세도 지원되는지",
    "payment-dates": "지원금은 언제 들어오는지",
    "samsung-dealings": "삼성 협력사여야 하는지",
}
AFTER_EN = {
    "difference": "how do basic and advanced differ",
    "own-share": "what share do we pay ourselves",
    "build": "how long may the build take",
    "budget": "how big is the total budget",
    "region-list": "which regions are in the basic track",
    "vat": "is VAT covered",
    "payment-dates": "when is the grant paid",
    "samsung-dealings": "do we have to be a Samsung supplier",
}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (BEFORE_KO, AFTER_KO, ["아 네 그리고 {}요", "네 감사합니다 {}요", "근데 {} 궁금해요", "그렇군요. {} 알 수 있을까요?"]),
        (BEFORE_EN, AFTER_EN, ["i see. {}?", "Right. And {}, do you know?", "ok thanks, {}?", "and {}"]),
    ],
)  # fmt: skip
def test_what_asks_by_itself_is_of_no_service_or_firm_spoken_of_before(
    answerer: Answerer, before: list[str], after: dict[str, str], said: list[str]
) -> None:
    missed = []
    forms = cycle(said)
    for first, (topic, words) in product(before, after.items()):
        context = answerer.answer(first, Context(), TODAY)[1]
        text = next(forms).format(words)
        if context.topic != topic and set(answerer.answer(text, context, TODAY)[0].topics) != {topic}:
            missed.append((first, text))

    assert not missed


@pytest.mark.parametrize(
    ("first", "then", "topic"),
    [
        ("자부담은 얼마예요?", "근데 내년에도 하는지 궁금해요", "next-intake"),
        ("Do we need to be a Samsung supplier?", "forget that, next year's call?", "next-intake"),
        ("엑스포는 언제 열렸나요?", "몇 개사가 나왔어요?", "expo"),
        ("멘토링은 어떻게 해주나요?", "비용은 저희가 내요?", "mentoring-cost"),
        ("고도화 한도는 얼마예요?", "내년에는요?", "cap"),
    ],
)
def test_what_the_last_subject_has_as_well_is_still_asked_of_it(
    answerer: Answerer, first: str, then: str, topic: str
) -> None:
    context = answerer.answer(first, Context(), TODAY)[1]

    assert answerer.answer(then, context, TODAY)[0].topics == (topic,)
