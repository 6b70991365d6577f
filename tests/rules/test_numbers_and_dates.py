"""Facts that are numbers and days, and facts that are derived: how staff write them, and what is refused where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answering.pack import load_pack
from rules.conditions import Test as FactTest  # pytest would take `Test` for a class of tests
from rules.derived import derive
from rules.facts import FactError, Known, Stretch, known, read_facts
from rules.grid import cells_of, weights_of
from rules.questions import next_question
from rules.regions import region_names
from rules.verdict import Judge
from tests.rules.building import fact, write_programme

YEAR, FACTS = "2025.yaml", "facts.yaml"


@pytest.fixture
def tiny(tmp_path):
    """The tiny programme with a number and a day, and a criterion on both."""
    tiny = write_programme(tmp_path)
    tiny.change(
        FACTS,
        "  dealings:\n",
        """\
  workers:
    type: number
    label: {ko: 종업원, en: workers}
    question: {ko: "몇 명인가요?", en: "How many?"}
    unit: {ko: 명, en: people}
    minimum: 1
    maximum: 5_000
    shares: [{upto: 9, share: 70}, {upto: 299, share: 25}, {share: 5}]
    changeable: yes
  founded:
    type: date
    label: {ko: 설립일, en: founded}
    question: {ko: "언제 세웠나요?", en: "Founded when?"}
    minimum: 1950-01-01
    maximum: 2030-12-31
    shares:
      - {upto: 1999-12-31, share: 25}
      - {upto: 2030-12-31, share: 75}
  dealings:
