"""What is asserted of the writer's own firm, what is only asked, and firms that are asked about together."""

from __future__ import annotations

import pytest

from bot.answering.answer import Context
from bot.answering.pipeline import Answerer
from bot.answering.understanding import Reader
from tests.bot.answering.test_company import told, wanted
from tests.bot.answering.test_several_things import ask


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("구미에서 금형 하는데 저희가 중소기업 맞나요?", "maker=yes region=gyeongbuk_gumi"),
        ("우리 회사가 중견기업에 들어가는지 모르겠어요. 대구에서 나사 깎아요", "maker=yes region=daegu"),
        ("저희 물류창고업인데 쌓아두는 것도 제조업으로 쳐주나요", "maker=no"),
        ("We press washers in Gimhae. Would that count as an SME?", "maker=yes region=gyeongnam"),
        ("Are we still regarded as an SME? We weld frames in Busan", "maker=yes region=busan"),
    ],
)
def test_what_is_asked_of_the_company_is_not_told(reader: Reader, text: str, facts: str) -> None:
    assert told(reader, text) == wanted(facts)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("We only sell to Hyundai and never had an order from Samsung", "dealings=no"),
        ("We're not part of any big group, just an SME in Jinju", "size=sme region=gyeongnam"),
        ("납품하는 데가 대기업이에요. 저희는 부산 소기업이에요", "size=sme region=busan"),
        ("뉴스에 나온 회사는 대구 중견기업이던데 저희는 논산 중소기업이에요", "size=sme region=chungnam"),
        ("원자재는 울산에서 받아오고 저희 가공은 김해 공장에서 합니다", "maker=yes region=gyeongnam"),
        (
            "저희는 포항 소기업이고 스마트공장은 한번도 해본 적 없어요",
            "size=sme region=gyeongbuk_pohang prior=none",
        ),
    ],
)
def test_only_what_is_said_of_the_writers_firm_is_its_fact(reader: Reader, text: str, facts: str) -> None:
    assert told(reader, text) == wanted(facts)


@pytest.mark.parametrize(
    "text",
    [
        "사위가 평택에서, 저는 나주에서 각각 중소 제조업을 합니다. 둘다 기초급 생각하는데 누가 되나요",
        "회사가 두 개예요. 하나는 안산, 하나는 순천입니다. 둘 다 사출하는 중소기업이고 기초만 원해요. 어느 쪽이 되나요",
        "One plant is in Ulsan, the other is in Yangsan. We are an SME making hoses, only basic. Which plant can join?",
    ],
)
def test_firms_that_are_asked_about_together_are_judged_one_by_one(answerer: Answerer, text: str) -> None:
    answer, _ = ask(answerer, text)
    basic = [
        one.text
        for one in answer.segments
        if one.origin in ("message:verdict_eligible", "message:verdict_ineligible")
    ]

    assert any("✅" in one for one in basic)
    assert sum("❌" in one for one in basic) == 3
    assert answer.verdicts["advanced"] == "ineligible"


def test_earlier_support_in_any_words_is_no_wish(answerer: Answerer) -> None:
    _, context = ask(answerer, "포항에서 철강 부품 깎는 중소업체인데 기초 되나요")
    answer, context = ask(answerer, "몇 년 전에 기초를 한번 지원받았거든요", context)

    assert answer.verdicts["basic"] == "ineligible"
    assert "target_level" not in context.facts


def test_another_company_that_is_alike_takes_over_all_but_the_place(answerer: Answerer) -> None:
    _, ours = ask(answerer, "We mould rubber seals in Andong, SME, basic level. Eligible?", Context())
    answer, _ = ask(answerer, "And our sister company in Gumi, same business, same size?", ours)

    assert answer.verdicts["basic"] == "eligible"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("저희는 부산 중소기업이고 삼성이랑 편지 한 장 주고받은 적이 없어요", "size=sme region=busan"),
        (
            "우리는 김해 소기업입니다. 표창 같은 거 말고 상장 한번 받아본 적도 없어요",
            "size=sme region=gyeongnam",
        ),
        ("저희는 명함이나 경고 받은 적 없는 부산 중소기업이에요", "size=sme region=busan"),
        ("저희는 부산 중소기업이고 인증은 못 받았고 받은 적도 없어요", "size=sme region=busan"),
        ("저희는 삼성에서 문자 한 통 받은 적 없는 구미 중소기업이에요", "size=sme region=gyeongbuk_gumi"),
        ("We're an SME in Daegu and never received a single phone call from them", "size=sme region=daegu"),
        ("We're an SME in Busan and want to know more of this Samsung scheme", "size=sme region=busan"),
        (
            "저희는 대구 중소기업이고 나라에서 땡전 한 푼 지원받아본 적 없어요",
            "size=sme region=daegu prior=none",
        ),
        (
            "저희는 대구 중소기업인데 아직 정부 과제는 못 받았고 받은 적도 없습니다",
            "size=sme region=daegu prior=none",
        ),
    ],
)
def test_what_was_never_got_is_support_only_where_it_is_named_so(
    reader: Reader, text: str, facts: str
) -> None:
    assert told(reader, text) == wanted(facts)


def test_a_husbands_firm_stays_ours_with_another_wish_and_a_friends_does_not(answerer: Answerer) -> None:
    about = "{} has a small bakery factory in Jeju, an SME, and wants only the basic level"
    for whose, of_it in (
        ("My husband", {"company_size", "manufacturer", "region"}),
        ("My friend", set[str]()),
    ):
        _, context = ask(answerer, about.format(whose), Context())
        _, context = ask(answerer, "And if we want real-time process control?", context)
        assert set(context.facts) - {"target_level"} == of_it, whose
