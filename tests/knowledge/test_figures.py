"""How companies and reports write figures, and what is taken for none."""

import random
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.figures import Found, figures, format_figure, format_won, same

NAMES = ("Smart 365", "스마트365", "중간1", "intermediate-1")


def brief(text: str, names: tuple[str, ...] = ()) -> list[str]:
    """Each figure as "kind value unit", which keeps the tables below readable."""
    return [" ".join(filter(None, [f.kind, str(f.value), f.unit])) for f in figures(text, names)]


AMOUNTS = [
    ("1.5억", 150_000_000),
    ("1.5억 원", 150_000_000),
    ("1억5천", 150_000_000),
    ("1억 5천", 150_000_000),
    ("1억5천만", 150_000_000),
    ("1억 5천만원", 150_000_000),
    ("1억 5천 만원", 150_000_000),
    ("1억5000만원", 150_000_000),
    ("1억 5,000,000원", 105_000_000),
    ("1억 오천만원", 150_000_000),
    ("일억오천만원", 150_000_000),
    ("일억 오천", 150_000_000),
    ("6천", 60_000_000),
    ("8천", 80_000_000),
    ("6천만", 60_000_000),
    ("6천 만원", 60_000_000),
    ("6000만원", 60_000_000),
    ("6,000만 원", 60_000_000),
    ("60,000천원", 60_000_000),
    ("150백만원", 150_000_000),
    ("1천5백만원", 15_000_000),
    ("5백만원", 5_000_000),
    ("50만원", 500_000),
    ("3만5000원", 35_000),
    ("3만 5천원", 35_000),
    ("5천원", 5_000),
    ("15억", 1_500_000_000),
    ("213억원", 21_300_000_000),
    ("2,130억", 213_000_000_000),
    ("2천억원", 200_000_000_000),
    ("1조 2,000억원", 1_200_000_000_000),
    ("2조원", 2_000_000_000_000),
    ("21,300,000,000원", 21_300_000_000),
    ("１５０백만원", 150_000_000),
    ("천만원", 10_000_000),
    ("백만원", 1_000_000),
    ("오천만원", 50_000_000),
    ("육천만원", 60_000_000),
    ("이천만원", 20_000_000),
    ("십오억", 1_500_000_000),
    ("팔천", 80_000_000),
    ("₩80M", 80_000_000),
    ("₩ 1.5억", 150_000_000),
    ("￦150,000,000", 150_000_000),
    ("KRW 80m", 80_000_000),
    ("KRW 150,000,000", 150_000_000),
    ("150,000,000 KRW", 150_000_000),
    ("80 million won", 80_000_000),
    ("80 million", 80_000_000),
    ("80-million-won", 80_000_000),
    ("150m won", 150_000_000),
    ("150m", 150_000_000),
    ("21.3 billion won", 21_300_000_000),
    ("21.3bn", 21_300_000_000),
    ("1.5 billion", 1_500_000_000),
    ("0.15 billion", 150_000_000),
    ("150,000,000 won", 150_000_000),
    ("1.5억 won", 150_000_000),
    ("1.5 billion 원", 1_500_000_000),
    ("eighty million won", 80_000_000),
    ("one hundred and fifty million won", 150_000_000),
    ("a billion won", 1_000_000_000),
    ("half a billion won", 500_000_000),
]
# What stands around a figure in a message; {} is the figure.
AROUND = [
    "{}",
    "{}.",
    "{}?",
    "({})",
    "최대 {}이라던데",
    "최대 {}까지요",
    "up to {}, they say",
    "“{}”",
    "지원금:{}!!",
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(("written", "won"), AMOUNTS, ids=[written for written, _ in AMOUNTS])
def test_an_amount_is_read_in_every_spelling_and_place(written: str, won: int, around: str):
    text = around.format(written)

    (found,) = figures(text)

    assert (found.kind, found.value) == ("won", won)
    assert found.text == text[found.start : found.end]
    assert found.text in written + "원"


SPELLINGS = [
    # two ends of a range, or alternatives: both have the unit of the end
    ("60~80백만원", "won 60000000 | won 80000000"),
    ("6천~8천", "won 60000000 | won 80000000"),
    ("6천에서 8천", "won 60000000 | won 80000000"),
    ("6~8천만원", "won 60000000 | won 80000000"),
    ("6천만원 또는 8천만원", "won 60000000 | won 80000000"),
    ("60 or 80 million won", "won 60000000 | won 80000000"),
    ("60 and 80 million won", "won 60000000 | won 80000000"),
    ("60-80 million", "won 60000000 | won 80000000"),
    ("from 60 to 80 million won", "won 60000000 | won 80000000"),
    ("intermediate-1 and 200 million won", "number 1 | won 200000000"),
    ("advanced-1 or 200 million won", "number 1 | won 200000000"),
    ("₩60–80M", "won 60000000 | won 80000000"),
    ("1~1.5억", "won 100000000 | won 150000000"),
    ("20~40%", "percent 20 | percent 40"),
    ("20 to 40 percent", "percent 20 | percent 40"),
    ("6~10주", "count 6 weeks | count 10 weeks"),
    ("6–10 weeks", "count 6 weeks | count 10 weeks"),
    ("between 6 and 10 weeks", "count 6 weeks | count 10 weeks"),
    ("6-10-week stay", "count 6 weeks | count 10 weeks"),
    ("80~105개사", "count 80 companies | count 105 companies"),
    ("5-6개월", "count 5 months | count 6 months"),
    ("8천 150백만원", "won 80000000 | won 150000000"),
    ("2,130억 21,300,000,000원", "won 213000000000 | won 21300000000"),
    ("1.5억80개사", "won 150000000 | count 80 companies"),
    ("1.5억3월31일까지", "won 150000000 | date --03-31"),
    # amounts that nobody can trust
    ("1억5000억원", "malformed 1억5000억원"),
    ("1억5", "malformed 1억5"),
    ("1억5천원", "malformed 1억5천원"),
    ("1,5000만원", "malformed 1,5000만원"),
    ("1.5.2억", "malformed 1.5.2억"),
    ("10억 달러", "malformed 10억"),
    ("$80 million", "malformed $80 million"),
    ("80 million dollars", "malformed 80 million"),
    ("0.33333333333억", "malformed 0.33333333333억"),
    ("2025년 2월 30일", "malformed 2025년 2월 30일"),
    ("3/4/2025", "malformed 3/4/2025"),
    # percentages
    ("20%", "percent 20"),
    ("12.5％", "percent 12.5"),
    ("40 %p", "percent 40"),
    ("자부담 40프로에요?", "percent 40"),
    ("40퍼센트", "percent 40"),
    ("20 percent", "percent 20"),
    ("20 per cent", "percent 20"),
    ("twenty percent", "percent 20"),
    ("삼십 프로", "percent 30"),
    ("3프로그램", "number 3"),
    # dates
    ("2025-03-31", "date 2025-03-31"),
    ("2025.3.31", "date 2025-03-31"),
    ("2025. 3. 31.", "date 2025-03-31"),
    ("2025/3/31", "date 2025-03-31"),
    ("20250331", "date 2025-03-31"),
    ("31/3/2025", "date 2025-03-31"),
    ("'25.3.31(월)", "date 2025-03-31"),
    ("’25. 3. 31.", "date 2025-03-31"),
    ("25.03.31", "date 2025-03-31"),
    ("2025년 3월 31일", "date 2025-03-31"),
    ("2025년3월31일", "date 2025-03-31"),
    ("25년 3월 31일", "date 2025-03-31"),
    ("3월 31일", "date --03-31"),
    ("3월31일부터", "date --03-31"),
    ("3/31", "date --03-31"),
    ("3.31(월)", "date --03-31"),
    ("31 March 2025", "date 2025-03-31"),
    ("31st March, 2025", "date 2025-03-31"),
    ("March 31, 2025", "date 2025-03-31"),
    ("March 31st", "date --03-31"),
    ("31st of March", "date --03-31"),
    ("Mar 31", "date --03-31"),
    ("Sept. 12", "date --09-12"),
    ("the 31st", "day 31"),
    ("31일부터", "day 31"),
    ("'31일'부터", "day 31"),
    ("'31'", "number 31"),
    ("7일까지", "day 7"),
    ("365일", "count 365 days"),
    ("10일 이내", "count 10 days"),
    ("31일간", "count 31 days"),
    ("the 4th industrial revolution", "number 4 ordinal"),
    # spans of dates: what one end leaves out is in the other
    ("22–25 October 2024", "date 2024-10-22 | date 2024-10-25"),
    ("from the 22nd to the 25th of October 2024", "date 2024-10-22 | date 2024-10-25"),
    ("11–29 August 2025", "date 2025-08-11 | date 2025-08-29"),
    ("October 21-24, 2025", "date 2025-10-21 | date 2025-10-24"),
    ("6 April to 8 May 2026", "date 2026-04-06 | date 2026-05-08"),
    ("September 16 to October 13, 2026", "date 2026-09-16 | date 2026-10-13"),
    ("15 December – 10 January 2026", "date 2025-12-15 | date 2026-01-10"),
    ("22–25 October 2024 and 21–24 October 2025", "date 2024-10-22 | date 2024-10-25 | date 2025-10-21 | date 2025-10-24"),
    ("8월 11일~29일", "date --08-11 | date --08-29"),
    ("10월 21~24일", "date --10-21 | date --10-24"),
    ("2025년 10월 21일부터 24일까지", "date 2025-10-21 | date 2025-10-24"),
    ("2025년 12월 15일~1월 10일", "date 2025-12-15 | date 2026-01-10"),
    ("2025. 3. 31.(월) ~ 5. 7.(수)", "date 2025-03-31 | date 2025-05-07"),
    ("2025-04-06 ~ 2025-05-08", "date 2025-04-06 | date 2025-05-08"),
    ("2024년 6월 28일, 3월 31일", "date 2024-06-28 | date --03-31"),
    ("3월 31일, 2024년 6월 28일", "date --03-31 | date 2024-06-28"),
    ("31 March, 80 firms", "date --03-31 | count 80 companies"),
    # months and years
    ("2025년 7월", "month 2025-07"),
    ("2025.07", "month 2025-07"),
    ("July 2025", "month 2025-07"),
    ("7월", "month --07"),
    ("in July", "month --07"),
    ("in October. 2024: 22–25 October", "month --10 | year 2024 | date --10-22 | date --10-25"),
    ("20 billion won a year", "won 20000000000"),
    ("in 2024 81 won prizes", "year 2024 | number 81"),
    ("expo in october", "month --10"),
    ("in May", "month --05"),
    ("The month of May", "month --05"),
    ("We open, if May suits", "month --05"),
    ("3~5월", "month --03 | month --05"),
    ("July to October 2025", "month 2025-07 | month 2025-10"),
    ("2025년 3월~5월", "month 2025-03 | month 2025-05"),
    ("in October 30 firms", "month --10 | count 30 companies"),
    ("2025년", "year 2025"),
    ("2025년도", "year 2025"),
    ("'25년", "year 2025"),
    ("25년도", "year 2025"),
    ("25년 하반기", "year 2025"),
    ("the 2025 edition", "year 2025"),
    ("the 2025 company intake", "year 2025"),
    ("2018–2024", "year 2018 | year 2024"),
    ("2024~2025년", "year 2024 | year 2025"),
    ("1987", "number 1987"),
    ("25년간", "count 25 years_long"),
    ("업력 25년 이상", "count 25 years_long"),
    # counts
    ("80개사를", "count 80 companies"),
    ("2,367개사", "count 2367 companies"),
    ("80개 기업", "count 80 companies"),
    ("80개 중소·중견기업", "count 80 companies"),
    ("80 중소기업", "count 80 companies"),
    ("30개 업체", "count 30 companies"),
    ("80곳", "count 80 companies"),
    ("기업 80개", "count 80 companies"),
    ("105개", "count 105"),
    ("약 190개", "count 190"),
    ("3개 사업", "count 3"),
    ("200여 개", "count 200"),
    ("200여 개 스마트공장", "count 200 factories"),
    ("스마트공장 200여 개를", "count 200 factories"),
    ("200개 공장", "count 200 factories"),
    ("10개 지자체", "count 10 local_governments"),
    ("지자체 10곳", "count 10 local_governments"),
    ("10개 local government에", "count 10 local_governments"),
    ("14개 firm만", "count 14 companies"),
    ("10곳의 지자체", "count 10 local_governments"),
    ("170명의", "count 170 people"),
    ("3인 1조", "count 3 people | number 1"),
    ("3천 명", "count 3000 people"),
    ("3만5000명", "count 35000 people"),
    ("2천여 개사", "count 2000 companies"),
    ("6주간", "count 6 weeks"),
    ("9개월", "count 9 months"),
    ("1년", "count 1 years_long"),
    ("3년간", "count 3 years_long"),
    ("80 firms", "count 80 companies"),
    ("80 small and mid-sized companies", "count 80 companies"),
    ("105 SMEs", "count 105 companies"),
    ("80 corporations", "count 80 companies"),
    ("over 200 smart factories", "count 200 factories"),
    ("200-odd factories", "count 200 factories"),
    ("200+ factories", "count 200 factories"),
    ("ten local governments", "count 10 local_governments"),
    ("10 new local governments", "count 10 local_governments"),
    ("five experts", "count 5 people"),
    ("two hundred factories", "count 200 factories"),
    ("a hundred firms", "count 100 companies"),
    ("one year", "count 1 years_long"),
    ("a 9-month project", "count 9 months"),
    ("10 business days", "count 10 days"),
    ("2 million people", "count 2000000 people"),
    ("열 곳", "count 10 companies"),
    ("열 개 지자체", "count 10 local_governments"),
    ("열두 개사", "count 12 companies"),
    ("다섯 명", "count 5 people"),
    ("세 가지", "count 3"),
    ("두 곳", "count 2 companies"),
    ("백칠십 명", "count 170 people"),
    ("이백여 개", "count 200"),
    ("육 개월", "count 6 months"),
    ("1차", "number 1 ordinal"),
    ("4차 산업", "number 4 ordinal"),
    ("제2조", "number 2 ordinal"),
    ("80+105면 185인데", "number 80 | number 105 | number 185"),
    ("8000", "number 8000"),
    ("거래 1도 없는데", "number 1"),
    ("3:3:4", "number 3 | number 3 | number 4"),
    ("2.5", "number 2.5"),
    ("B2B", "number 2"),
    ("1/2", "number 1 | number 2"),
    # telephones and times
    ("02-2124-4311~4", "phone 02-2124-4311~4"),
    ("054-223-2242", "phone 054-223-2242"),
    ("(02) 2124-4311", "phone (02) 2124-4311"),
    ("02)2124-4311", "phone 02)2124-4311"),
    ("+82-2-2124-4311", "phone +82-2-2124-4311"),
    ("1588-1234", "phone 1588-1234"),
    ("전화 1357", "phone 1357"),
    ("☎ 1357", "phone 1357"),
    ("국번없이 1357", "phone 1357"),
    ("call 1357", "phone 1357"),
    ("1357", "number 1357"),
    ("10:30", "time 10:30"),
    ("오후 3시", "time 15:00"),
    ("18시까지", "time 18:00"),
    ("3:30 pm", "time 15:30"),
    ("오전 9시 30분", "time 09:30"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPELLINGS, ids=[text for text, _ in SPELLINGS])
def test_a_figure_is_read_as_people_mean_it(text: str, expected: str):
    assert brief(text) == expected.split(" | ")


@pytest.mark.parametrize(
    "text",
    [
        "천만에요",
        "만일 안되면 이만 줄일게요",
        "조건이 뭐죠",
        "이천시 사천시 오천읍",
        "수억원, 몇천만원, 수십억",
        "한 번에 한 회사당 한 곳",
        "네 개인사업자예요",
        "이 명단에 만점, 십분 활용한다고 천명했다",
        "여덟시는 아니고 두고 보세요",
        "You may apply. March on! We may win.",
        "no one asked; a firm, the experts",
        "https://www.smart-factory.kr/notice/2025?page=3 에서",
        "smart4you.co.kr, m1.inews24.com/v/1874979, help1357@kbiz.or.kr",
        "",
    ],
)
def test_an_ordinary_word_or_a_link_is_no_figure(text: str):
    assert brief(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SMART 365 Center는 smart365센터", []),
        ("스마트 365센터 1.5억", ["won 150000000"]),
        ("중간 1과 intermediate-1", []),
        ("중간10", ["number 10"]),
        ("중간1억", ["won 100000000"]),
        ("중간1만 되나요", []),
    ],
)
def test_exempt_names_give_no_figure_and_longer_numbers_do(text: str, expected: list[str]):
    assert brief(text, NAMES) == expected


def test_a_numbered_plant_is_named_and_many_plants_are_counted():
    assert brief("2공장") == ["number 2 ordinal"]
    assert brief("200공장") == ["count 200 factories"]
    assert brief("2개 공장") == ["count 2 factories"]


def test_a_link_ends_where_korean_begins():
    assert brief("https://smart-factory.kr/2025에서 80개사") == ["count 80 companies"]


def test_figures_stand_in_the_order_of_the_text():
    text = (
        "21.3 billion won for over 200 smart factories; 80 firms get 150 million won, starting on the 31st."
    )

    assert brief(text) == [
        "won 21300000000",
        "count 200 factories",
        "count 80 companies",
        "won 150000000",
        "day 31",
    ]


FORMATTED = [
    (150_000_000, "1억 5천만원", "150 million won"),
    (80_000_000, "8천만원", "80 million won"),
    (21_300_000_000, "213억원", "21.3 billion won"),
    (12_340_000, "1,234만원", "12.34 million won"),
    (120_000_000_000, "1,200억원", "120 billion won"),
    (123_450_000, "1억 2,345만원", "123.45 million won"),
    (12_345_678, "12,345,678원", "12,345,678 won"),
    (500_000, "50만원", "500,000 won"),
    (0, "0원", "0 won"),
]


@pytest.mark.parametrize(("won", "korean", "english"), FORMATTED)
def test_an_amount_is_written_as_people_write_it(won: int, korean: str, english: str):
    assert format_won(won, "ko") == korean
    assert format_won(won, "en") == english


def test_a_negative_amount_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        format_won(-1, "ko")


@pytest.mark.parametrize(
    ("kind", "value", "korean", "english"),
    [
        ("percent", 20, "20%", "20%"),
        ("percent", 12.5, "12.5%", "12.5%"),
        ("date", "2025-03-31", "2025년 3월 31일", "31 March 2025"),
        ("date", "--03-31", "3월 31일", "31 March"),
        ("month", "2025-07", "2025년 7월", "July 2025"),
        ("year", "2025", "2025", "2025"),
        ("count", 2367, "2,367", "2,367"),
        ("phone", "02-2124-4311~4", "02-2124-4311~4", "02-2124-4311~4"),
    ],
)
def test_a_figure_is_written_in_its_language(kind: str, value: int | str, korean: str, english: str):
    assert format_figure(kind, value, "ko") == korean
    assert format_figure(kind, value, "en") == english


def test_an_unknown_kind_and_an_impossible_date_are_refused():
    with pytest.raises(ValueError, match="Expected won"):
        format_figure("colour", 1, "ko")
    with pytest.raises(ValueError, match="2025-13"):
        format_figure("month", "2025-13", "ko")


def written_figures() -> st.SearchStrategy[tuple[str, int | float | str]]:
    days = st.dates(date(2015, 1, 1), date(2035, 12, 31)).map(date.isoformat)
    short = days.map(lambda day: "-" + day[4:])
    return st.one_of(
        st.tuples(
            st.just("won"), st.integers(0, 10**15) | st.integers(0, 10**8).map(lambda tens: tens * 10**4)
        ),
        st.tuples(
            st.just("percent"), st.integers(0, 1000) | st.integers(0, 10**5).map(lambda per: per / 1000)
        ),
        st.tuples(st.just("count"), st.integers(0, 10**9)),
        st.tuples(st.just("date"), days | short),
        st.tuples(st.just("month"), (days | short).map(lambda day: day[:-3])),
        st.tuples(st.just("year"), st.integers(1990, 2099).map(str)),
        st.tuples(
            st.just("phone"), st.from_regex(r"0(2|[3-6][1-5])-[1-9]\d{2,3}-\d{4}(~\d)?", fullmatch=True)
        ),
    )


@given(written_figures())
@example(("month", "--05"))
@example(("percent", 1e-05))
def test_what_is_written_is_read_back(figure: tuple[str, int | float | str]):
    kind, value = figure

    for language, sentence in (("ko", "확인해 보면 {}입니다."), ("en", "The figure is {}, as stated.")):
        (found,) = figures(sentence.format(format_figure(kind, value, language)))
        assert same(kind, value, found) or (kind, found.kind) == ("count", "year")


FRAGMENTS = st.sampled_from(
    [*"0123456789.,~-/:'%() \n년월일억만천백십조원명개사곳주차시제", "₩", "krw ", " million", " to ", " and ", "March ", "may "]
    + ["2025", "31", "열 ", "일이삼", "two ", "hundred ", " firms", "http://", "a.kr", "@", "오후 ", "+82"]
)  # fmt: skip


@given(st.text(max_size=200) | st.lists(FRAGMENTS, max_size=40).map("".join))
@example("1" * 5000)
@example("İ 1.5억 ٣٤ 𝟙")
def test_every_digit_belongs_to_exactly_one_figure(text: str):
    found = figures(text.replace("http", "").replace(".kr", "").replace("@", ""))
    text = text.replace("http", "").replace(".kr", "").replace("@", "")

    covered = [at for figure in found for at in range(figure.start, figure.end)]

    assert covered == sorted(set(covered))
    assert all(figure.text == text[figure.start : figure.end] != "" for figure in found)
    if "." not in text:  # else it may hold a domain
        assert {at for at, character in enumerate(text) if character.isdecimal()} <= set(covered)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1.",
        "1,111",
        "1억",
        "1만 ",
        "6천~",
        "1 to ",
        "3월 1일~",
        "일이",
        "열",
        "a.",
        "a@",
        "http",
        "-1",
        "3/",
        "may ",
    ]
    + [
        "one ",
        "hundred ",
        "오후",
        "1:",
        "제1",
        "(02)",
        "'25.",
        "\t",
        "가",
        "𝟙",
        "₩",
        "2025.1.",
        " and 1",
        "smart ",
    ],
)
def test_a_long_message_of_any_pattern_is_read(piece: str):
    figures((piece * 20_000)[:20_000], NAMES)


