from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import rules.regions
from rules.regions import (
    find_regions,
    mended_names,
    name_shared_by,
    names_settled,
    region_names,
    with_settled,
)

GAZETTEER = yaml.load(
    Path(rules.regions.__file__).with_name("regions.yaml").read_text(encoding="utf-8"),
    Loader=yaml.CSafeLoader,
)
PROVINCES = {province["ko"]: province for province in GAZETTEER["provinces"]}
GYEONGBUK = {"gyeongbuk_gumi", "gyeongbuk_pohang", "gyeongbuk_other"}


def choices_of(text: str) -> list[set[str]]:
    return [set(place.choices) for place in find_regions(text)]


def texts_of(text: str) -> list[str]:
    return [place.text for place in find_regions(text)]


# -- completeness ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("province", "count"),
    [
        ("서울특별시", 25),
        ("부산광역시", 16),
        ("대구광역시", 9),
        ("인천광역시", 11),
        ("광주광역시", 5),
        ("대전광역시", 5),
        ("울산광역시", 5),
        ("세종특별자치시", 0),
        ("경기도", 31),
        ("강원특별자치도", 18),
        ("충청북도", 11),
        ("충청남도", 15),
        ("전북특별자치도", 14),
        ("전라남도", 22),
        ("경상북도", 22),
        ("경상남도", 18),
        ("제주특별자치도", 2),
    ],
)
def test_every_basic_local_government_of_2026_is_listed(province: str, count: int) -> None:
    assert len(PROVINCES[province].get("places", {})) == count


def test_the_ten_districts_of_incheon_before_july_2026_are_still_known() -> None:
    before = ["중구", "동구", "미추홀구", "연수구", "남동구", "부평구", "계양구", "서구", "강화군", "옹진군"]

    assert all(choices_of(f"인천 {name}") == [{"incheon"}] for name in before)


def test_every_full_name_is_found_with_its_province_before_it_with_and_without_a_space() -> None:
    missed = [
        text
        for province in PROVINCES.values()
        for name, place in {**province.get("places", {}), **province.get("also", {})}.items()
        for text in (f"{province['ko']} {name}", f"{province['ko']}{name}", f"{province['names'][-1]} {name}")
        if [place.text for place in find_regions(text)] != [text]
    ]

    assert missed == []


def test_every_english_name_is_found_with_its_province_after_it() -> None:
    suffix = {"시": "-si", "군": "-gun", "구": "-gu"}
    missed = [
        text
        for province in PROVINCES.values()
        for name, place in province.get("places", {}).items()
        for text in [
            f"{place['en'] if isinstance(place, dict) else place}{suffix[name[-1]]}, {province['en']}"
        ]
        if [(place.text, place.name_ko) for place in find_regions(text)] != [(text, name)]
    ]

    assert missed == []


def test_every_choice_named_in_the_gazetteer_has_a_name_in_both_languages() -> None:
    used = {choice for place in (*GAZETTEER["areas"], *PROVINCES.values()) for choice in place["choices"]}

    assert used == set(region_names("ko")) == set(region_names("en"))
    assert region_names("ko")["gyeongbuk_other"] == "경북(구미·포항 외)"


def test_every_name_to_be_careful_with_is_a_name_that_exists() -> None:
    known = {place.text for name in GAZETTEER["careful"] for place in find_regions(name, asked=True)}

    assert set(GAZETTEER["careful"]) - known == set()


# -- what a name can mean --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("고성", {"gangwon", "gyeongnam"}),
        ("광주", {"gwangju", "gyeonggi"}),
        ("광주시인데요", {"gwangju", "gyeonggi"}),
        ("광주광역시", {"gwangju"}),
        ("경북", GYEONGBUK),
        ("중구", {"seoul", "busan", "daegu", "incheon", "daejeon", "ulsan"}),
        ("동구에 있어요", {"busan", "daegu", "incheon", "gwangju", "daejeon", "ulsan"}),
        ("서구", {"busan", "daegu", "incheon", "gwangju", "daejeon"}),
        ("남구", {"busan", "daegu", "incheon", "gwangju", "ulsan", "gyeongbuk_pohang"}),
        ("북구", {"busan", "daegu", "gwangju", "ulsan", "gyeongbuk_pohang"}),
        ("강서구", {"seoul", "busan"}),
        ("전라도", {"gwangju", "jeonbuk", "jeonnam"}),
        ("경상도", {"busan", "daegu", "ulsan", "gyeongnam"} | GYEONGBUK),
        ("충청도", {"daejeon", "sejong", "chungbuk", "chungnam"}),
        ("수도권", {"seoul", "incheon", "gyeonggi"}),
        ("군위", {"daegu"}),
        ("하남산단", {"gwangju"}),
        ("하남에 있어요", {"gyeonggi"}),
        ("검단구", {"incheon"}),
        ("마산", {"gyeongnam"}),
        ("시화공단", {"gyeonggi"}),
        ("명지녹산", {"busan"}),
    ],
)
def test_a_name_is_kept_as_the_set_of_its_regions(text: str, choices: set[str]) -> None:
    assert choices_of(text) == [choices]


