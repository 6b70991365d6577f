"""What a turn asks after another answer: to apply soon, what a figure is, what counts, why an area is left out, leave."""

from __future__ import annotations

import pytest

from bot.answering.pipeline import Answerer
from tests.bot.answering.test_over_turns import last

JUDGED = "대구에서 사출하는 중소기업인데 기초 되나요"


@pytest.mark.parametrize(
    "text",
    ["내일 넣으면 돼요?", "담주에 신청하러 갈게요", "낼 아침에 바로 접수하모 되지예?", "apply tomorrow ok?"],
)
def test_who_means_to_apply_within_days_hears_that_the_intake_is_over(answerer: Answerer, text: str) -> None:
    for turns in ((text,), (JUDGED, text)):
        answer = last(answerer, *turns)
        assert answer.topics == ("intake",)
        assert answer.segments[0].origin.startswith("message:intake")


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("그럼 80은 뭐예요",), {"statement:advanced-places", "statement:basic-cap"}),
        (("고도화는 몇 개사예요?", "105는요?"), {"statement:basic-places"}),
        (("170은 무슨 숫자예요",), {"statement:mentoring"}),
        (("기초 얼마예요", "60이야 80이야?"), {"statement:basic-cap"}),
        (("what is 185?",), {"statement:places-sum"}),
    ],
)
def test_a_bare_figure_is_said_to_be_what_it_is(
    answerer: Answerer, turns: tuple[str, ...], said: set[str]
) -> None:
    assert {one.origin for one in last(answerer, *turns).segments} == said


@pytest.mark.parametrize(
    ("turns", "topics"),
    [
        (("직원수 제한 있나요", "그럼 대체 뭘 보는 거예요"), ("eligibility",)),
        (("is there a turnover limit?", "so what do they look at?"), ("eligibility",)),
        (("직원수 제한 있나요", "심사에서 뭘 보나요"), ("scoring",)),
        (("전북은 몇 개사예요?", "전국으로는요?"), ("places",)),
        (("직원이 담당자로 등록해도 되나요",), ("other-details",)),
        (("담당자 연락처 알려주세요",), ("contact",)),
        (("중앙회에 물어보면 되나요",), ("contact",)),
        ((JUDGED, "식품업은 따로 2억짜리가 있다면서요? 몇 개사였어요"), ("food-call",)),
        ((JUDGED, "아쉽네.. 형님한테 전할게요"), ("thanks",)),
        (("ok i'll tell my boss, thanks",), ("thanks",)),
        (("2공장에서 advanced로 가면 1억5천 맞죠?",), ("cap",)),
        (("2공장도 따로 신청할 수 있나요?",), ("multi-site",)),
        (("is it 1.5 billion won?", "how do you know that's an error?"), ("misprint",)),
        (
            (
                "포항 중소 제조업, 기초를 작년에 받았는데 기초 되나요",
                "이유가 뭔가요 다른 지역은 그런 말 없던데",
            ),
            ("why",),
        ),
        ((f"{JUDGED} 2022년에 기초 받았어요", "예전에 받은 것 때문에 감점 있어요?"), ("scoring",)),
        ((JUDGED, "경남형 이라는것도 있던데 can we get both together?"), ("duplicate-support",)),
        (
            ("i sell software. how does my company register as a supplier in this programme?",),
            ("supplier-choice",),
        ),
        (("강원은 언제부터 참여했어요?", "who else was new that year?"), ("region-list",)),
        (("if i pay their own share for them that's alright, yes?",), ("kickback",)),
        (("do firms pay their own share?",), ("own-share",)),
        (("형님한테 전할게요 근데 자부담은요?",), ("own-share",)),
    ],
)
def test_it_is_asked_of_what_was_spoken_of(
    answerer: Answerer, turns: tuple[str, ...], topics: tuple[str, ...]
) -> None:
    assert last(answerer, *turns).topics == topics


def test_why_an_area_is_left_out_is_not_known(answerer: Answerer) -> None:
    answer = last(answerer, "세종에서 사출하는 업체인데 기초 되나요", "우리 동네가 빠진 이유가 있어요?")
    assert "message:place_reason_not_known" in {one.origin for one in answer.segments}
    assert not answer.verdicts


def test_the_share_heard_of_elsewhere_is_set_beside_that_of_the_own_place(answerer: Answerer) -> None:
    turns = ("김해 볼트 중소기업이에요 기초 되나요", "우린 몇 프로 내요? 광주광역시 친구는 20이라던데")
    origins = {one.origin for one in last(answerer, *turns).segments}
    assert {"statement:gwangju-split", "statement:gyeongnam-2024"} <= origins


def test_a_place_that_is_claimed_to_take_part_is_corrected_beside_a_question(answerer: Answerer) -> None:
    answer = last(answerer, "경기도도 지자체 연계형에 들어갔다고 들었어요. 도청에 물어보면 되나요?")
    assert set(answer.topics) == {"region", "contact"}
    assert "message:place_outside" in {one.origin for one in answer.segments}
