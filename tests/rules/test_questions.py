from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.pack import load_pack
from rules.conditions import Test as FactTest  # pytest would take `Test` for a class of tests
from rules.facts import Known, known, possible_values
from rules.questions import next_question
from rules.verdict import Judge
from tests.rules.building import SPECS, cases, criterion, edition, examples, fact, track


@pytest.fixture(scope="module")
def shipped():
    return load_pack()


def settled(verdicts):
    return all(not one.ask for one in verdicts.values())


# --- any edition ------------------------------------------------------------------------------------------------


@examples(200)
@given(cases())
def test_a_question_is_asked_exactly_while_one_can_still_matter(case):
    judge = Judge(case.edition, SPECS)
    verdicts = judge.judge(case.facts)

    asked = next_question(judge, verdicts, case.facts, SPECS)

    assert (asked is None) == settled(verdicts)
    assert asked is None or any(asked in one.ask for one in verdicts.values())


@examples(60)
@given(cases(), st.randoms())
def test_an_interview_ends_asks_nothing_twice_and_nothing_that_is_uncertain_or_does_not_matter(case, chance):
    judge = Judge(case.edition, SPECS)
    facts = dict(case.facts)
    uncertain = {key for key, one in facts.items() if one.uncertain}
    asked = []

    while (key := next_question(judge, verdicts := judge.judge(facts), facts, SPECS)) is not None:
        assert key not in asked
        asked.append(key)
        facts[key] = answer(chance, key, facts)

    assert settled(verdicts)
    assert not uncertain & set(asked)
    assert all(SPECS[key].matters for key in asked)


def answer(chance: random.Random, key, facts) -> Known:
    """One of the values still possible, or "I don't know"."""
    spec = SPECS[key]
    possible = sorted(facts[key].possible if key in facts else spec.values)
    return chance.choice([Known(spec.values, uncertain=True), *map(known, possible)])


@examples(100)
@given(cases(), st.sampled_from([None, ["first"], ["second"]]))
def test_what_is_asked_tells_most_counted_over_every_company_that_it_may_be(case, tracks):
    judge = Judge(case.edition, SPECS)
    verdicts = judge.judge(case.facts)
    possible = [sorted(possible_values(case.facts, spec)) for spec in SPECS.values()]
    companies = [
        (company := dict(zip(SPECS, values, strict=True)), 1, judge.outcomes_only(all_known(company)))
        for values in itertools.product(*possible)
    ]
    worth = {
        key: sum(gain(companies, track, key) for track in tracks or verdicts)
        for key in SPECS
        if any(key in verdicts[track].ask for track in tracks or verdicts)
    }

    asked = next_question(judge, verdicts, case.facts, SPECS, tracks)

    assert asked is None if not worth else worth[asked] == pytest.approx(max(worth.values()))


def all_known(company):
    return {key: known(value) for key, value in company.items()}


def test_of_some_tracks_only_what_decides_one_of_them_is_asked():
    specs = {key: fact(key, "a", "b") for key in ("first", "second")}
    both = edition(*(track(key, criterion(key, _is_a(key))) for key in specs))
    judge = Judge(both, specs)

    def asked(tracks, facts):
        return next_question(judge, judge.judge(facts), facts, specs, tracks)

    assert asked(None, {}) == "first"
    assert asked(["second"], {}) == "second"
    assert asked(["second"], {"second": known("b")}) is None
    assert asked(["first"], {"second": known("b")}) == "first"


def test_the_fact_listed_first_is_asked_first_when_two_tell_as_much():
    first, second = fact("first", "a", "b"), fact("second", "a", "b")
    both = edition(track("basic", *(criterion(key, _is_a(key)) for key in ("second", "first"))))
    specs = {one.key: one for one in (first, second)}
    judge = Judge(both, specs)

    assert next_question(judge, judge.judge({}), {}, specs) == "first"


def test_the_fact_that_splits_more_evenly_is_asked_first():
    rare, even = fact("rare", "a", *"bcdefghij"), fact("even", "a", "b")
    one = edition(track("basic", criterion("rare", _is_a("rare")), criterion("even", _is_a("even"))))
    # "rare" decides nine companies of ten at once; "even" only every second.
    specs = {each.key: each for each in (even, rare)}
    judge = Judge(one, specs)

    assert next_question(judge, judge.judge({}), {}, specs) == "rare"


def _is_a(key):
    return FactTest(key, "is", frozenset(["a"]))