def test_a_name_outside_the_capital_area_is_not_the_capital_area() -> None:
    (place,) = find_regions("비수도권 기업인데요")

    assert place.text == "비수도권"
    assert not place.choices & {"seoul", "incheon", "gyeonggi"}


@pytest.mark.parametrize(
    ("text", "mention", "choices", "name_ko"),
    [
        ("경기도 광주", "경기도 광주", {"gyeonggi"}, "광주시"),
        ("전남 광주", "전남 광주", {"gwangju"}, "광주광역시"),
        ("경북 고령", "경북 고령", {"gyeongbuk_other"}, "고령군"),
        ("경남 고성에서", "경남 고성", {"gyeongnam"}, "고성군"),
        ("대구 북구", "대구 북구", {"daegu"}, "북구"),
        ("부산 강서구", "부산 강서구", {"busan"}, "강서구"),
        ("포항 남구", "포항 남구", {"gyeongbuk_pohang"}, "남구"),
        ("경북 포항시 북구 공장", "경북 포항시 북구", {"gyeongbuk_pohang"}, "북구"),
        ("저희경기도화성인데기초신청되나요", "경기도화성", {"gyeonggi"}, "화성시"),
        ("경상북도 구미시입니다", "경상북도 구미시", {"gyeongbuk_gumi"}, "구미시"),
        ("저희는 광주(경기)예요", "광주(경기)", {"gyeonggi"}, "광주시"),
        ("충남 예산 공장", "충남 예산", {"chungnam"}, "예산군"),
        ("인천 강화입니다", "인천 강화", {"incheon"}, "강화군"),
        ("성남시 수정구", "성남시 수정구", {"gyeonggi"}, "수정구"),
    ],
)
def test_a_place_beside_a_larger_one_is_one_mention_and_narrowed_by_it(
    text: str, mention: str, choices: set[str], name_ko: str
) -> None:
    (place,) = find_regions(text)

    assert (place.text, place.choices, place.name_ko) == (mention, choices, name_ko)
    assert text[place.start : place.end] == mention


def test_neighbours_that_do_not_contain_each_other_stay_two() -> None:
    assert texts_of("부산 대구") == ["부산", "대구"]
    assert texts_of("서울,경기,인천 어디든") == ["서울", "경기", "인천"]
    assert texts_of("본사는 서울 공장은 구미") == ["서울", "구미"]
    assert texts_of("구미 경북 포항") == ["구미", "경북 포항"]


def test_a_neighbour_settles_an_ambiguous_name_without_being_joined() -> None:
    assert choices_of("광주·전남") == [{"gwangju"}, {"jeonnam"}]
    assert choices_of("대구 북구, 서구") == [{"daegu"}, {"daegu"}]


# -- what is no place ------------------------------------------------------------------------------