""",
    )
    tiny.change(
        YEAR,
        "when: {size: {one_of: [small, medium]}}",
        "when: {all: [{size: {one_of: [small, medium]}}, {workers: {less_than: 300}}, {workers: {at_least: 5}},\n"
        "               {founded: {at_most: 2024-12-31}}]}",
    )
    return tiny


# --- written right ----------------------------------------------------------------------------------------------


def test_a_number_has_a_unit_and_bounds_and_a_day_has_bounds(tiny):
    facts = tiny.load().facts

    workers, founded = facts["workers"], facts["founded"]

    assert (workers.type, workers.bounds, workers.unit.en) == ("number", (1, 5000), "people")
    assert (founded.type, founded.bounds) == ("date", (date(1950, 1, 1), date(2030, 12, 31)))
    assert [key for key, one in facts.items() if one.changeable] == ["workers"]


def test_staff_give_rough_shares_of_stretches_from_the_minimum_to_the_maximum(tiny):
    facts = tiny.load().facts

    assert facts["workers"].stretches == (
        Stretch(1, 9, 0.7),
        Stretch(10, 299, 0.25),
        Stretch(300, 5000, 0.05),
    )
    assert facts["founded"].stretches == (
        Stretch(date(1950, 1, 1), date(1999, 12, 31), 0.25),
        Stretch(date(2000, 1, 1), date(2030, 12, 31), 0.75),
    )


def test_a_cell_weighs_as_much_of_each_stretch_as_lies_in_it():
    spec = replace(WORKERS, stretches=(Stretch(1, 10, 0.8), Stretch(11, 5000, 0.2)))
    cells = cells_of(spec, [FactTest("workers", "at_most", frozenset([5]))])

    assert weights_of(spec, cells) == pytest.approx([0.4, 0.6])
    assert weights_of(spec, cells, {3, 4, 6}) == pytest.approx([0.16, 0.08])
    assert weights_of(WORKERS, cells) == [0.5, 0.5]  # without shares, no cell is likelier


def test_the_shares_of_a_number_order_the_questions(tiny):
    """What nearly every company answers alike tells little, and is asked last."""

    def first_asked():
        programme = tiny.load()
        judge = Judge(programme.deciding, programme.facts)
        facts = read_facts({"size": "small", "founded": "2020-01-01"}, programme.facts)
        return next_question(judge, judge.judge(facts), facts, programme.facts)

    assert first_asked() == "workers"  # 7 of 10 have fewer than ten, and so perhaps fewer than five
    tiny.change(
        FACTS, "{upto: 9, share: 70}, {upto: 299, share: 25}", "{upto: 9, share: 0}, {upto: 299, share: 99}"
    )
    tiny.change(FACTS, "{share: 5}", "{share: 1}")
    assert first_asked() == "maker"


def test_a_criterion_compares_numbers_and_days(tiny):
    programme = tiny.load()
    judge = Judge(programme.deciding, programme.facts)
    rest = {"size": "small", "maker": True}

    def outcome(**given):
        return judge.judge(read_facts({**rest, **given}, programme.facts))["basic"].outcome

    parts = programme.deciding.tracks["basic"].criteria[0].when.parts
    assert parts[1] == FactTest("workers", "less_than", frozenset([300]))
    assert parts[3] == FactTest("founded", "at_most", frozenset([date(2024, 12, 31)]))
    edges = {4: "ineligible", 5: "eligible", 299: "eligible", 300: "ineligible"}
    assert {workers: outcome(workers=workers, founded="2020-01-01") for workers in edges} == edges
    days = {"2024-12-31": "eligible", "2025-01-01": "ineligible"}
    assert {day: outcome(workers=10, founded=day) for day in days} == days
    assert outcome(workers=10) == outcome(workers=[4, 5], founded="2020-01-01") == "undetermined"
    assert outcome(workers=[5, 299], founded=["2020-01-01", "2021-01-01"]) == "eligible"


# --- refused at the right line ----------------------------------------------------------------------------------

WRONG = {
    "number operator on a choice": (
        YEAR,
        "{size: {one_of: [small, medium]}}, ",
        "{size: {at_least: small}}, ",
        "'at_least' compares numbers and dates; 'size' is neither: write is, is_not, one_of, none_of",
    ),
    "misspelt operator": (
        YEAR,
        "{workers: {at_least: 5}}",
        "{workers: {atleast: 5}}",
        "unknown operator 'atleast' (did you mean 'at_least'?)",
    ),
    "number in words": (
        YEAR,
        "{at_least: 5}",
        "{at_least: five}",
        "'five' is not a value of 'workers'; expected a whole number from 1 to 5,000 (people)",
    ),
    "number with a point": (YEAR, "{at_least: 5}", "{at_least: 5.5}", "'5.5' is not a value of 'workers'"),
    "number out of range": (
        YEAR,
        "{less_than: 300}",
        "{less_than: 300_000}",
        "'300000' is not a value of 'workers'; expected a whole number from 1 to 5,000 (people)",
    ),
    "several limits": (YEAR, "{at_least: 5}", "{at_least: [5, 6]}", "'at_least' takes one value"),
    "day that does not exist": (
        YEAR,
        "{at_most: 2024-12-31}",
        "{at_most: 2024-12-32}",
        "'2024-12-32' is not a value of 'founded'; expected a day from 1950-01-01 to 2030-12-31",
    ),
    "number for a day": (
        YEAR,
        "{at_most: 2024-12-31}",
        "{at_most: 2024}",
        "'2024' is not a value of 'founded'",
    ),
    "cap by a number": (
        YEAR,
        "by: region",
        "by: workers",
        "'workers' is a number fact; only a fact with choices can stand here",
    ),
    "no minimum": (FACTS, "    minimum: 1\n", "", "missing key 'minimum': the minimum of a number"),
    "minimum in words": (FACTS, "minimum: 1\n", "minimum: one\n", "'one' is not a whole number"),
    "maximum below the minimum": (
        FACTS,
        "maximum: 2030-12-31",
        "maximum: 1949-12-31",
        "maximum 1949-12-31 is not above minimum 1950-01-01",
    ),
    "day without a day": (FACTS, "minimum: 1950-01-01", "minimum: 1950-01", "'1950-01' is not a day such as"),
    "number without unit": (FACTS, "    unit: {ko: 명, en: people}\n", "", "fact 'workers' needs a unit"),
    "day with a unit": (
        FACTS,
        "    minimum: 1950-01-01\n",
        "    minimum: 1950-01-01\n    unit: {ko: 일, en: days}\n",
        "fact 'founded' takes no unit; only a number has one",
    ),
    "number with choices": (
        FACTS,
        "    minimum: 1\n",
        "    minimum: 1\n    choices: {few: {label: {ko: 적음, en: few}}}\n",
        "'choices' belongs to a choice or yes_no fact; 'workers' is a number",
    ),
    "choice with a maximum": (
        FACTS,
        "  maker:\n    type: yes_no\n",
        "  maker:\n    type: yes_no\n    maximum: 2\n",
        "'maximum' belongs to a number or a date; 'maker' is a yes_no",
    ),
    "share up to a word": (FACTS, "{upto: 9,", "{upto: nine,", "'nine' is not a whole number"),
    "share up to no day": (FACTS, "{upto: 1999-12-31,", "{upto: 1999,", "1999 is not a day such as"),
    "share up to less than the one before": (
        FACTS,
        "{upto: 299,",
        "{upto: 9,",
        "upto 9 is not from 10 to 5000: each goes on from the one before",
    ),
    "share beyond the maximum": (FACTS, "{upto: 299,", "{upto: 5001,", "upto 5001 is not from 10 to 5000"),
    "share in the middle without end": (
        FACTS,
        "{upto: 299, share: 25}",
        "{share: 25}",
        "missing key 'upto'; only the last share goes to the maximum without it",
    ),
    "shares that end before the maximum": (
        FACTS,
        "{upto: 2030-12-31, share: 75}",
        "{upto: 2029-12-31, share: 75}",
        "the last share ends at 2029-12-31, before the maximum 2030-12-31; leave out the last `upto`",
    ),
    "shares that go on behind the maximum": (
        FACTS,
        "{upto: 299,",
        "{upto: 5000,",
        "another share follows the maximum 5000; leave out the last `upto`",
    ),
    "share without a share": (FACTS, "{upto: 299, share: 25}", "{upto: 299}", "missing key 'share'"),
    "share below nothing": (FACTS, "{share: 5}", "{share: -5}", "Input should be greater than or equal to 0"),
    "share of a misspelt key": (
        FACTS,
        "{upto: 299,",
        "{up_to: 299,",
        "unknown key 'up_to' (did you mean 'upto'?)",
    ),
    "number with shares by value": (
        FACTS,
        "    shares: [{upto: 9, share: 70}, {upto: 299, share: 25}, {share: 5}]\n",
        "    shares: {yes: 1, no: 2}\n",
        "the shares of a number are written as a list of {upto: …, share: …}",
    ),
    "yes or no with shares by stretch": (
        FACTS,
        "shares: {yes: 90, no: 10}",
        "shares: [{share: 5}]",
        "the shares of a yes_no are written as {yes: …, no: …}",
    ),
    "choice with shares apart": (
        FACTS,
        "  region:\n",
        "  region:\n    shares: {yes: 1, no: 2}\n",
        "a choice has its share beside its label",
    ),
    "changeable in words": (FACTS, "changeable: yes", "changeable: often", "expected yes or no, not 'often'"),
    "unknown derivation": (
        FACTS,
        "  region:\n",
        "  region:\n    derived: region_of_plaice\n",
        "no derivation 'region_of_plaice' (did you mean 'region_of_place'?)",
    ),
    "derivation of other choices": (
        FACTS,
        "  region:\n",
        "  region:\n    derived: region_of_place\n",
        "'region_of_place' gives busan, chungbuk, chungnam, daegu, daejeon: no values of 'region'",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_with_numbers_and_days_is_refused_where_it_stands(tiny, case):
    file, old, new, says = WRONG[case]
    line = tiny.line_of(file, old)
    tiny.change(file, old, new)

    (problem,) = tiny.problems()

    assert says in problem.message
    assert Path(problem.file).name == file
    assert abs(problem.line - line) <= 6  # a missing key is told at its fact


# --- what companies say -----------------------------------------------------------------------------------------

WORKERS = replace(fact("workers", "none"), type="number", choices=(), minimum=1, maximum=5000)
FOUNDED = replace(WORKERS, key="founded", type="date", minimum=date(1950, 1, 1), maximum=date(2030, 12, 31))
SPECS = {one.key: one for one in (WORKERS, FOUNDED)}


def test_a_number_and_a_day_are_read_as_values_lists_and_uncertain():
    assert read_facts({"workers": 12, "founded": "2020-02-29"}, SPECS) == {
        "workers": known(12),
        "founded": known(date(2020, 2, 29)),
    }
    assert read_facts({"workers": [12, 13]}, SPECS) == {"workers": known(12, 13)}
    assert read_facts({"workers": "uncertain"}, SPECS) == {"workers": Known(frozenset(), uncertain=True)}
    assert read_facts({"workers": None}, SPECS) == {}


@pytest.mark.parametrize("value", [0, 5001, "12", 12.0, True, [], [12, 0]])
def test_a_number_out_of_range_or_of_another_kind_is_refused_with_the_range(value):
    with pytest.raises(FactError, match="expected a whole number from 1 to 5,000, a list of them, uncertain"):
        read_facts({"workers": value}, SPECS)


@pytest.mark.parametrize("value", ["2021-02-29", "2020", 2020, "20200229", "1949-12-31", "2020-W01-1"])
def test_a_day_out_of_range_or_of_another_form_is_refused_with_the_range(value):
    with pytest.raises(FactError, match="expected a day from 1950-01-01 to 2030-12-31"):
        read_facts({"founded": value}, SPECS)


# --- derived facts ----------------------------------------------------------------------------------------------

REGION = replace(fact("region", *region_names("ko")), derived="region_of_place")


@pytest.mark.parametrize(
    ("place", "region"),
    [("구미시", ["gyeongbuk_gumi"]), ("고성", ["gangwon", "gyeongnam"]), ("Gumi", ["gyeongbuk_gumi"])],
)
def test_a_city_tells_its_region_or_the_regions_that_it_can_mean(place, region):
    assert derive({"place": place, "size": "small"}, {"region": REGION}) == {
        "size": "small",
        "region": region,
    }


def test_a_region_that_is_told_itself_is_left_as_it_is():
    told = {"place": "구미시", "region": "busan"}

    assert derive(told, {"region": REGION}) == {"region": "busan"}


@pytest.mark.parametrize("place", ["nowhere", "", 5, "구미와 포항"])
def test_a_place_that_is_none_or_two_is_refused(place):
    with pytest.raises(FactError, match="expected the name of one city, county or district"):
        derive({"place": place}, {"region": REGION})


def test_the_derivation_of_a_region_fits_the_shipped_fact():
    region = load_pack().programme.facts["region"]

    assert read_facts(
        derive({"place": "창원"}, {"region": replace(region, derived="region_of_place")}), {"region": region}
    ) == {"region": known("gyeongnam")}
