from __future__ import annotations

from datetime import date, timedelta

from bot.services.overview import overview, times
from bot.storage.log import Day

FIRST = date(2026, 11, 21)


def test_days_are_added_up() -> None:
    found = overview(
        [
            Day(FIRST, {"answered": 3, "not_in_documents": 1}, {"cap": 2, "intake": 1}, {"ko": 4}, {10: 3}),
            Day(FIRST + timedelta(days=1), {"verdict": 4, "smalltalk": 9}, {"cap": 1}, {"ko": 1}, {20: 1}),
        ]
    )

    assert found.questions == 17
    assert found.statuses == (("smalltalk", 9), ("verdict", 4), ("answered", 3), ("not_in_documents", 1))
    assert found.topics == (("cap", 3), ("intake", 1))
    assert found.share == 7 / 8  # chatter is no question
    assert (found.median, found.slow) == (10, 20)


def test_percentiles_are_values_that_occurred() -> None:
    assert times(dict.fromkeys(range(1, 101), 1)) == (50, 95)
    assert times({7: 1}) == (7, 7)
    assert times({}) == (None, None)


def test_without_questions_there_is_no_share() -> None:
    assert overview([Day(FIRST, {"smalltalk": 2})]).share is None
