"""The shipped edition against section 5 of the programme's facts, written here a second time, plainly.

The oracle below knows nothing of the engine: it lists, for one fully known company, the state of every criterion
as the facts sheet tells it, and settles partial knowledge by trying every completion.
"""

import itertools
from datetime import date
from functools import cache

import pytest

from bot.answering.checking import check_company
from bot.answering.pack import load_pack

SIZES = ["sme", "mid_sized", "large"]
REGIONS = [
    "seoul",
    "busan",
    "daegu",
    "incheon",
    "gwangju",
    "daejeon",
    "ulsan",
    "sejong",
    "gyeonggi",
    "gangwon",
    "chungbuk",
    "chungnam",
    "jeonbuk",
    "jeonnam",
    "gyeongbuk_gumi",
    "gyeongbuk_pohang",
    "gyeongbuk_other",
    "gyeongnam",
    "jeju",
]
TAKE_PART = {
    "chungbuk",
    "jeonnam",
    "gwangju",
    "gyeongnam",
    "busan",
    "jeonbuk",
    "gangwon",
    "daegu",
    "gyeongbuk_gumi",
    "gyeongbuk_pohang",
}
TARGETS = ["basic", "advanced", "both"]
PRIOR = ["none", "basic", "advanced"]
DOMAINS = {
    "company_size": SIZES,
    "manufacturer": [True, False],
    "samsung_dealings": [True, False],
    "region": REGIONS,
    "target_level": TARGETS,
    "prior_support": PRIOR,
}


def criteria(track, company):
    """Criterion -> met, unmet or silent, for a company of which everything is known."""
    size, region, target = company["company_size"], company["region"], company["target_level"]
    states = {
        "company_size": "unmet" if size == "large" else "met",
        "sector": "met" if company["manufacturer"] else "unmet",
        "samsung_dealings": "met",
        "region": "met",
    }
    if track == "advanced":
        states["target_level"] = "unmet" if target == "basic" else "met"
        return states
    if size == "mid_sized":
        states["company_size"] = "silent"
    states["target_level"] = "unmet" if target == "advanced" else "met"
    if region == "gyeongbuk_other":
        states["region"] = "silent"
    elif region not in TAKE_PART:
        states["region"] = "unmet"
    first_timers_only = region == "gyeongbuk_pohang"
    states["prior_support"] = "unmet" if first_timers_only and company["prior_support"] != "none" else "met"
    return states


def outcome(states):
    if "unmet" in states.values():
        return "ineligible"
    return "undetermined" if "silent" in states.values() else "eligible"


def cap(track, company):
    if track == "advanced":
        return [150_000_000]
    known = {"gwangju": [80_000_000], "gyeongbuk_pohang": [60_000_000], "chungbuk": [60_000_000]}
    return known.get(company["region"], [60_000_000, 80_000_000])


@cache
def judged(track, values):
    company = dict(zip(DOMAINS, values, strict=True))
    states = criteria(track, company)
    return tuple(states.items()), outcome(states), tuple(cap(track, company))


def expected(track, given):
    """What section 5 says for a company of which some facts are known, some in part, some not at all."""
    possible = {}
    for key, values in DOMAINS.items():
        value = given.get(key)
        unknown = value is None or value == "uncertain"
        possible[key] = values if unknown else value if isinstance(value, list) else [value]
    rows = {values: judged(track, values) for values in itertools.product(*possible.values())}
    outcomes = {row[1] for row in rows.values()}
    verdict = outcomes.pop() if len(outcomes) == 1 else "undetermined"
    ask = set()
    for position, key in enumerate(DOMAINS):
        seen = {}
        for values, row in rows.items():
            seen.setdefault(values[:position] + values[position + 1 :], set()).add(row[1])
        if given.get(key) != "uncertain" and any(len(one) > 1 for one in seen.values()):
            ask.add(key)
    names = [name for name, _ in next(iter(rows.values()))[0]]
    silent = {name for name in names if {dict(row[0])[name] for row in rows.values()} == {"silent"}}
    caps = sorted({won for row in rows.values() if row[1] != "ineligible" for won in row[2]})
    return verdict, ask, silent, (caps[0] if len(caps) == 1 else caps) if caps else None


@pytest.fixture(scope="module")
def pack():
    return load_pack()