@given(st.integers(0, 2**32))
def test_a_long_message_of_mixed_patterns_is_read(seed: int):
    draw = random.Random(seed)
    pieces = [
        "1",
        ",",
        ".",
        " ",
        "억",
        "천",
        "만",
        "~",
        "월",
        "일",
        "may",
        "-",
        "a",
        "@",
        "십",
        "열 개",
        "won",
        "\u0130",
    ]

    figures("".join(draw.choices(pieces, k=500)), NAMES)


@pytest.mark.parametrize(
    ("kind", "value", "text", "expected"),
    [
        ("count", 80, "80개사", True),
        ("count", 80, "80", True),
        ("count", 31, "31일", True),
        ("count", 80, "105개사", False),
        ("count", 80, "80백만원", False),
        ("won", 150_000_000, "1.5억", True),
        ("won", 150_000_000, "15억", False),
        ("percent", 20, "20.0%", True),
        ("year", "2025", "2025년", True),
        ("year", "1987", "1987", True),
        ("year", "2025", "2024년", False),
        ("date", "2025-03-31", "3월 31일", False),
        ("date", "2025-03-31", "25.3.31", True),
        ("month", "2025-07", "July 2025", True),
        ("phone", "02-2124-4311~4", "02)2124-4311~4", True),
        ("phone", "02-2124-4311", "02-2124-4312", False),
    ],
)
def test_a_declared_figure_is_the_one_found_or_not(kind: str, value: int | str, text: str, expected: bool):
    (found,) = figures(text)

    assert same(kind, value, found) is expected


def test_an_amount_that_cannot_be_trusted_is_no_declared_figure():
    found = Found("malformed", "1억5000억원", 0, 8, "1억5000억원")

    assert not any(same(kind, 150_000_000, found) for kind in ("won", "percent", "count", "date", "year"))
