"""How a message is read: language, clauses, years, slips, and that any text can be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answer import Context
from bot.answering.understanding import MAX_CHARACTERS, MAX_CLAUSES, Reader, Reading
from bot.wiring import full_pack

TODAY = date(2026, 11, 22)
PACK = full_pack()
assert PACK.topics is not None
READER, OTHER = (Reader(PACK.topics, PACK.programme.names) for _ in range(2))


def read(text: str, context: Context | None = None) -> Reading:
    return READER.read(text, TODAY, context or Context())


def topics(text: str) -> list[str]:
    return [one.matches[0].topic.id for one in read(text).clauses if one.matches]


# --- language ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("지원금이 얼마예요", "ko"),
        ("MES랑 ERP 둘 다 돼요?", "ko"),
        ("deadline이 언제예요", "ko"),
        ("How much is the support?", "en"),
        ("How much is the 자부담?", "en"),
        ("ㅇㅇ", "ko"),
        ("wldnjsrmadl djfakdPdy", "ko"),
        ("2025", None),
        ("?!", None),
        ("", None),
        ("これは何ですか", None),
    ],
)
def test_the_language_of_a_message(text: str, language: str | None) -> None:
    assert read(text).language == language


# --- clauses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("예산이 얼마예요? 멘토링은 누가 해요?", ["budget", "mentoring"]),
        ("고도화는 얼마까지예요\n엑스포가 뭐예요", ["cap", "expo"]),
        ("What is the budget? And who does the mentoring?", ["budget", "mentoring"]),
    ],
)
def test_each_clause_asks_for_its_own(text: str, asked: list[str]) -> None:
    assert topics(text) == asked


def test_a_clause_knows_its_own_track_place_and_figures() -> None:
    first, second = read("고도화는 1억 5천만원인가요? 대구 기초는 8천만원인가요?").clauses

    assert (first.tracks, second.tracks) == (("advanced",), ("basic",))
    assert [one.value for one in first.figures] == [150_000_000]
    assert [one.value for one in second.figures] == [80_000_000]
    assert [one.text for one in second.places] == ["대구"]
    assert first.places == ()


def test_a_name_with_digits_is_no_figure() -> None:
    assert [one.figures for one in read("스마트365센터가 뭐예요").clauses] == [()]


@pytest.mark.parametrize("text", ["그럼 기초는요?", "대구는요", "what about Busan?", "and the basic track?"])
def test_a_short_question_follows_up(text: str) -> None:
    assert read(text).follows_up


@pytest.mark.parametrize("text", ["거긴 몇 군데예요", "그 지역은 얼마예요", "how much is it there?"])
def test_a_question_points_back_at_a_place(text: str) -> None:
    assert read(text).there


# --- years ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "year", "loose"),
    [
        ("2024년에는 얼마였어요", 2024, False),
        ("작년 예산이 얼마였나요", 2025, False),
        ("지난해에는 몇 곳이 했어요", 2025, False),
        ("재작년에는요?", 2024, False),
        ("내년에도 하나요", 2027, False),
        ("올해 한도가 얼마예요", 2026, True),
        ("how much was it in 2023?", 2023, False),
        ("what about last year?", 2025, False),
        ("and the year before last?", 2024, False),
        ("will there be one next year?", 2027, False),
        ("what is the cap this year?", 2026, True),
        ("재작년에 기초 지원 한번 받았는데 올해 또 신청할 수 있나", 2026, True),
        ("재작년에 지원 받았고 그때 한도가 얼마였죠", 2024, False),
        ("재작년에 지원 받은 회사는 몇 개사였나요", 2024, False),
        ("2025년 3월 31일부터인가요", 2025, False),
        ("한도가 얼마예요", None, False),
        ("how much is it?", None, False),
    ],
)
def test_the_year_asked_about(text: str, year: int | None, loose: bool) -> None:
    reading = read(text)

    assert (reading.year, reading.year_is_loose) == (year, loose)


@pytest.mark.parametrize("text", ["그 전년도는요?", "and the year before?"])
def test_the_year_before_is_that_before_the_last_question(text: str) -> None:
    assert read(text, Context(year=2024)).year == 2023


def test_a_year_is_relative_to_today() -> None:
    assert READER.read("작년에는요", date(2025, 4, 1), Context()).year == 2024


# --- what people type -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("스마트공쟝 지원금이 얼마예요", "스마트공장 지원금이 얼마예요"),
        ("고도하는 얼마까지예요", "고도화는 얼마까지예요"),
        ("자부당이 몇 프로예요", "자부담이 몇 프로예요"),
        ("멘토링은 누가 해요ㅠㅠ", "멘토링은 누가 해요"),
        ("멘토링은누가해요", "멘토링은 누가 해요"),
        ("dprtmvhrk djelsrkdy", "엑스포가 어딘가요"),
        ("대ㆍ중소 상생형 사업이 뭔가요", "대·중소 상생형 사업이 뭔가요"),
        ("ＭＥＳ 되나요", "mes 되나요"),
    ],
)
def test_a_slip_asks_for_the_same(typed: str, meant: str) -> None:
    assert topics(typed) == topics(meant) != []


@pytest.mark.parametrize("amount", ["1.5억", "1억5천", "1억 5천만원", "150백만원", "150 million won"])
def test_an_amount_is_read_as_people_write_it(amount: str) -> None:
    (clause,) = read(f"고도화가 {amount} 맞아요?").clauses

    assert [one.value for one in clause.figures if one.kind == "won"] == [150_000_000]


def test_a_right_word_is_not_corrected() -> None:
    assert read("스타트업도 스마트공방을 할 수 있나요").text == "스타트업도 스마트공방을 할 수 있나요"


# --- any text ---------------------------------------------------------------------------------------------------


def test_a_message_that_is_too_long_is_read_in_part() -> None:
    reading = read("예산이 얼마예요? " + "가" * MAX_CHARACTERS)

    assert reading.shortened
    assert reading.clauses[0].matches[0].topic.id == "budget"
    assert len(reading.text) <= MAX_CHARACTERS
    assert not read("예산이 얼마예요?").shortened


def test_a_message_of_very_many_questions_is_read_in_part() -> None:
    assert len(read("예산이 얼마예요? " * 100).clauses) == MAX_CLAUSES


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00\x01", "\u200b", "🙂", "ㅋㅋㅋㅋ", "?" * 3000, "a\nb\r\nc\u2028d"]
)
def test_a_message_without_words_is_read(text: str) -> None:
    assert read(text).told.facts == {}


WORDS = [
    "고도화", "기초", "저희", "우리는", "중소기업", "중견", "대기업이 아니라", "제조업", "대구", "포항", "고성", "경북", "삼성", "거래", "15억", "1.5억",
    "31일", "2024년", "작년", "지금", "신청", "되나요?", "얼마", "ㅋㅋ", "our factory", "not", "SME", "in Gumi", "advanced", "basic", "only", "if we",
    "\n", "%", "(", "]", "365", "{cap}", "\\", "\ud55c", "\u1112\u1161\u11ab",
]  # fmt: skip
# Half a surrogate pair comes through JSON.
MESSAGES = st.one_of(st.text(st.characters()), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
ASKED = st.sampled_from([None, *PACK.programme.facts])


@given(MESSAGES, ASKED)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_and_always_alike(text: str, asked: str | None) -> None:
    context = Context(asked=asked)
    reading = read(text, context)

    assert OTHER.read(text, TODAY, context) == reading


@given(MESSAGES, ASKED)
@settings(max_examples=200, deadline=None)
def test_what_is_told_is_a_choice_of_its_fact(text: str, asked: str | None) -> None:
    for key, fact in read(text, replace(Context(), asked=asked)).told.facts.items():
        assert fact.possible
        assert fact.possible <= PACK.programme.facts[key].values