def disagreements(pack, companies):
    for given in companies:
        result = check_company(pack, given, date(2026, 11, 22))
        for track in ("advanced", "basic"):
            found = (
                result["verdicts"][track],
                set(result["ask"][track]),
                set(result["silent"][track]),
                result["cap_won"][track],
            )
            if found != expected(track, given):
                yield given, track, found, expected(track, given)


def test_every_fully_known_company_is_judged_as_section_5_says(pack):
    companies = (dict(zip(DOMAINS, values, strict=True)) for values in itertools.product(*DOMAINS.values()))

    assert list(disagreements(pack, companies)) == []


def test_every_company_with_facts_left_unsaid_is_judged_as_section_5_says(pack):
    # Dealings are left out of the grid (a test of their own): they change nothing and double the time.
    keys = [key for key in DOMAINS if key != "samsung_dealings"]
    some_regions = ["gyeonggi", "busan", "gwangju", "gyeongbuk_pohang", "gyeongbuk_other", "chungbuk", None]
    domains = {key: [*DOMAINS[key], None] for key in keys} | {"region": some_regions}
    companies = (dict(zip(keys, values, strict=True)) for values in itertools.product(*domains.values()))

    assert list(disagreements(pack, companies)) == []


@pytest.mark.parametrize(
    "regions",
    [
        ["gangwon", "gyeongnam"],
        ["gwangju", "gyeonggi"],
        ["gyeongbuk_gumi", "gyeongbuk_pohang", "gyeongbuk_other"],
        ["seoul", "gyeonggi"],
        ["gyeongbuk_pohang", "chungbuk"],
        ["gyeongbuk_pohang", "gwangju"],
        REGIONS,
    ],
)
def test_a_region_known_in_part_is_judged_over_the_regions_still_possible(pack, regions):
    sizes = [*SIZES, ["sme", "mid_sized"], None]
    grid = itertools.product(sizes, [True, None], [*TARGETS, None], [*PRIOR, ["basic", "advanced"], None])
    keys = ("company_size", "manufacturer", "target_level", "prior_support")
    companies = ({"region": regions, **dict(zip(keys, values, strict=True))} for values in grid)

    assert list(disagreements(pack, companies)) == []


def test_what_the_company_does_not_know_itself_is_not_asked_again(pack):
    keys = [key for key in DOMAINS if key != "samsung_dealings"]
    values = {
        "company_size": ["sme", "uncertain"],
        "manufacturer": [True, "uncertain"],
        "region": ["busan", "gyeongbuk_pohang", "uncertain", None],
        "target_level": ["basic", "uncertain", None],
        "prior_support": ["none", "uncertain", None],
    }
    companies = [
        dict(zip(keys, chosen, strict=True)) for chosen in itertools.product(*(values[key] for key in keys))
    ]

    assert list(disagreements(pack, companies)) == []


@pytest.mark.parametrize("dealings", [True, False, None, "uncertain", [True, False]])
def test_dealings_with_samsung_change_nothing_and_are_never_asked(pack, dealings):
    result = check_company(pack, {"samsung_dealings": dealings}, date(2026, 11, 22))

    assert result == check_company(pack, {}, date(2026, 11, 22))
    assert all("samsung_dealings" not in asked for asked in result["ask"].values())


@pytest.mark.parametrize(
    ("day", "region", "advanced", "basic"),
    [
        (date(2025, 3, 30), None, "upcoming", "upcoming"),
        (date(2025, 3, 31), None, "open", "open"),
        (date(2025, 5, 7), None, "open", "open"),
        (date(2025, 5, 8), None, "upcoming", "closed"),
        (date(2025, 8, 10), None, "upcoming", "closed"),
        (date(2025, 8, 11), None, "open", "closed"),
        (date(2025, 8, 29), None, "open", "closed"),
        (date(2025, 8, 30), None, "closed", "closed"),
        (date(2025, 8, 8), "gyeongbuk_pohang", "upcoming", "open"),
        (date(2025, 8, 9), "gyeongbuk_pohang", "upcoming", "closed"),
        (date(2026, 11, 22), None, "closed", "closed"),
    ],
)
def test_the_intake_is_told_by_the_day_apart_from_the_verdict(pack, day, region, advanced, basic):
    result = check_company(pack, {"region": region}, day)

    assert result["intake"] == {"advanced": advanced, "basic": basic}
