"""Whatever a company makes, wherever it is and however it says so: its verdict is that of its facts.

And whoever makes nothing is never told that it is eligible.
"""

from __future__ import annotations

from datetime import date
from itertools import cycle, islice, product

import pytest

from bot.answering.answer import Context
from bot.answering.pipeline import Answerer

TODAY = date(2026, 11, 22)
BASIC = {"busan", "daegu", "gyeongnam", "jeonnam", "jeonbuk", "chungbuk", "gangwon", "gyeongbuk_gumi"}
PLACES = {
    "부산": ("busan", "Busan"),
    "경남 창원": ("gyeongnam", "Changwon"),
    "여수": ("jeonnam", "Yeosu"),
    "전주": ("jeonbuk", "Jeonju"),
    "충북 진천": ("chungbuk", "Jincheon"),
    "춘천": ("gangwon", "Chuncheon"),
    "구미": ("gyeongbuk_gumi", "Gumi"),
    "인천 남동공단": ("incheon", "Incheon"),
    "경기 화성": ("gyeonggi", "Hwaseong"),
    "대전": ("daejeon", "Daejeon"),
    "아산": ("chungnam", "Asan"),
    "제주": ("jeju", "Jeju"),
}
GOODS = [
    "볼트",
    "김치",
    "침대",
    "양말",
    "원단",
    "신발",
    "화장품",
    "플라스틱용기",
    "유리병",
    "도자기",
    "벽돌",
    "밸브",
    "금형",
    "자동차부품",
    "반도체장비",
    "케이블",
    "LED조명",
    "의료기기",
    "냉동식품",
    "막걸리",
    "사료",
    "페인트",
    "타일",
    "완구",
]
ENGLISH_GOODS = [
    "bolts",
    "kimchi",
    "mattresses",
    "socks",
    "fabric",
    "shoes",
    "cosmetics",
    "plastic containers",
    "glass bottles",
    "ceramics",
    "bricks",
    "valves",
    "moulds",
    "car parts",
    "circuit boards",
    "cables",
    "LED lamps",
    "medical devices",
    "frozen food",
    "juice",
    "animal feed",
    "paint",
    "tiles",
    "toys",
]
LEVELS = {
    "기초로": ("basic", "the basic level"),
    "고도화로": ("advanced", "the advanced track"),
    "설비 실시간 제어까지": ("advanced", "real-time equipment control"),
    "기초 수준으로": ("basic", "the basic level"),
    "공정 자동화로": ("advanced", "automation of our process"),
}
KOREAN = (
    "{place}에서 {goods} 만드는 중소기업인데 {level} 신청하면 되나요?",
    "저희는 {place}에 있는 {goods} 제조 중소기업입니다. {level} 하고 싶은데 자격 되나요",
    "{place} 소기업이고 {goods} 생산합니다 {level} 하려는데 지원 가능한지요",
    "{goods} 공장 합니다. {place}이고 중소기업이에요. {level} 하고 싶어요 될까요?",
    "중소기업 {goods} 제조사 {place} 소재 {level} 희망 자격 여부?",
    "{place}서 {goods} 만들어요~ 소기업이구요 {level} 하고 싶은데 저희도 되나여ㅎㅎ",
    "남편이 {place}에서 {goods} 공장을 해요. 중소기업이고 {level} 하고 싶다는데 지원받을 수 있나요?",
    "unspaced {goods}만드는{place}중소기업인데{level}하고싶어요자격되나요",
)
ENGLISH = (
    "We make {goods} in {place}, we're an SME, and want {level}. Do we qualify?",
    "SME in {place} producing {goods}. Aiming for {level}. Eligible?",
    "Our factory in {place} manufactures {goods}. SME status. We'd like {level}, can we apply?",
    "I run a {goods} plant in {place} (SME), goal is {level}. Are we eligible?",
    "hello, {place} based SME, {goods} maker, want {level}, possible?",
)
NO_MAKERS = [
    "카페",
    "식당",
    "물류창고",
    "식자재 유통",
    "무역업",
    "인테리어 시공",
    "소프트웨어 개발",
    "앱 개발",
    "광고 대행",
    "영상 제작",
    "홈페이지 제작",
    "미용실",
    "학원",
    "부동산 중개",
    "농장",
    "세탁소",
    "자동차 정비",
    "주유소",
    "호텔",
    "여행사",
    "경영 컨설팅",
    "회계사무소",
    "장비 렌탈",
    "온라인 쇼핑몰",
    "약국",
    "태양광 발전",
    "폐기물 수거",
    "화물 운송",
    "조경 공사",
    "전기 공사",
    "건축 사무소",
    "주차장 운영",
    "게임 개발",
    "데이터 분석",
    "중고차 매매",
    "기계 도매",
    "철강 도매",
    "식품 수입",
    "화장품 유통",
    "기계 수리",
    "에어컨 설치",
    "시험 검사 대행",
]
ENGLISH_NO_MAKERS = [
    "cafe",
    "logistics warehouse",
    "trading company",
    "construction company",
    "software house",
    "app developer",
    "advertising agency",
    "hair salon",
    "clinic",
    "language school",
    "farm",
    "laundry",
    "car repair shop",
    "hotel",
    "travel agency",
    "cleaning service",
    "consultancy",
    "equipment rental",
    "online shop",
    "pharmacy",
    "scrap dealer",
    "trucking firm",
    "photo studio",
    "game studio",
    "staffing agency",
    "parking operator",
    "3D rendering studio",
    "used car dealer",
    "machine dealer",
    "steel wholesaler",
    "food importer",
    "cosmetics distributor",
    "machine repair shop",
    "testing laboratory",
]
NO_MAKER_SAYS = (
    "{place}에서 {trade} 하는 중소기업인데 {level} 신청하면 되나요?",
    "저희는 {place} {trade} 중소기업입니다. {level} 하고 싶은데 자격 되나요",
    "{place} {trade}인데요 중소기업확인서 있습니다 {level} 가능한가요",
    "unspaced {place}{trade}하는소기업인데{level}자격되나요",
)
ENGLISH_NO_MAKER_SAYS = (
    "We run a {trade} in {place}, we're an SME and want {level}. Do we qualify?",
    "SME in {place}, {trade}. Aiming for {level}. Eligible?",
)


