"""The level a company wants and the trade it is in, told in whatever words; and what such words do not tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bot.answering.answer import Context
from bot.answering.guessing import Hints
from bot.answering.pipeline import Answerer
from bot.answering.understanding import Reader
from bot.wiring import full_pack
from tests.bot.answering.conftest import no_guess, no_passages
from tests.bot.answering.test_company import told, wanted

PACK = full_pack()
READER = Reader(PACK.topics, PACK.programme.names)
ANSWERER = Answerer(PACK, no_passages, no_passages, no_guess)
TODAY = date(2026, 11, 22)

TOLD = {
    # a level that is named where the company describes itself is its wish, whatever the verb
    "대구에서 베어링 깎는 중견입니다. 기초 수준부터 밟아보려는데 자격 되는지요": "size=mid_sized maker=yes region=daegu target=basic",
    "SME in Jinju making pumps; management has settled on the advanced level": "size=sme maker=yes region=gyeongnam target=advanced",
    "구미 중소, 기초 원함, 가능?": "size=sme region=gyeongbuk_gumi target=basic",
    "고도화는 부담스럽고 기초로 기울었어요, 광양 중소 제조업입니다": "size=sme maker=yes region=jeonnam target=basic",
    # a list of what the firm is, its plant among it, beside a thing that it makes
    "Mid-sized company, steel wire, factory in Pohang, never had a grant, basic wanted. Eligible?": "size=mid_sized maker=yes region=gyeongbuk_pohang target=basic prior=none",
    "중소기업 / 주방세제 / 인천 공장 / 기초 희망 / 되나요?": "size=sme maker=yes region=incheon target=basic",
    "SME, factory in Busan, basic level wanted. Eligible?": "size=sme region=busan target=basic",  # of what?
    "SME, cold storage, plant in Mokpo, basic wanted. Eligible?": "size=sme region=jeonnam target=basic",
    "SME, canteen, factory in Gumi, basic wanted. Eligible?": "size=sme region=gyeongbuk_gumi target=basic",
    "중소기업, 인력 공급, 광주광역시 공장, 기초 희망. 되나요?": "size=sme region=gwangju target=basic",
    "my company make bottle caps in Gimpo, small-medium enterprise": "size=sme maker=yes region=gyeonggi",
    # ... but not where it is asked about, or only part of another word
    "대구 중소 제조업인데 기초 고도화 중에 뭐가 맞을까요": "size=sme maker=yes region=daegu",
    "We are an SME making bolts in Gumi. We know the basics of it.": "size=sme maker=yes region=gyeongbuk_gumi",
    "저희는 수원 중소기업이고 기초화장품 만들어요": "size=sme maker=yes region=gyeonggi",
    "우리는 자동화 라인 제작하는 중소기업이고 김해입니다": "size=sme maker=yes region=gyeongnam",
    # one of two sizes, which is still found out; a place by what is made there
    "중소인지 중견인지는 회계팀이 따져보고 있고요. 원주에서 혈당계 만들고 고도화를 희망합니다": "size=sme|mid_sized maker=yes region=gangwon target=advanced",
    "우리 중소 아니면 중견인데 확인 중이에요": "size=sme|mid_sized",
    "음성에서 도시락 용기 찍어내는 중소기업입니다": "size=sme maker=yes region=chungbuk",
    # what is refused is no wish, whatever it is called
    "저희는 진주에서 볼트를 제조하는 중소기업이고 고도화는 계획에 없고 기초 수준만 하려고 합니다": "size=sme maker=yes region=gyeongnam target=basic",
    "구미 중소 제조업체인데 실시간 설비제어까지는 아니고 전산화하는 기초 정도면 됩니다": "size=sme maker=yes region=gyeongbuk_gumi target=basic",
    "We're an SME making bolts in Jinju. We only want a basic-level smart factory, nothing advanced.": "size=sme maker=yes region=gyeongnam target=basic",
    # who passes on what others make does not manufacture; who makes something of it does
    "저희는 공구를 들여와서 철물점에 대줍니다": "maker=no",
    "저희는 쌀을 사다가 떡을 쪄서 마트에 납품하는 떡 제조 소기업입니다": "size=sme maker=yes",
    "저희는 물류창고 운영합니다": "maker=no",
    "저희가 설계하고 찍는 건 중국 공장이 합니다": "maker=no",
    "Everything we sell is stitched for us by a partner in Vietnam": "maker=no",
    "We take scrap and turn it into pellets": "maker=yes",
    "We buy coils, slit them to width and ship them to car plants": "maker=yes",
    "We buy tyres and sell them to garages": "maker=no",
    "굴을 까서 얼려 수출하는 집이에요": "maker=yes",
    "저희는 철판 오려서 조선소에 납품해요": "maker=yes",
    # films and platforms are goods, but beside words of media; what surrounds a trade's name says whose it is
    "Our firm makes optical films and lifting platforms": "maker=yes",
    "We make films for television": "maker=no",
    "We make app-controlled lamps": "maker=yes",
    "We build apartment houses": "maker=no",
    "We're an SME in Changwon, pressing car parts": "size=sme maker=yes region=gyeongnam",
    "We're cutting costs here": "",
    "저희는 자동차부품 2차 협력업체예요": "maker=yes",
    "우리는 쌀농사 지어서 팔아요": "maker=no",
    # papers that were taken out are held; those that are still to be had are not
    "저희는 중소기업확인서도 떼놨습니다": "size=sme",
    "저희가 중소기업확인서를 미리 떼야 하나요": "",
    "저희 확인서는 얼마 전에 받아뒀어요. 기초로 하고 싶고요": "size=sme target=basic",
    "확인서는 작년에 갱신했고 저희는 기초로 하고 싶어요": "size=sme target=basic",
    # a co-owner is no other firm
    "My partner and I run a plant in Iksan. We extrude pipes.": "maker=yes region=jeonbuk",
    # places by how they sound, and Gwangju by its parks
    "저희는 경쥬에서 볼트 깎아요": "maker=yes region=gyeongbuk_other",
    "저희는 광주 첨단산단에서 렌즈 사출해요": "maker=yes region=gwangju",
    "저희는 경산 첨단산단에서 렌즈 사출해요": "maker=yes region=gyeongbuk_other",
}  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), TOLD.items(), ids=range(len(TOLD)))
def test_levels_and_trades_are_told_in_any_words(text: str, facts: str) -> None:
    assert told(READER, text) == wanted(facts)


def test_intermediate_one_is_asked_back() -> None:
    answer, _ = ANSWERER.answer("우린 중간1 정도면 딱 좋겠는데", Context(), TODAY)
    assert answer.status == "question"
    assert answer.asked == "target_level"


def test_who_makes_nothing_is_told_so_before_what_may_be_bought() -> None:
    answer, _ = ANSWERER.answer("국밥집인데 주방로봇 놓는 것도 지원해줘요?", Context(), TODAY)
    assert answer.status == "verdict"
    assert set(answer.verdicts.values()) == {"ineligible"}


def test_what_the_grant_may_buy_is_no_question_on_the_company() -> None:
    answer, _ = ANSWERER.answer("can we use the grant to buy a press for our bakery", Context(), TODAY)
    assert answer.status == "not_in_documents"


def test_a_consulting_firm_that_asks_for_itself_wants_no_plan_written() -> None:
    answer, _ = ANSWERER.answer("We're a consulting firm in Gumi, can we apply?", Context(), TODAY)
    assert dict(answer.verdicts) == {"advanced": "ineligible", "basic": "ineligible"}


def test_earlier_support_that_a_criterion_decides_on_is_judged() -> None:
    def hears_duplicates(text: str, hints: Hints) -> Sequence[tuple[str, float]]:
        return [("duplicate-support", 0.97)] if "또" in text else []

    answerer = Answerer(PACK, no_passages, no_passages, hears_duplicates)
    text = "광양에서 도금하는 중소기업이고 기초는 받았어요. 이번엔 공정 자동화까지 가고 싶은데 또 못 받나요?"
    answer, _ = answerer.answer(text, Context(), TODAY)
    assert dict(answer.verdicts) == {"advanced": "eligible", "basic": "ineligible"}
    assert "duplicate-support" in answer.topics


def test_who_tells_what_is_wished_and_asks_which_track_that_is_is_judged() -> None:
    text = "창원에서 브라켓 찍는 중소기업인데 설비를 실시간으로 제어하려고요. 어느 쪽으로 넣어야 해요?"
    answer, _ = ANSWERER.answer(text, Context(), TODAY)
    assert (answer.status, answer.verdicts["advanced"]) == ("verdict", "eligible")


@pytest.mark.parametrize(
    "text",
    [
        "SME brewing coffee for office workers in Daegu",
        "SME pouring concrete at building sites in Busan",
        "부산에서 타일 붙이는 소기업입니다",
        "울산 배관 뚫는 소기업인데요",
        "부산에서 국수 삶아 파는 식당이에요",
    ],
)
def test_work_on_what_others_have_makes_nobody_a_manufacturer_by_its_words(text: str) -> None:
    assert True not in told(READER, text).get("manufacturer", set())


@pytest.mark.parametrize(
    "text",
    [
        "저희 중간1 목표인데 고도화 되나요, 청주 금속가공 중소기업이에요",
        "We aim at intermediate 1. Could we get the advanced track? SME in Busan making bolts",
        "옛날 이름으로 고도화1 하고 싶은데 고도화 되나요 대구 중소 제조업체",
        "부산 중소 제조업인데 실시간 수집 분석 수준이 목표예요. 고도화 되나요",
        "중간1이나 중간2 목표예요 고도화 되나요 부산 중소 제조업",
    ],
)
def test_the_track_that_is_asked_about_settles_no_intermediate_one(text: str) -> None:
    answer, context = ANSWERER.answer(text, Context(), TODAY)
    assert answer.verdicts["advanced"] == "undetermined"
    again, _ = ANSWERER.answer("고도화 되나요?", context, TODAY)
    assert again.verdicts["advanced"] == "undetermined"


@pytest.mark.parametrize(
    "text",
    [
        "지금 중간1 수준인데 고도화 되나요 부산 중소 제조업",
        "중간2 목표인데 고도화 되나요 부산 중소 제조업",
        "부산 중소 제조업이고 실시간으로 설비 제어하려고요. 고도화 되나요",
    ],
)
def test_where_a_company_stands_today_is_no_wish(text: str) -> None:
    assert ANSWERER.answer(text, Context(), TODAY)[0].verdicts["advanced"] == "eligible"


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        (
            "사장인데 컴퓨터를 몰라요. 아들놈이 주말에 와서 도와준다는데, 신청은 어디서 하나요?",
            ("where-to-apply",),
        ),
        ("My son helps with the computers on weekends. Where do we apply?", ("where-to-apply",)),
        ("Please teach me the website where company make application", ("where-to-apply",)),
        ("Vendor company say they will pay instead of us the self-burden money. It is OK?", ("kickback",)),
        ("We trade seafood in Busan, an SME. We just buy and resell. Do we qualify?", ("eligibility",)),
        ("Can we resell the equipment later?", ("ownership",)),
    ],
)
def test_what_is_asked_is_heard_beside_helpers_and_in_borrowed_english(
    text: str, topics: tuple[str, ...]
) -> None:
    answer, _ = ANSWERER.answer(text, Context(), TODAY)

    assert answer.topics == topics


@pytest.mark.parametrize(
    "text",
    [
        "We make frames in Daegu, we're an SME, my daughter just joined as the office manager. Are we eligible?",
        "My daughter told me to check. We're an SME manufacturer in Pohang, just basic. Do we qualify?",
        "며느리가 이런 거 있다고 알아보라 해서요ㅎㅎ 기초만 하면 되는데 우리도 되나요? 포항 중소 제조사",
    ],
)
def test_kin_who_help_or_only_told_of_it_are_no_second_company(text: str) -> None:
    answer, _ = ANSWERER.answer(text, Context(), TODAY)

    assert "others_left_out" not in " ".join(one.origin for one in answer.segments)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("박람회에서 부스 보고 알게 됐는데요, 구미 중소 가공업체도 신청 가능한가요?", ("eligibility",)),
        ("We're a Gumi SME making molds. I heard about this at an expo. Are we eligible?", ("eligibility",)),
        ("포항 중소 제조사예요. 작년 박람회 가봤는데 올해는 언제 열려요?", ("expo",)),
    ],
)
def test_a_fair_that_one_was_at_asks_for_nothing(text: str, topics: tuple[str, ...]) -> None:
    assert ANSWERER.answer(text, Context(), TODAY)[0].topics == topics


@pytest.mark.parametrize(
    ("text", "kept"),
    [("우리 두번째 공장은 포항인데 거기서 하면요?", True), ("두 번째 업체는 포항입니다", False)],
)
def test_a_second_plant_is_the_same_owners_and_a_second_firm_is_not(text: str, *, kept: bool) -> None:
    _, context = ANSWERER.answer("구미 중소 제조사인데 고도화 되나요", Context(), TODAY)

    _, context = ANSWERER.answer(text, context, TODAY)

    assert ("manufacturer" in context.facts) is kept
    assert set(context.facts["region"].possible) == {"gyeongbuk_pohang"}