ORDINARY_WORDS = """
고도화성과가 궁금해요 / 인수원가 / 연수원 교육 / 필수원인분석 / 공주문 방식 / 상주 인력 /
상주하는 멘토 / 멘토 3명이 6주 상주 / 편의성인데요 / 영양 성분 분석 / 고령화 / 고령자 고용 /
신청도 되나요 / 추진안 제출 / 성주문 / 장성한 / 양산 라인 구축 / 양산하는 제품 / 양산 공정 자동화 /
양산시스템 / 지난 전주에 / 전주 대비 / 전주에 신청했어요 / 자동해제 / 연동해서 / 이동해요 / 이천만원 /
사천만원 지원 / 이천 정도 / 자부담 이천입니다 / 이천이십오년 / 이천시간 / 그건 큰 오산이에요 /
안산다고 했어요 / 완주했어요 / 예산이 얼마 / 총예산이 얼마예요 / 예산? / 예산은요 /
예산에서 얼마나 지원 / 저희 예산이에요 / 의무를 부여 / 부여하다 / 음성으로 안내 / 고성능 설비 /
인제 신청해도 되나요 / 안성맞춤 / 구리 가공업 / 구리 소재 업체 / 합성수지 제조 / 수지 소재 /
분당 60개 생산 / 수정 요청 / 신청 기간 동안 / 동작 오류 / 경쟁력 강화에 있어 / 직원 연수 / 목표 달성 /
진도 점검 / 기장료 / 영광입니다 / 진주 소재 악세사리 / 경기가 안 좋아서 / 요즘 경기도 안 좋은데 /
경기 침체 / 자동구축 / 공동구매 / 확대구축 / 부서구성 / 중구난방 / 부산물 처리 / 대전제 / 보여주세요 /
신청주소 / 지원주관기관 / 회사가평가받나요 / 전북형 스마트공장 / 경남형 / 대구은행 대출 / 가시화 /
관광주 / 도구로 쓰나요 / 색이 진해요 / 일정 연기 / 장수기업 / asan SME, can we apply / do it now
"""


@pytest.mark.parametrize("before", ["안녕하세요", "문의드려요", "신청하고 싶어요", "저희가", "저희 회사"])
@pytest.mark.parametrize("name", ["청주", "제주", "원주", "여주", "시화", "청도"])
def test_a_name_counts_whatever_syllable_the_word_before_it_ends_with(before: str, name: str) -> None:
    assert texts_of(f"{before} {name}에서 부품을 만듭니다") == [name]


@pytest.mark.parametrize("text", [text.strip() for text in ORDINARY_WORDS.split("/")])
def test_an_ordinary_word_is_not_a_place(text: str) -> None:
    assert texts_of(text) == []


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("예산에 있는 공장", "예산"),
        ("예산군", "예산군"),
        ("양산에서", "양산"),
        ("음성 소재", "음성"),
        ("저희 음성인데요", "음성"),
        ("이천인데요", "이천"),
        ("이천", "이천"),
        ("상주에 공장", "상주"),
        ("부여에 공장 있어요", "부여"),
        ("구리에 있어요", "구리"),
        ("구리시 기업", "구리시"),
        ("전주인데 가능한가요", "전주"),
        ("구미는 얼마까지", "구미"),
        ("경기 되나요", "경기"),
        ("예산, 충남", "예산, 충남"),
    ],
)
def test_a_risky_name_counts_where_its_surroundings_say_place(text: str, mention: str) -> None:
    assert texts_of(text) == [mention]


@pytest.mark.parametrize("name", ["예산", "상주", "음성요", "양산입니다", "동해", "구리요!"])
def test_an_answer_to_the_question_for_the_place_may_be_any_name(name: str) -> None:
    assert len(find_regions(name, asked=True)) == 1
    assert find_regions("예산이 얼마인데요?", asked=True) == ()


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("저희는수원에서제조해요", "수원"),
        ("울산인데기초되나요", "울산"),
        ("저희가평택에있는데", "평택"),
        ("우리회사창원에있어요", "창원"),
        ("신청하려는데부산이에요", "부산"),
        ("대구달성군공장", "대구달성군"),
        ("경기도시흥시", "경기도시흥시"),
        ("국수만드는전주중소기업인데", "전주"),
        ("연계하는곳에울산도포함되나요", "울산"),
        ("2025년광주는기초로하면얼마", "광주"),
        ("Our factory is in 양산, making rubber", "양산"),
    ],
)
def test_places_are_found_in_text_without_spaces(text: str, mention: str) -> None:
    assert texts_of(text) == [mention]


