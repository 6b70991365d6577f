"""What would have to change, against every set of changes there is, tried one by one."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given

from bot.answering.pack import load_pack
from rules.changes import Change, Step, changes, obstacles
from rules.conditions import Test as FactTest  # pytest would take `Test` for a class of tests
from rules.facts import Known, known, possible_values, read_facts
from rules.verdict import Judge
from tests.rules.building import SPECS, cases, criterion, edition, examples, fact, track
from tests.rules.test_verdict import completions, outcome_of, states_of

CHANGEABLE = {key: replace(one, changeable=key in ("size", "region")) for key, one in SPECS.items()}


# --- trying everything ------------------------------------------------------------------------------------------


def is_eligible(one, company):
    return outcome_of(states_of(one, company)) == "eligible"


def is_said(facts, key):
    return len(possible_values(facts, SPECS[key])) < len(SPECS[key].values)


def subsets(keys):
    return [one for number in range(len(keys) + 1) for one in itertools.combinations(keys, number)]


def values_of(keys, possible):
    return [dict(zip(keys, one, strict=True)) for one in itertools.product(*(possible(key) for key in keys))]


def knowing(facts, values):
    return {**facts, **{key: known(value) for key, value in values.items()}}


def every_way(one, facts):
    """The sets of fewest changes after which some company like this one is eligible, each as changed values."""
    can = [key for key, spec in CHANGEABLE.items() if spec.changeable and is_said(facts, key)]
    found = []
    for keys in subsets(can):
        if found and len(keys) > len(found[0]):
            break
        for values in values_of(keys, lambda key: SPECS[key].values - facts[key].possible):
            if any(is_eligible(one, company) for company in completions(knowing(facts, values))):
                found.append(values)
    return found


def fewest_conditions(one, facts):
    """The smallest sets of unsaid facts that settle it, each as their values."""
    unsaid = [key for key, spec in SPECS.items() if len(possible_values(facts, spec)) > 1]
    found = []
    for keys in subsets(unsaid):
        if found and len(keys) > len(found[0]):
            break
        for values in values_of(keys, lambda key: possible_values(facts, SPECS[key])):
            if all(is_eligible(one, company) for company in completions(knowing(facts, values))):
                found.append(values)
    return found


def chosen(steps):
    """Each choice of one value for every step."""
    keys = [one.fact for one in steps]
    products = itertools.product(*(one.values for one in steps))
    return [dict(zip(keys, values, strict=True)) for values in products]


def same(ones, others):
    return sorted(map(repr, (sorted(one.items()) for one in ones))) == sorted(
        map(repr, (sorted(one.items()) for one in others))
    )


def proposals(case, id):
    return changes(Judge(case.edition, CHANGEABLE), CHANGEABLE, case.facts, id)


# --- any edition ------------------------------------------------------------------------------------------------


@examples(200)
@given(cases())
def test_the_changes_are_all_smallest_ones_and_no_others(case):
    for id, one in case.edition.tracks.items():
        if all(is_eligible(one, company) for company in completions(case.facts)):
            assert proposals(case, id) == ()
            continue

        found = [values for change in proposals(case, id) for values in chosen(change.to)]

        assert same({repr(each): each for each in found}.values(), every_way(one, case.facts))


@examples(200)
@given(cases())
def test_every_change_works_on_the_fewest_conditions_and_on_no_fewer(case):
    for id, one in case.edition.tracks.items():
        by_change = {}
        for change in proposals(case, id):
            for values in chosen(change.to):
                after = knowing(case.facts, values)
                for conditions in chosen(change.given):
                    rows = completions(knowing(after, conditions))
                    assert all(is_eligible(one, company) for company in rows)
                by_change.setdefault(repr(values), (after, []))[1].extend(chosen(change.given))
        for after, conditions in by_change.values():
            assert same(conditions, fewest_conditions(one, after))


@examples(200)
@given(cases())
def test_only_what_a_company_can_change_is_proposed_and_never_what_it_has_already(case):
    for id in case.edition.tracks:
        for change in proposals(case, id):
            for step in change.to:
                assert CHANGEABLE[step.fact].changeable
                assert is_said(case.facts, step.fact)
                assert not step.values & case.facts[step.fact].possible
            for step in change.given:
                assert step.values < possible_values(case.facts, SPECS[step.fact])


@examples(200)
@given(cases())
def test_a_change_names_the_tracks_that_it_closes(case):
    judge = Judge(case.edition, CHANGEABLE)
    now = judge.outcomes_only(case.facts)
    for id in case.edition.tracks:
        for change in proposals(case, id):
            for values in chosen((*change.to, *change.given)):
                after = judge.outcomes_only(knowing(case.facts, values))
                closed = tuple(one for one in now if now[one] == "eligible" != after[one])
                assert closed == change.closes


@examples(200)
@given(cases())
def test_what_stands_in_the_way_is_named_exactly_where_no_change_helps(case):
    judge = Judge(case.edition, CHANGEABLE)
    for id, one in case.edition.tracks.items():
        fixed = [key for key, spec in CHANGEABLE.items() if not spec.changeable and is_said(case.facts, key)]
        free = [key for key, spec in CHANGEABLE.items() if spec.changeable]
        ways = []
        for keys in subsets(fixed):
            left = {key: value for key, value in case.facts.items() if key not in (*keys, *free)}
            if (not ways or len(keys) == len(ways[0])) and any(
                is_eligible(one, company) for company in completions(left)
            ):
                ways.append(keys)

        found = obstacles(judge, CHANGEABLE, case.facts, id)

        assert set(found) == (set(ways) if () not in ways else set())
        if found:
            assert proposals(case, id) == ()


# --- examples ---------------------------------------------------------------------------------------------------

WORKERS = replace(
    fact("workers", "none"), type="number", choices=(), minimum=0, maximum=1000, changeable=True
)
LEVEL = replace(fact("level", "low", "high", "both"), changeable=True)
SIZE = fact("size", "small", "medium", "large")


def of(key, operator, *values):
    return FactTest(key, operator, frozenset(values))


def changes_of(*criteria, specs=(WORKERS, LEVEL, SIZE), others=(), **facts):
    by_key = {one.key: one for one in specs}
    judge = Judge(edition(track("wanted", *criteria), *others), by_key)
    told = {key: value if isinstance(value, Known) else known(value) for key, value in facts.items()}
    return changes(judge, by_key, told, "wanted"), obstacles(judge, by_key, told, "wanted")


def test_a_number_is_changed_to_a_stretch():
    enough = criterion("workers", of("workers", "at_least", 10))

    (change,), in_the_way = changes_of(enough, workers=3)

    assert change.to == (Step("workers", frozenset([10]), ((10, 1000),)),)
    assert in_the_way == ()


def test_stretches_that_touch_are_told_as_one():
    wide = criterion("workers", of("workers", "at_least", 10))
    other = track("other", criterion("few", of("workers", "less_than", 50)))

    (change,), _ = changes_of(wide, workers=3)
    few, many = changes_of(wide, workers=3, others=(other,))[0]

    assert change.to[0].spans == ((10, 1000),)
    assert (few.to[0].spans, few.closes) == (((10, 49),), ())
    assert (many.to[0].spans, many.closes) == (((50, 1000),), ("other",))


def test_a_silent_value_is_cured_by_leaving_it_and_by_nothing_else():
    silent = criterion("size", of("size", "is_not", "large"), silent=of("size", "is", "medium"))
    low = criterion("level", of("level", "one_of", "low", "both"))

    assert changes_of(silent, low, size="medium", level="high") == ((), (("size",),))

    changeable = (LEVEL, replace(SIZE, changeable=True))
    (change,), _ = changes_of(silent, specs=changeable, size="medium")
    assert change.to == (Step("size", frozenset(["small"])),)


def test_a_track_that_no_company_can_enter_has_neither_changes_nor_obstacles():
    assert changes_of(
        criterion("low", of("level", "is", "low")),
        criterion("high", of("level", "is", "high")),
        level="low",
    ) == ((), ())


# --- the shipped edition ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pack():
    return load_pack()


TEN = frozenset(
    ["busan", "daegu", "gwangju", "gangwon", "chungbuk", "jeonbuk", "jeonnam", "gyeongnam"]
    + ["gyeongbuk_gumi", "gyeongbuk_pohang"]
)


def shipped(pack, id, **given):
    facts = read_facts({"company_size": "sme", "manufacturer": True, **given}, pack.programme.facts)
    found = changes(pack.judge, pack.programme.facts, facts, id)
    return found, obstacles(pack.judge, pack.programme.facts, facts, id)


def test_an_advanced_factory_in_busan_can_aim_lower_or_be_open_to_either(pack):
    found, _ = shipped(pack, "basic", region="busan", target_level="advanced")

    assert found == (
        Change((Step("target_level", frozenset(["both"])),)),
        Change((Step("target_level", frozenset(["basic"])),), closes=("advanced",)),
    )


def test_a_factory_elsewhere_is_a_change_and_in_pohang_only_as_a_first_one(pack):
    found, _ = shipped(pack, "basic", region="gyeonggi", target_level="basic")

    assert found == (
        Change((Step("region", TEN - {"gyeongbuk_pohang"}),)),
        Change(
            (Step("region", frozenset(["gyeongbuk_pohang"])),),
            (Step("prior_support", frozenset(["none"])),),
        ),
    )


@pytest.mark.parametrize(
    ("given", "in_the_way"),
    [
        ({"company_size": "large"}, "company_size"),
        ({"company_size": "mid_sized"}, "company_size"),  # silent: no change of ours makes documents speak
        ({"manufacturer": False}, "manufacturer"),
    ],
)
def test_size_and_sector_are_not_to_be_told_otherwise(pack, given, in_the_way):
    assert shipped(pack, "basic", region="busan", target_level="basic", **given) == ((), ((in_the_way,),))


def test_earlier_support_is_no_obstacle_where_the_factory_can_stand_elsewhere(pack):
    found, _ = shipped(pack, "basic", region="gyeongbuk_pohang", target_level="basic", prior_support="basic")

    assert found == (Change((Step("region", TEN - {"gyeongbuk_pohang"}),)),)
