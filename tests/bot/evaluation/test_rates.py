"""Intervals against published values, the sign test, and error over coverage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.rates import Rate, error_over_coverage, quantile, sign_test


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_of_wilson(right: int, of: int, low: float, high: float) -> None:
    assert Rate(right, of).interval == pytest.approx((low, high), abs=5e-5)


def test_a_rate_of_nothing_knows_nothing() -> None:
    assert (Rate(0, 0).share, Rate(0, 0).interval) == (0.0, (0.0, 1.0))


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_share_and_stays_within_0_and_1(rate: tuple[int, int]) -> None:
    low, high = Rate(*rate).interval

    assert 0 <= low <= Rate(*rate).share + 1e-12
    assert Rate(*rate).share - 1e-12 <= high <= 1


@pytest.mark.parametrize(
    ("broken", "mended", "probability"),
    [(0, 0, 1.0), (3, 3, 1.0), (0, 5, 0.0625), (1, 9, 0.021484375), (9, 1, 0.021484375)],
)
def test_the_sign_test_is_exact_and_two_sided(broken: int, mended: int, probability: float) -> None:
    assert sign_test(broken, mended) == pytest.approx(probability)


def test_the_sign_test_bears_thousands_of_changes() -> None:
    assert 0 < sign_test(900, 1100) < 0.0001


def test_the_99th_percentile_of_few_values_is_the_largest() -> None:
    assert quantile([3.0, 1.0, 2.0], 0.99) == 3.0
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    with pytest.raises(ValueError, match="no values"):
        quantile([], 0.5)


def test_error_grows_where_wrong_answers_begin() -> None:
    curve = error_over_coverage([(0.9, True), (0.8, True), (0.3, False)], questions=4)

    assert curve.points == ((0.25, 0.0), (0.5, 0.0), (0.75, pytest.approx(1 / 3)))
    assert curve.area == curve.best == pytest.approx(1 / 9)


def test_a_sure_wrong_answer_costs_more_than_an_unsure_one() -> None:
    sure = error_over_coverage([(0.9, False), (0.8, True), (0.3, True)], questions=3)
    unsure = error_over_coverage([(0.9, True), (0.8, True), (0.3, False)], questions=3)

    assert sure.area > unsure.area == sure.best


def test_answers_of_one_confidence_share_their_error_whatever_their_order() -> None:
    answers = [(0.5, True), (0.5, False), (0.5, True), (0.5, False)]

    assert error_over_coverage(answers, 4) == error_over_coverage(answers[::-1], 4)
    assert error_over_coverage(answers, 4).area == pytest.approx(0.5)


def test_without_answers_there_is_no_curve() -> None:
    assert error_over_coverage([], questions=3).points == ()
