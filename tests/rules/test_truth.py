from itertools import permutations, product

import pytest

from rules.truth import Truth, all_of, any_of, negate

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (T, U, U, T),
        (F, T, F, T),
        (F, F, F, F),
        (F, U, F, U),
        (U, T, U, T),
        (U, F, F, U),
        (U, U, U, U),
    ],
)
def test_two_values_combine_by_the_strong_kleene_table(left, right, both, either):
    assert all_of([left, right]) is both
    assert any_of([left, right]) is either


@pytest.mark.parametrize(("value", "negated"), [(T, F), (F, T), (U, U)])
def test_the_negation_of_unknown_is_unknown(value, negated):
    assert negate(value) is negated


def test_nothing_is_all_true_and_not_any_true():
    assert all_of([]) is T
    assert any_of([]) is F


@pytest.mark.parametrize("values", list(product([T, F, U], repeat=3)))
def test_the_order_of_values_does_not_matter_and_de_morgan_holds(values):
    assert {all_of(one) for one in permutations(values)} == {all_of(values)}
    assert negate(all_of(values)) is any_of(map(negate, values))


@pytest.mark.parametrize("value", Truth)
def test_a_truth_is_no_boolean(value):
    with pytest.raises(TypeError, match="compare a Truth with `is`"):
        bool(value)


def test_a_boolean_becomes_a_truth():
    assert Truth.of(True) is T
    assert Truth.of(False) is F