# --- the shipped edition ----------------------------------------------------------------------------------------


def entropy(weights):
    total = sum(weights)
    return -sum(one / total * math.log2(one / total) for one in weights if one)


@pytest.fixture(scope="module")
def companies(shipped):
    """Every company that can be, with its share and its outcome on each track."""
    specs = [one for one in shipped.programme.facts.values() if one.matters]
    rows = []
    for choices in itertools.product(*(spec.choices for spec in specs)):
        facts = {spec.key: choice.value for spec, choice in zip(specs, choices, strict=True)}
        verdicts = shipped.judge.judge({key: known(value) for key, value in facts.items()})
        share = math.prod(choice.share for choice in choices)
        rows.append((facts, share, {track: one.outcome for track, one in verdicts.items()}))
    return rows


def gain(companies, track, key):
    """How many bits on a track's outcome the answer is worth, counted over every company left."""
    by_value = {}
    for facts, share, outcomes in companies:
        by_value.setdefault(facts[key], Counter())[outcomes[track]] += share
    whole = sum(by_value.values(), Counter())
    return entropy(whole.values()) - sum(
        one.total() / whole.total() * entropy(one.values()) for one in by_value.values()
    )


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ({}, "target_level"),
        ({"target_level": "basic"}, "region"),
        ({"target_level": "advanced"}, "manufacturer"),
    ],
)
def test_the_most_informative_fact_is_asked_first(shipped, companies, told, asked):
    left = [one for one in companies if told.items() <= one[0].items()]
    facts = {key: known(value) for key, value in told.items()}
    verdicts = shipped.judge.judge(facts)
    worth = {
        key: sum(gain(left, track, key) for track in verdicts)
        for key in shipped.programme.facts
        if any(key in one.ask for one in verdicts.values())
    }

    found = next_question(shipped.judge, verdicts, facts, shipped.programme.facts)

    assert worth[found] == pytest.approx(max(worth.values()))
    assert found == asked


def test_dealings_with_samsung_and_what_is_decided_are_never_asked(shipped):
    def ask(**told):
        facts = {key: known(value) for key, value in told.items()}
        return next_question(shipped.judge, shipped.judge.judge(facts), facts, shipped.programme.facts)

    assert ask(manufacturer=False) is None
    assert ask(company_size="large") is None
    everything = {"company_size": "sme", "manufacturer": True, "target_level": "both"}
    assert ask(**everything, region="busan") is None
    assert ask(**everything, region="gyeongbuk_pohang") == "prior_support"
    assert ask(**everything, region="gyeongbuk_pohang", prior_support="none") is None


def expected_questions(shipped, policy):
    """Questions until nothing is worth asking, averaged over all companies by their shares."""
    specs = shipped.programme.facts

    @cache
    def rest(told):
        facts = {key: known(value) for key, value in told}
        verdicts = shipped.judge.judge(facts)
        key = policy(verdicts, facts)
        if key is None:
            return 0.0
        return 1 + sum(one.share * rest(told | {(key, one.value)}) for one in specs[key].choices)

    return rest(frozenset())


def test_fewer_questions_are_needed_than_in_file_order(shipped):
    specs = shipped.programme.facts

    def in_file_order(verdicts, facts):
        return next((key for key in specs if any(key in one.ask for one in verdicts.values())), None)

    def most_informative(verdicts, facts):
        return next_question(shipped.judge, verdicts, facts, specs)

    form = sum(one.matters for one in specs.values())
    assert expected_questions(shipped, most_informative) < expected_questions(shipped, in_file_order) < form


def test_gains_that_are_remembered_are_those_worked_out_anew():
    """A judge that has been asked before asks as a new one does."""
    specs = {one.key: one for one in (fact("a", "x", "y", "z"), fact("b", True, False), fact("c", "x", "y"))}
    judged = edition(
        track(
            "one",
            criterion("1", FactTest("a", "is", frozenset(["x"]))),
            criterion("2", FactTest("b", "is", frozenset([True]))),
        ),
        track("two", criterion("3", FactTest("c", "is", frozenset(["x"])))),
    )
    asked_before = Judge(judged, specs)
    for told in ({}, {"a": known("x")}, {"a": known("x", "y")}, {"a": known("x"), "c": known("y")}, {}):
        new = Judge(judged, specs)

        asked = next_question(asked_before, asked_before.judge(told), told, specs)

        assert asked == next_question(new, new.judge(told), told, specs)
