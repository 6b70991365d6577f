"""The self-check for machines, beside what test_section_5 proves: facts that follow from others, and errors."""

from datetime import date

import pytest

from bot.answering.checking import check_company
from bot.answering.pack import load_pack
from rules.facts import FactError

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pack():
    return load_pack()


@pytest.mark.parametrize(
    ("place", "region"),
    [
        ("화성시", "gyeonggi"),
        ("구미", "gyeongbuk_gumi"),
        ("고성", ["gangwon", "gyeongnam"]),
        ("Pohang", "gyeongbuk_pohang"),
    ],
)
def test_a_place_stands_for_its_region(pack, place, region):
    facts = {"company_size": "sme", "manufacturer": True, "target_level": "basic"}

    assert check_company(pack, {**facts, "place": place}, DAY) == check_company(
        pack, {**facts, "region": region}, DAY
    )


def test_a_region_that_is_told_beats_a_place(pack):
    told = check_company(pack, {"region": "busan", "place": "화성"}, DAY)

    assert told == check_company(pack, {"region": "busan"}, DAY)


@pytest.mark.parametrize("place", ["아틀란티스", 7, ""])
def test_a_place_that_is_none_is_refused_with_what_right_looks_like(pack, place):
    with pytest.raises(FactError, match="name of one city"):
        check_company(pack, {"place": place}, DAY)
