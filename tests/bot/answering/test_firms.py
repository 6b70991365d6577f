"""Several firms in one chat: what they are called, whose facts are whose, and what of them claims nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bot.answering.answer import Answer, Context
from bot.answering.firms import NEXT, OURS, labelled, whose_firm
from bot.answering.pipeline import Answerer
from bot.answering.understanding import Reader
from tests.bot.answering.test_company import told, wanted
from tests.bot.answering.test_several_things import ask

BUSAN = "고객사 두 곳 문의드립니다. 하나는 부산 중소 식품제조업체, 기초 희망합니다. 되나요?"
DAEJEON = "다른 한 곳은 대전 중견 기계부품 제조사이고 고도화를 원합니다"
TWO_KIN = "우리는 목포에서 조미김 만들고 동생네는 화성에서 사출해요. 둘 다 중소예요. 누가 지자체연계형에 들어갈 수 있나요?"


def last(answerer: Answerer, *texts: str) -> tuple[Answer, Context]:
    context = Context()
    for text in texts:
        answer, context = ask(answerer, text, context)
    return answer, context


def says(answer: Answer) -> str:
    return " ".join(one.text for one in answer.segments)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("a사는 부산, b사는 인천", ["a", "b"]),
        ("첫번째는 창원 업체", ["a"]),
        ("하나는 안산, 하나는 순천", ["a", "b"]),
        ("the third client is in busan", ["c"]),
        ("다른 한 곳은 대전", [NEXT]),
        ("the other one is in bucheon", [NEXT]),
        ("두 번째 공장을 쓰면", []),  # a second plant is the same firm's
        ("고도화 또는 기초", []),
    ],
)
def test_firms_are_told_apart_by_letters_and_places_in_a_list(text: str, letters: Sequence[str]) -> None:
    assert list(labelled(text)) == letters


def test_a_firm_is_named_by_whose_it_is() -> None:
    assert whose_firm("동생네는 왜요") == "동생"
    assert whose_firm("my cousin's plant is in mokpo") == "cousin"


def test_facts_of_clients_told_one_after_another_stay_apart(answerer: Answerer) -> None:
    theirs, context = last(answerer, BUSAN, DAEJEON)
    assert theirs.verdicts == {"advanced": "eligible", "basic": "ineligible"}
    first, context = ask(answerer, "첫 번째 회사가 고도화로 마음을 바꾸면 결과가 달라지나요?", context)
    assert first.verdicts == {"advanced": "eligible", "basic": "ineligible"}
    assert "부산" in says(first)
    there, _ = ask(answerer, "대전 업체는 얼마까지 받아요?", context)
    assert any(one.origin == "statement:advanced-cap" for one in there.segments)


def test_the_writers_firm_and_another_are_each_come_back_to(answerer: Answerer) -> None:
    why, context = last(answerer, TWO_KIN, "동생네는 왜요?")
    assert "경기" in says(why)
    switched, context = ask(answerer, "걔네가 고도화 쪽으로 돌리면 가능?", context)
    assert (switched.verdicts["advanced"], "경기" in says(switched)) == ("eligible", True)
    ours, context = ask(answerer, "우리는 기초 되는 거죠?", context)
    assert ours.verdicts["basic"] == "eligible"


@pytest.mark.parametrize(
    "text",
    [
        BUSAN,
        "자문하는 회사가 세 군데예요. 첫번째는 부산 중소 제조업체이고 기초 원합니다",
        "I advise three firms. The first one is an SME in Busan making valves, basic level. Eligible?",
    ],
)
def test_how_many_firms_are_the_writers_claims_nothing(answerer: Answerer, text: str) -> None:
    answer, _ = last(answerer, text)
    assert answer.verdicts["basic"] == "eligible"
    assert not any(one.corrects or one.origin.startswith("message:premise") for one in answer.segments)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("We're an SME in Jeju, sorry, I wrote Jeju but the plant is in Jinju", "size=sme region=gyeongnam"),
        ("No, forget Busan. Only Ulsan. We are an SME", "size=sme region=ulsan"),
        (
            "바라는 건 기초 단계고요 저희는 대구 중소 제조업체예요",
            "size=sme maker=yes target=basic region=daegu",
        ),
    ],
)
def test_what_is_put_away_is_not_kept(reader: Reader, text: str, facts: str) -> None:
    assert told(reader, text) == wanted(facts)


def test_what_is_supposed_in_the_past_tense_is_no_earlier_support(answerer: Answerer) -> None:
    told_before = "We're a mid-sized maker of compressors in Sejong and want automated processes. Eligible?"
    answer, context = last(answerer, told_before, "What if we only did the basic level?")
    assert answer.verdicts["advanced"] == "ineligible"
    assert "prior_support" not in context.facts


@pytest.mark.parametrize(
    "text",
    [
        "본사 주소가 아니라 공장 주소로 보는 건가요?",
        "Which address do they look at, the headquarters or the factory?",
    ],
)
def test_what_counts_is_where_the_factory_is(answerer: Answerer, text: str) -> None:
    answer, _ = last(answerer, text)
    assert (answer.status, answer.topics) == ("answered", ("region",))


def test_an_office_is_no_place_of_the_factory(answerer: Answerer) -> None:
    told_before = "We mill housings in Daegu, SME, basic level. Do we qualify?"
    _, context = last(answerer, told_before, "And the head office is in Seoul, does that spoil anything?")
    assert {one.value for one in [context.facts["region"]]} == {"daegu"}


@pytest.mark.parametrize(
    "text",
    [
        "저희는 나주 중소기업이고 식당 주방설비 제조업체예요",
        "용인의 중견 반도체장비 제조사예요",
        "우리는 부산 중소기업이고 호텔 침구를 직접 만들어 쇼핑몰에서 팔아요",
        "전자부품 제조 안성 중소기업입니다",
        "We are an SME in Daegu and sell the hats we sew ourselves, mostly to retailers",
    ],
)
def test_a_trade_of_customers_or_goods_makes_no_maker_a_seller(reader: Reader, text: str) -> None:
    assert told(reader, text)["manufacturer"] == {True}


@pytest.mark.parametrize(
    "text",
    [
        "저희는 대구 중소기업이고 호텔 침구 회사입니다",
        "우리는 부산 중소기업인데 수입해서 팔기도 하고 직접 만들기도 합니다",
        "Our SME in Busan is known for hospital beds",
    ],
)
def test_whether_it_makes_stays_open_without_clear_evidence(reader: Reader, text: str) -> None:
    assert "manufacturer" not in told(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "대구에서 식당 세 군데 운영하는 소상공인입니다",
        "저희는 부산 공구 도매상입니다",
        "We're a logistics SME in Busan",
    ],
)
def test_a_plain_trade_is_still_heard(reader: Reader, text: str) -> None:
    assert told(reader, text)["manufacturer"] == {False}


def test_two_own_firms_stay_two(answerer: Answerer) -> None:
    caps = "I run two companies. One makes plastic caps in Asan, the other just resells packaging online."
    both, context = last(answerer, caps, "Both are SMEs. Can the second one get into the basic track?")
    assert both.verdicts["basic"] == "ineligible"
    assert "company size: SME · manufacturer: no" in says(both)
    moved, context = ask(
        answerer, "What if I moved the caps factory to Cheongju, only the basic level?", context
    )
    assert moved.verdicts == {"basic": "eligible", "advanced": "ineligible"}


def test_a_verb_that_comes_once_holds_for_each_firm(answerer: Answerer) -> None:
    clients = (
        "고객사가 두 곳인데 A사는 부산 주물공장 중소기업, B사는 용인의 중견 장비 제조사예요. 둘 다 되나요?"
    )
    _, context = last(answerer, clients, "A사는 기초를, B사는 고도화를 원합니다")
    wishes = {name: set(facts["target_level"].possible) for name, facts in context.firms.items()}
    assert wishes == {"a": {"basic"}, "b": {"advanced"}}


def test_what_goes_wrong_years_later_asks_about_no_edition(reader: Reader) -> None:
    text = "Suppose the system is in and a sensor dies a year later. Who looks after us then?"
    assert reader.read(text, date(2026, 11, 22), Context()).year is None


TWO_PLANTS = "회사가 두 개예요. 하나는 부산 금형공장이고 하나는 인천 사출공장입니다. 둘 다 중소기업"
WITH_SUPPLIER = "저희는 부산에서 밸브 만드는 중소기업이고 거래처는 대구에서 스프링 만드는 중소기업입니다"
CLIENTS = "I look after two SMEs: client A casts iron in Changwon, client B paints parts in Suwon"


@pytest.mark.parametrize(
    ("first", "then", "place", "basic"),
    [
        (TWO_PLANTS, "금형공장은 기초 하고 싶은데 돼요?", "부산", "eligible"),
        (TWO_PLANTS, "사출 쪽은 기초 되나요", "인천", "ineligible"),
        (TWO_PLANTS, "사출공장 말고 금형공장은 기초 되나요", "부산", "eligible"),
        (WITH_SUPPLIER, "스프링 업체는 기초 되나요", "대구", "eligible"),
        (WITH_SUPPLIER, "거래처는 기초 원한대요", "대구", "eligible"),
        (CLIENTS, "the painting company wants basic", "Gyeonggi", "ineligible"),
    ],
)
def test_a_firm_called_by_what_was_told_of_it_keeps_its_own_facts(
    answerer: Answerer, first: str, then: str, place: str, basic: str
) -> None:
    answer, _ = last(answerer, first, then)
    assert answer.topics == ("eligibility",)
    assert answer.verdicts["basic"] == basic
    assert place in says(answer)


def test_a_trade_that_was_told_of_no_firm_calls_none(answerer: Answerer) -> None:
    answer, _ = last(answerer, TWO_PLANTS, "도금공장은 기초 되나요")
    assert "부산" not in says(answer).split("판단")[0]
    assert answer.verdicts == {"basic": "undetermined"}


def test_firms_called_in_one_message_are_judged_each_by_its_own_facts(answerer: Answerer) -> None:
    answer, _ = last(answerer, TWO_PLANTS, "금형공장은 기초, 사출공장은 고도화 하고 싶어요")
    understood = [one.text for one in answer.segments if one.origin == "message:understood"]
    assert ["부산" in one and "기초" in one for one in understood] == [True, False]
    assert ["인천" in one and "고도화" in one for one in understood] == [False, True]


def test_clients_in_a_list_are_told_apart_though_they_are_somebody_elses(answerer: Answerer) -> None:
    answer, _ = last(
        answerer, "고객사가 둘인데 하나는 전주 김치공장, 하나는 청주 화장품공장. 둘다 중소기업이에요"
    )
    understood = [one.text for one in answer.segments if one.origin == "message:understood"]
    assert [("전북" in one, "충북" in one, "중소" in one) for one in understood] == [
        (True, False, True),
        (False, True, True),
    ]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (
            "형이 대구에서 안경테 공장 하거든요 중소기업이고 공정 자동화를 하고싶대요 될까요",
            "저는 인천에서 도금업체 하는 중소기업이고 저는 기초면 충분해요. 저는요?",
        ),
        (
            "My brother runs an SME in Daegu that makes frames and wants process automation. Can he apply?",
            "We make pumps in Incheon, an SME, and want basic only. And us?",
        ),
    ],
)
def test_the_writers_own_firm_takes_nothing_from_the_one_told_before(
    answerer: Answerer, theirs: str, ours: str
) -> None:
    first, context = ask(answerer, theirs)
    theirs_is = context.facts
    second, context = ask(answerer, ours, context)

    assert first.verdicts["advanced"] == "eligible"
    assert (second.verdicts["advanced"], second.verdicts["basic"]) == ("ineligible", "ineligible")
    assert context.firm == OURS
    assert [one for name, one in context.firms.items() if name != OURS] == [theirs_is]


@pytest.mark.parametrize("text", ["그럼 두번째는요?", "그럼 B는?", "나머지 하나는요?"])
def test_what_was_asked_of_one_firm_is_asked_of_the_other(answerer: Answerer, text: str) -> None:
    said, _ = last(
        answerer,
        "A사는 부산 신발 제조 중소기업이고 기초 원합니다",
        "B사는 인천 금형 제조 중소기업이고 역시 기초요",
        "B사가 목표를 고도화로 바꾸면요?",
        "A사는 얼마 받나요?",
        text,
    )
    assert [one.origin for one in said.segments] == ["statement:advanced-cap"]


def test_somebody_elses_firm_is_named_alone(answerer: Answerer) -> None:
    said, _ = last(answerer, TWO_KIN, "우리는 얼마까지 받아요?", "동생네는요?")
    assert said.topics == ("cap",)


OURS_BEFORE = "포항에서 브라켓 만드는 중소기업입니다. 지원은 처음이에요. 기초만 하려고요"


@pytest.mark.parametrize(
    ("text", "sized"),
    [
        ("구미에 있는 friend네 용접 공장은 작년에 이미 기초 지원받았는데 걔네도 기초 또 돼요?", False),
        ("my friend네 공장은 구미인데 기초 되나요?", False),
        ("옆집 사출 공장도 기초 될까요? 부산에 있어요", False),
        ("처남네 식품 공장은 부산인데 기초 가능해요?", False),
        ("아는 형님 주물공장이 대구에 있는데 거기도 기초 돼요?", False),
        ("their plant is in Gumi, would basic work for them?", False),
        ("구미에 있는 우리 용접 공장은요? 기초요", True),
        ("친구네 얘기 듣고 왔는데 저희도 기초 되죠?", True),
        ("친구 공장을 제가 인수해서 구미로 가면 기초 되나요?", True),
    ],
)
def test_anothers_firm_has_no_size_of_the_one_before(answerer: Answerer, text: str, sized: bool) -> None:
    answer, context = last(answerer, OURS_BEFORE, text)

    assert ("company_size" in context.facts) == sized
    assert (answer.verdicts["basic"] == "eligible") == sized
