"""Numbers and dates as people type them, and values of facts in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.answering.values import Told, example_of, is_bare, read_value, told_spans, told_values
from knowledge.figures import figures, same
from rules.facts import FactSpec, Known, Text, known
from tests.rules.building import fact


def number(ko: str, en: str, low: int, high: int) -> FactSpec:
    text = Text(ko, en)
    return FactSpec(ko, "number", text, text, (), minimum=low, maximum=high, unit=text)


WORKERS = number("명", "people", 1, 5_000)
TURNOVER = number("원", "won", 0, 10**12)
AGE = number("년", "years", 0, 100)
EXPORTS = number("%", "%", 0, 100)
POWER = number("마력", "horsepower", 1, 900)
FOUNDED = FactSpec(
    "founded",
    "date",
    Text("설립일", "founded"),
    Text("?", "?"),
    (),
    minimum=date(1950, 1, 1),
    maximum=date(2030, 12, 31),
)

ONE_VALUE = [
    (WORKERS, "50", 50),
    (WORKERS, "50명", 50),
    (WORKERS, "50 명입니다", 50),
    (WORKERS, "５０명이요", 50),
    (WORKERS, "한 50명 정도 됩니다", 50),
    (WORKERS, "1,200명", 1_200),
    (WORKERS, "직원은 2019년에 50명이었어요", 50),
    (WORKERS, "2019", 2_019),
    (WORKERS, "백 명", 100),
    (WORKERS, "3천 명", 3_000),
    (WORKERS, "We have about 50 employees", 50),
    (WORKERS, "50 people", 50),
    (TURNOVER, "3억", 300_000_000),
    (TURNOVER, "3억원", 300_000_000),
    (TURNOVER, "1억 5천", 150_000_000),
    (TURNOVER, "작년 매출이 30억원입니다", 3_000_000_000),
    (TURNOVER, "5000만원", 50_000_000),
    (TURNOVER, "300000000", 300_000_000),
    (TURNOVER, "300 million won", 300_000_000),
    (AGE, "20년", 20),
    (AGE, "20", 20),
    (AGE, "7 years", 7),
    (EXPORTS, "30%", 30),
    (EXPORTS, "30프로", 30),
    (EXPORTS, "30", 30),
    (POWER, "120마력", 120),
    (FOUNDED, "2019년 3월 1일", date(2019, 3, 1)),
    (FOUNDED, "2019년 3월 1일에 세웠습니다", date(2019, 3, 1)),
    (FOUNDED, "2019.3.1", date(2019, 3, 1)),
    (FOUNDED, "2019-03-01", date(2019, 3, 1)),
    (FOUNDED, "20190301", date(2019, 3, 1)),
    (FOUNDED, "19980301", date(1998, 3, 1)),
    (FOUNDED, "1 March 2019", date(2019, 3, 1)),
    (FOUNDED, "March 1, 2019", date(2019, 3, 1)),
]


@pytest.mark.parametrize(
    ("spec", "text", "value"), ONE_VALUE, ids=lambda one: getattr(one, "key", None) or str(one)
)
def test_a_typed_value_is_read_with_its_unit(spec, text, value):
    assert read_value(text, spec) == known(value)


NO_VALUE = [
    (WORKERS, "많아요"),
    (WORKERS, "0명"),
    (WORKERS, "5001명"),
    (WORKERS, "3억"),
    (WORKERS, "50개월"),
    (WORKERS, "50명 이상"),
    (WORKERS, "50명은 안 됩니다"),
    (WORKERS, "more than 50"),
    (WORKERS, "50명이나 60명"),
    (WORKERS, "60~50명"),
    (WORKERS, "1~5000명"),  # too many to be an answer
    (WORKERS, "12.5"),
    (WORKERS, "02-123-4567"),
    (TURNOVER, "50"),
    (TURNOVER, "50명"),
    (TURNOVER, "3~5억"),
    (EXPORTS, "130%"),
    (FOUNDED, "50"),
    (FOUNDED, "3월 1일"),
    (FOUNDED, "2019년 13월 1일"),
    (FOUNDED, "1949년"),
    (FOUNDED, "9999"),
    (FOUNDED, "2019년 이전"),
    (FOUNDED, "2018년인지 2019년인지"),
]


@pytest.mark.parametrize(("spec", "text"), NO_VALUE, ids=lambda one: getattr(one, "key", None) or str(one))
def test_what_is_no_value_or_more_than_one_is_not_read(spec, text):
    assert read_value(text, spec) is None


def test_a_range_a_month_and_a_year_leave_several_values_possible():
    march = {date(2019, 3, 1) + timedelta(days=one) for one in range(31)}

    assert read_value("50~60명", WORKERS) == Known(frozenset(range(50, 61)))
    assert read_value("50명에서 52명", WORKERS) == known(50, 51, 52)
    assert read_value("2019년 3월", FOUNDED) == Known(frozenset(march))
    assert len(read_value("2020년", FOUNDED).possible) == 366
    assert len(read_value("1998", FOUNDED).possible) == 365


def test_a_day_without_its_year_is_found_in_the_year_told_before():
    year = read_value("2019년", FOUNDED)

    assert read_value("3월 1일", FOUNDED, year) == known(date(2019, 3, 1))
    assert read_value("2020년 3월 1일", FOUNDED, year) is None


@pytest.mark.parametrize(
    ("text", "bare"),
    [("50", True), ("한 50명쯤이요", True), ("부산에서 50명이 일합니다", False), ("많아요", False)],
)
def test_a_message_of_little_but_a_figure_is_bare(text, bare):
    assert is_bare(text) is bare


def test_values_are_told_with_their_units_and_neighbours_as_one_stretch():
    assert told_values([52, 50, 51, 60], WORKERS, "ko").text == "50명 ~ 52명 / 60명"
    assert told_values([50], WORKERS, "en").text == "50 people"
    assert told_values([150_000_000], TURNOVER, "ko").text == "1억 5천만원"
    assert told_values([date(2019, 3, 1)], FOUNDED, "en").text == "1 March 2019"
    assert told_spans([(1, 4), (300, 5_000)], WORKERS, "ko").text == "~ 4명 / 300명 ~"
    assert told_values([1, 3, 5], WORKERS, "ko", most=2).text == "1명, 3명 …"


def test_choices_are_told_in_their_order():
    size = fact("size", "small", "large")

    assert told_values(["large", "small"], size, "ko") == Told("small / large")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("spec", [WORKERS, TURNOVER, EXPORTS, POWER, FOUNDED], ids=lambda one: one.key)
def test_what_is_told_states_the_figures_it_declares_and_is_read_back(spec, language):
    low, high = spec.bounds
    for values in ([low], [high], [low, high], [high, _before(high), low]):
        told = told_values(values, spec, language)
        stated = figures(told.text)

        assert len(stated) == len(told.figures)
        assert all(same(one.kind, one.value, other) for one, other in zip(told.figures, stated, strict=True))
    assert read_value(example_of(spec, language), spec).value is not None


def _before(value: object) -> object:
    return value - timedelta(days=1) if isinstance(value, date) else value - 1