def verdicts(answerer: Answerer, said: str, **words: str) -> dict[str, str]:
    text = said.removeprefix("unspaced ").format(**words)
    text = text.replace(" ", "") if said.startswith("unspaced") else text
    return dict(answerer.answer(text, Context(), TODAY)[0].verdicts)


def wanted(region: str, level: str) -> dict[str, str]:
    at_basic = level == "basic" and region in BASIC
    return {
        "advanced": "eligible" if level == "advanced" else "ineligible",
        "basic": "eligible" if at_basic else "ineligible",
    }


@pytest.mark.parametrize("said", KOREAN)
def test_a_small_maker_is_judged_by_its_facts(answerer: Answerer, said: str) -> None:
    wrong = []
    for goods, (place, (region, _)), (level, (wish, _)) in zip(
        GOODS * 2, cycle(PLACES.items()), cycle(LEVELS.items()), strict=False
    ):
        found = verdicts(answerer, said, goods=goods, place=place, level=level)
        if found != wanted(region, wish):
            wrong.append((goods, place, level, found))

    assert not wrong


@pytest.mark.parametrize("said", ENGLISH)
def test_a_small_maker_is_judged_by_its_facts_in_english(answerer: Answerer, said: str) -> None:
    wrong = []
    for goods, (region, place), (wish, level) in zip(
        ENGLISH_GOODS * 2, cycle(PLACES.values()), cycle(LEVELS.values()), strict=False
    ):
        found = verdicts(answerer, said, goods=goods, place=place, level=level)
        if found != wanted(region, wish):
            wrong.append((goods, place, level, found))

    assert not wrong


@pytest.mark.parametrize(
    ("trades", "forms", "language"),
    [(NO_MAKERS, NO_MAKER_SAYS, 0), (ENGLISH_NO_MAKERS, ENGLISH_NO_MAKER_SAYS, 1)],
)
def test_who_makes_nothing_is_never_eligible(
    answerer: Answerer, trades: list[str], forms: tuple[str, ...], language: int
) -> None:
    places = cycle((korean, english) for korean, (_, english) in PLACES.items())
    levels = cycle((korean, english) for korean, (_, english) in LEVELS.items())
    taken = [
        (trade, said)
        for (trade, said), place, level in zip(
            product(trades, forms), places, islice(levels, 1, None), strict=False
        )
        if "eligible"
        in verdicts(answerer, said, trade=trade, place=place[language], level=level[language]).values()
    ]

    assert not taken


@pytest.mark.parametrize(
    "text",
    ["센서 제조합니다", "로봇 만들어요", "센서 공장 하고 있습니다", "교육용 완구 만들어요", "we make robots"],
)
def test_goods_with_words_of_other_matters_are_goods_where_nothing_is_asked(
    answerer: Answerer, text: str
) -> None:
    answer, _ = answerer.answer(text, Context(), TODAY)

    assert answer.topics == ("eligibility",)
    assert answer.status == "verdict"


@pytest.mark.parametrize("text", ["센서도 지원되나요", "로봇도 되나요?"])
def test_the_same_words_ask_where_something_is_asked(answerer: Answerer, text: str) -> None:
    assert answerer.answer(text, Context(), TODAY)[0].topics == ("software",)