# -- English ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mention", "choices"),
    [
        ("We are in Gumi, Gyeongbuk", "Gumi, Gyeongbuk", {"gyeongbuk_gumi"}),
        ("our pohang plant", "pohang", {"gyeongbuk_pohang"}),
        ("Gwangju", "Gwangju", {"gwangju", "gyeonggi"}),
        ("Gwangju Metropolitan City", "Gwangju Metropolitan City", {"gwangju"}),
        ("Gwangju City in Gyeonggi", "Gwangju City in Gyeonggi", {"gyeonggi"}),
        ("Jung-gu, Daegu", "Jung-gu, Daegu", {"daegu"}),
        ("Hwaseong-si, Gyeonggi-do", "Hwaseong-si, Gyeonggi-do", {"gyeonggi"}),
        ("North Gyeongsang Province", "North Gyeongsang Province", GYEONGBUK),
        ("a plant in asan", "asan", {"chungnam"}),
        ("asan based sme", "asan", {"chungnam"}),
        ("Pusan에 공장", "Pusan", {"busan"}),
        ("Taegu", "Taegu", {"daegu"}),
        ("Cheju", "Cheju", {"jeju"}),
        ("can busan do it", "busan", {"busan"}),
        ("Greater Seoul", "Greater Seoul", {"seoul", "incheon", "gyeonggi"}),
    ],
)
def test_places_are_found_in_english(text: str, mention: str, choices: set[str]) -> None:
    assert [(place.text, place.choices) for place in find_regions(text)] == [(mention, choices)]


def test_a_place_is_named_in_both_languages() -> None:
    (place,) = find_regions("수원 영통구")

    assert (place.name_ko, place.name_en) == ("영통구", "Yeongtong-gu")


def test_a_name_that_several_regions_have_is_known_by_them() -> None:
    gwangju = frozenset({"gwangju", "gyeonggi"})

    assert (name_shared_by(gwangju, "ko"), name_shared_by(gwangju, "en")) == ("광주", "Gwangju")
    assert name_shared_by(frozenset({"gyeongbuk_gumi", "gyeongbuk_pohang"}), "ko") is None


# -- any text --------------------------------------------------------------------------------------


NAMES = sorted(
    {*GAZETTEER["careful"], *PROVINCES, *(n for p in PROVINCES.values() for n in p.get("places", {}))}
)

GLUE = ["에 있", "(", ")", " ", "·", "의 ", "in ", "Gumi-", "시"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(NAMES),
            st.sampled_from(["에 있", "(", ")", " ", "·", "의 ", "in ", "Gumi-", "시"]),
            st.text(),
        )
    ).map("".join),
    st.booleans(),
)
def test_any_text_gives_mentions_in_order_that_stand_in_the_text(text: str, asked: bool) -> None:
    places = find_regions(text, asked=asked)

    assert all(place.choices and text[place.start : place.end] == place.text for place in places)
    assert all(one.end <= two.start for one, two in pairwise(places))
    assert all(place.choices <= region_names("ko").keys() for place in places)


def test_gwangju_is_told_by_its_parks() -> None:
    """광주 하남 is a quarter of one Gwangju, unless it stands among cities of Gyeonggi."""
    assert find_regions("광주 하남에서")[0].choices == {"gwangju"}
    assert find_regions("경기 광주 하남에서")[0].choices == {"gyeonggi"}
    assert find_regions("광주, 하남에서")[0].choices == {"gyeonggi"}
    assert find_regions("광주 평동에 공장")[0].choices == {"gwangju"}


def test_names_are_mended_that_sound_the_same() -> None:
    assert mended_names("경북 경쥬랑 부싼에 챵원") == "경북 경주랑 부산에 창원"
    assert mended_names("비싼 쥬스 진짜 교양") == "비싼 쥬스 진짜 교양"


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("광주 하남산단에 있는데 광주는 얼마예요", {"광주": "광주광역시"}),
        ("경기도 광주에서 금형하는데 광주도 되나요", {"광주": "경기도 광주시"}),
        ("경남 고성인데 고성은요", {"고성": "경상남도 고성군"}),
        ("we are in gwangju, gyeonggi. is gwangju in?", {"gwangju": "Gwangju, Gyeonggi"}),
    ],
)
def test_a_name_means_the_place_that_it_was_said_to_mean(text: str, settled: dict[str, str]) -> None:
    assert names_settled(text) == settled
    again = find_regions(with_settled(text, settled))
    assert len({one.choices for one in again}) == 1


@pytest.mark.parametrize(
    "text",
    ["경기도 광주 말고 광주요", "경기도 광주랑 광주 중에", "광주 광주는", "대구 북구, 고성", "고성은요"],
)
def test_a_name_that_nothing_settles_or_that_is_put_against_it_stays_open(text: str) -> None:
    assert names_settled(text) == {}
    assert with_settled(text, {}) == text
