from datetime import date

import pytest

from rules.edition import Window, intake_state
from tests.rules.building import statement, track, write_programme


@pytest.fixture
def basic(tmp_path):
    return write_programme(tmp_path).load().deciding.tracks["basic"]


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 3, 30), "upcoming"),
        (date(2025, 3, 31), "open"),
        (date(2025, 5, 7), "open"),
        (date(2025, 5, 8), "upcoming"),
        (date(2025, 8, 10), "upcoming"),
        (date(2025, 8, 11), "open"),
        (date(2025, 8, 29), "open"),
        (date(2025, 8, 30), "closed"),
        (date(2026, 11, 22), "closed"),
    ],
)
def test_both_the_first_and_the_last_day_of_a_window_are_open(basic, today, state):
    assert intake_state(basic, today, {}) == state


@pytest.mark.parametrize(
    ("today", "south", "elsewhere"),
    [
        (date(2025, 6, 30), "upcoming", "upcoming"),
        (date(2025, 7, 1), "open", "upcoming"),
        (date(2025, 7, 15), "open", "upcoming"),
        (date(2025, 7, 16), "upcoming", "upcoming"),
        (date(2025, 4, 1), "open", "open"),
    ],
)
def test_a_regions_own_window_counts_for_that_region_alone(basic, today, south, elsewhere):
    assert intake_state(basic, today, {"region": "south"}) == south
    assert intake_state(basic, today, {"region": "north"}) == elsewhere
    assert intake_state(basic, today, {}) == elsewhere
    assert intake_state(basic, today, {"size": "south"}) == elsewhere


def test_without_windows_nothing_is_announced():
    assert intake_state(track("basic"), date(2025, 4, 1), {}) == "not_announced"


def test_where_only_another_region_has_a_window_nothing_is_announced():
    day = date(2025, 4, 1)
    one = track("basic", windows=(Window("south", day, day, statement("i"), only=("region", "south")),))

    assert intake_state(one, day, {"region": "north"}) == "not_announced"
    assert intake_state(one, day, {}) == "not_announced"
    assert intake_state(one, day, {"region": "south"}) == "open"


def test_a_window_of_one_day_is_open_on_that_day():
    day = date(2025, 4, 1)
    one = track("basic", windows=(Window("first", day, day, statement("i")),))

    days = (date(2025, 3, 31), day, date(2025, 4, 2))

    assert [intake_state(one, each, {}) for each in days] == ["upcoming", "open", "closed"]
