import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

# Under names that pytest does not take for tests.
from rules.conditions import OPERATORS, All, AnyOf, Not, evaluate, holds
from rules.conditions import Test as FactTest
from rules.conditions import tests as every_test
from rules.facts import Known, known, possible_values
from rules.truth import Truth, negate
from tests.rules.building import SPECS, Case, cases, conditions, examples, narrowed

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def is_(fact, value):
    return FactTest(fact, "is", frozenset([value]))


def completions(case: Case):
    values = [possible_values(case.facts, spec) for spec in SPECS.values()]
    return [dict(zip(SPECS, one, strict=True)) for one in itertools.product(*values)]


@pytest.mark.parametrize(
    ("operator", "values", "of_a", "of_b", "of_c"),
    [
        ("is", ["a"], T, F, F),
        ("is_not", ["a"], F, T, T),
        ("one_of", ["a", "b"], T, T, F),
        ("none_of", ["a", "b"], F, F, T),
    ],
)
def test_the_operators_of_equality_on_a_known_value(operator, values, of_a, of_b, of_c):
    test = FactTest("f", operator, frozenset(values))

    found = [evaluate(test, {"f": known(value)}) for value in "abc"]

    assert found == [of_a, of_b, of_c]
    assert [holds(test, {"f": value}) for value in "abc"] == [one is T for one in found]


@pytest.mark.parametrize(
    ("operator", "of_9", "of_10", "of_11"),
    [("at_least", F, T, T), ("at_most", T, T, F), ("more_than", F, F, T), ("less_than", T, F, F)],
)
def test_the_operators_of_order_on_a_known_number_and_a_known_day(operator, of_9, of_10, of_11):
    number = FactTest("f", operator, frozenset([10]))
    day = FactTest("f", operator, frozenset([date(2025, 3, 10)]))

    assert [evaluate(number, {"f": known(one)}) for one in (9, 10, 11)] == [of_9, of_10, of_11]
    assert [evaluate(day, {"f": known(date(2025, 3, one))}) for one in (9, 10, 11)] == [of_9, of_10, of_11]


def test_there_are_no_other_operators():
    equality, order = ("is", "is_not", "one_of", "none_of"), ("at_least", "at_most", "more_than", "less_than")
    assert equality + order == OPERATORS


@pytest.mark.parametrize("operator", OPERATORS)
def test_an_unsaid_and_an_uncertain_fact_make_every_test_unknown(operator):
    test = FactTest("f", operator, frozenset(["b"]))

    assert evaluate(test, {"f": Known(frozenset(), uncertain=True)}) is U  # a number
    assert evaluate(test, {}) is U
    assert evaluate(test, {"other": known("a")}) is U
    assert evaluate(test, {"f": Known(frozenset("abc"), uncertain=True)}) is U


@pytest.mark.parametrize(
    ("possible", "truth"), [("a", T), ("ab", T), ("abc", U), ("bc", U), ("c", F), ("cd", F)]
)
def test_a_fact_known_in_part_settles_a_test_on_which_its_values_agree(possible, truth):
    assert evaluate(FactTest("f", "one_of", frozenset("ab")), {"f": known(*possible)}) is truth


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        (All((is_("f", "a"), is_("g", "a"))), U),
        (All((is_("f", "b"), is_("g", "a"))), F),
        (AnyOf((is_("f", "a"), is_("g", "a"))), T),
        (AnyOf((is_("f", "b"), is_("g", "a"))), U),
        (Not(is_("f", "a")), F),
        (Not(is_("g", "a")), U),
        (All((AnyOf((is_("g", "a"), is_("f", "a"))), Not(is_("f", "b")))), T),
    ],
)
def test_what_is_unsaid_leaves_open_only_what_depends_on_it(condition, truth):
    assert evaluate(condition, {"f": known("a")}) is truth


def test_kleene_alone_is_not_complete():
    either = AnyOf((is_("f", True), is_("f", False)))

    assert evaluate(either, {}) is U
    assert all(holds(either, {"f": value}) for value in (True, False))


def test_the_tests_of_a_condition_come_in_written_order():
    parts = [is_("f", "a"), is_("g", "b"), is_("f", "c")]

    assert list(every_test(All((parts[0], Not(AnyOf((parts[1], parts[2]))))))) == parts


@examples(200)
@given(st.data())
def test_a_settled_condition_is_settled_alike_in_every_completion(data):
    case = data.draw(cases())
    condition = data.draw(conditions)

    truth = evaluate(condition, case.facts)

    if truth is not U:
        assert {holds(condition, company) for company in completions(case)} == {truth is T}


@examples(100)
@given(st.data())
def test_learning_more_never_overturns_a_settled_condition(data):
    case = data.draw(cases())
    condition = data.draw(conditions)

    before, after = evaluate(condition, case.facts), evaluate(condition, data.draw(narrowed(case)))

    assert before is U or after is before


@examples(100)
@given(st.data())
def test_de_morgan_holds_with_unknowns(data):
    case = data.draw(cases())
    parts = tuple(data.draw(st.lists(conditions, min_size=1, max_size=3)))

    assert evaluate(Not(All(parts)), case.facts) is evaluate(AnyOf(tuple(map(Not, parts))), case.facts)
    assert evaluate(Not(AnyOf(parts)), case.facts) is negate(evaluate(AnyOf(parts), case.facts))
