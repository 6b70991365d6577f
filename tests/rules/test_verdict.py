"""Verdicts against a second judge: it lists every completion of what is unsaid, and knows nothing of cells."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from rules.conditions import OPERATORS, All, AnyOf, Condition, Not, evaluate
from rules.conditions import Test as FactTest  # pytest would take `Test` for a class of tests
from rules.edition import Cap
from rules.facts import Facts, Known, known, possible_values
from rules.truth import Truth, all_of, any_of, negate
from rules.verdict import Judge
from tests.rules.building import (
    SPECS,
    Case,
    amount,
    cases,
    criterion,
    edition,
    examples,
    fact,
    narrowed,
    track,
)

Outcomes = dict[str, str]
Decide = Callable[[Case, Facts], Outcomes]


# --- the second judge -------------------------------------------------------------------------------------------


def is_true(condition, company):
    match condition:
        case FactTest(key, "is" | "one_of", values):
            return company[key] in values
        case FactTest(key, "is_not" | "none_of", values):
            return company[key] not in values
        case FactTest(key, "at_least" | "more_than" as operator, values):
            return company[key] > min(values) or (company[key] in values and operator == "at_least")
        case FactTest(key, "at_most" | "less_than" as operator, values):
            return company[key] < min(values) or (company[key] in values and operator == "at_most")
        case All(parts):
            return all(is_true(part, company) for part in parts)
        case AnyOf(parts):
            return any(is_true(part, company) for part in parts)
        case Not(part):
            return not is_true(part, company)


def states_of(one, company):
    return {
        each.id: "silent"
        if each.silent and is_true(each.silent, company)
        else "met"
        if is_true(each.when, company)
        else "unmet"
        for each in one.criteria
    }


def outcome_of(states):
    if "unmet" in states.values():
        return "ineligible"
    return "undetermined" if "silent" in states.values() else "eligible"


def completions(facts):
    values = [sorted(possible_values(facts, spec)) for spec in SPECS.values()]
    return [dict(zip(SPECS, one, strict=True)) for one in itertools.product(*values)]


def by_brute_force(case: Case, facts: Facts) -> Outcomes:
    result = {}
    for id, one in case.edition.tracks.items():
        outcomes = {outcome_of(states_of(one, company)) for company in completions(facts)}
        result[id] = outcomes.pop() if len(outcomes) == 1 else "undetermined"
    return result


def by_judge(case: Case, facts: Facts) -> Outcomes:
    return {id: one.outcome for id, one in Judge(case.edition, SPECS).judge(facts).items()}


# --- exact ------------------------------------------------------------------------------------------------------


@examples(200)
@given(cases())
def test_outcomes_are_those_on_which_all_completions_agree(case):
    assert by_judge(case, case.facts) == by_brute_force(case, case.facts)


@examples(200)
@given(cases())
def test_findings_and_silence_are_those_on_which_all_completions_agree(case):
    for verdict in Judge(case.edition, SPECS).judge(case.facts).values():
        rows = [states_of(verdict.track, company) for company in completions(case.facts)]
        for finding in verdict.findings:
            seen = {row[finding.criterion.id] for row in rows}
            if seen == {"silent"}:
                assert (finding.state, finding.cause) == ("unknown", "silent")
            elif len(seen) == 1:
                assert (finding.state, finding.cause) == (*seen, None)
            else:
                assert (finding.state, finding.cause) == ("unknown", "ask")
        assert verdict.silent == tuple(one.criterion.id for one in verdict.of("unknown", "silent"))


@examples(200)
@given(cases())
def test_the_cap_is_every_amount_that_a_completion_not_ineligible_gives(case):
    for verdict in Judge(case.edition, SPECS).judge(case.facts).values():
        cap = verdict.track.cap
        won = {
            one
            for company in completions(case.facts)
            if outcome_of(states_of(verdict.track, company)) != "ineligible"
            for one in cap.of(company.get(cap.fact)).won
        }

        assert verdict.cap_won == (tuple(sorted(won)) or None)
        assert (verdict.cap_won is None) == (verdict.outcome == "ineligible")


@examples(200)
@given(cases())
def test_only_facts_are_asked_that_alone_can_change_the_outcome(case):
    for verdict in Judge(case.edition, SPECS).judge(case.facts).values():
        worth = set()
        for key, spec in SPECS.items():
            groups = {}
            for company in completions(case.facts):
                rest = tuple(value for other, value in company.items() if other != key)
                groups.setdefault(rest, set()).add(outcome_of(states_of(verdict.track, company)))
            asked = spec.matters and not case.facts.get(key, known()).uncertain
            if asked and any(len(outcomes) > 1 for outcomes in groups.values()):
                worth.add(key)

        assert set(verdict.ask) == worth
        assert verdict.outcome == "undetermined" or not verdict.ask


@examples(200)
@given(cases())
def test_the_fast_path_comes_to_the_same_outcomes(case):
    judge = Judge(case.edition, SPECS)

    assert judge.outcomes_only(case.facts) == {id: one.outcome for id, one in judge.judge(case.facts).items()}


# --- learning more ----------------------------------------------------------------------------------------------


def overturned(decide: Decide, case: Case, learnt: Facts) -> bool:
    before, after = decide(case, case.facts), decide(case, learnt)
    return any(before[id] not in ("undetermined", after[id]) for id in before)


@examples(200)
@given(st.data())
def test_learning_a_fact_never_overturns_a_decided_verdict(data):
    case = data.draw(cases())

    assert not overturned(by_judge, case, data.draw(narrowed(case)))


@examples(200)
@given(st.data())
def test_learning_a_fact_keeps_findings_cures_no_silence_and_widens_no_cap(data):
    case = data.draw(cases())
    learnt = data.draw(narrowed(case))
    judge = Judge(case.edition, SPECS)

    for id, before in judge.judge(case.facts).items():
        after = judge.judge(learnt)[id]
        for old, new in zip(before.findings, after.findings, strict=True):
            assert old.state == "unknown" or new == old
        assert set(before.silent) <= set(after.silent)
        assert set(after.cap_won or ()) <= set(before.cap_won or ())


# --- what makes no difference -----------------------------------------------------------------------------------


@examples(100)
@given(cases(), st.randoms())
def test_the_order_of_criteria_changes_nothing(case, shuffler: random.Random):
    shuffled = {
        id: replace(one, criteria=tuple(shuffler.sample(one.criteria, len(one.criteria))))
        for id, one in case.edition.tracks.items()
    }
    other = Judge(replace(case.edition, tracks=shuffled), SPECS).judge(case.facts)

    for id, one in Judge(case.edition, SPECS).judge(case.facts).items():
        assert (other[id].outcome, other[id].ask, other[id].cap_won) == (one.outcome, one.ask, one.cap_won)
        assert set(other[id].silent) == set(one.silent)
        assert {each.criterion.id: each for each in other[id].findings} == {
            each.criterion.id: each for each in one.findings
        }


@examples(100)
@given(cases())
def test_a_value_may_be_replaced_by_another_that_no_rule_tells_apart(case):
    judge = Judge(case.edition, SPECS)
    for id, one in case.edition.tracks.items():
        for key, spec in SPECS.items():
            alike = {}
            for value in sorted(spec.values):
                told_apart = [test.holds(value) for test in every_test(one) if test.fact == key]
                won = one.cap.of(value).won if one.cap.fact == key else ()
                alike.setdefault((*told_apart, won), []).append(value)
            for cell in alike.values():
                verdicts = [judge.judge({**case.facts, key: known(value)})[id] for value in cell]
                assert all(other == verdicts[0] for other in verdicts)
                assert judge.judge({**case.facts, key: known(*cell)})[id] == verdicts[0]


def every_test(one):
    def inside(condition):
        match condition:
            case FactTest():
                return [condition]
            case Not(part):
                return inside(part)
            case All(parts) | AnyOf(parts):
                return [test for part in parts for test in inside(part)]
            case None:
                return []

    return [test for each in one.criteria for part in (each.when, each.silent) for test in inside(part)]


# --- the properties have teeth ----------------------------------------------------------------------------------


def decide_by(truth: Callable[[Condition, Facts], Truth], *, heed_silence: bool = True) -> Decide:
    """A judge that combines truths of conditions, without completions."""

    def decide(case: Case, facts: Facts) -> Outcomes:
        return {
            id: words[all_of(state(one, facts) for one in each.criteria)]
            for id, each in case.edition.tracks.items()
        }

    def state(one, facts):
        silent = truth(one.silent, facts) if one.silent and heed_silence else Truth.FALSE
        return truth(one.when, facts) if silent is Truth.FALSE else Truth.UNKNOWN

    words = {Truth.TRUE: "eligible", Truth.FALSE: "ineligible", Truth.UNKNOWN: "undetermined"}
    return decide


def walking(of_test=evaluate, of_not=negate):
    """The evaluator copied, with a place for a fault."""

    def truth(condition, facts):
        match condition:
            case FactTest():
                return of_test(condition, facts)
            case Not(part):
                return of_not(truth(part, facts))
            case All(parts):
                return all_of(truth(part, facts) for part in parts)
            case AnyOf(parts):
                return any_of(truth(part, facts) for part in parts)

    return truth


def unknown_as_false(test, facts):
    return Truth.FALSE if evaluate(test, facts) is Truth.UNKNOWN else evaluate(test, facts)


def first_of_several(test, facts):
    return evaluate(test, {key: known(min(one.possible)) for key, one in facts.items()})


FAULTS = {
    "unknown is taken as false": decide_by(walking(unknown_as_false)),
    "not unknown is taken as true": decide_by(
        walking(of_not=lambda value: Truth.TRUE if value is Truth.UNKNOWN else negate(value))
    ),
    "of several values the first is taken": decide_by(walking(first_of_several)),
}
PLANTED = settings(examples(2000), derandomize=True, database=None, phases=[Phase.generate])


def wrongly_decided(decide: Decide, case: Case) -> bool:
    found, right = decide(case, case.facts), by_brute_force(case, case.facts)
    return any(found[id] not in ("undetermined", right[id]) for id in found)


def needlessly_open(decide: Decide, case: Case) -> bool:
    found, right = decide(case, case.facts), by_brute_force(case, case.facts)
    return any(found[id] == "undetermined" != right[id] for id in found)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught_by_learning_more(fault):
    learning = cases().flatmap(lambda case: st.tuples(st.just(case), narrowed(case)))

    assert find(learning, lambda both: overturned(FAULTS[fault], *both), settings=PLANTED)


@pytest.mark.parametrize("fault", [*FAULTS, "silence is not heeded"])
def test_a_planted_fault_is_caught_by_brute_force(fault):
    faults = {**FAULTS, "silence is not heeded": decide_by(evaluate, heed_silence=False)}

    assert find(cases(), lambda case: wrongly_decided(faults[fault], case), settings=PLANTED)


def test_kleene_logic_alone_is_caught_leaving_decided_verdicts_open():
    assert find(cases(), lambda case: needlessly_open(decide_by(evaluate), case), settings=PLANTED)


def test_half_of_the_random_verdicts_or_more_are_decided():
    seen = Counter()

    @settings(examples(200), derandomize=True, database=None)
    @given(cases())
    def count(case):
        seen.update(by_judge(case, case.facts).values())

    count()

    assert seen["eligible"] + seen["ineligible"] >= seen.total() / 2
    assert min(seen.values()) >= 40


# --- examples ---------------------------------------------------------------------------------------------------

SIZE = fact("size", "small", "medium", "large")
REGION = fact("region", "north", "south", "islands")


def is_(key, value):
    return FactTest(key, "is", frozenset([value]))


def judge_of(*criteria, cap=None, specs=(SIZE, REGION)):
    judge = Judge(edition(track("basic", *criteria, cap=cap)), {one.key: one for one in specs})
    return lambda **facts: judge.judge({key: as_known(value) for key, value in facts.items()})["basic"]


def as_known(value):
    return value if isinstance(value, Known) else known(*(value if isinstance(value, list) else [value]))


def test_one_unmet_criterion_makes_the_track_ineligible_whatever_else_is_unsaid():
    verdict = judge_of(criterion("size", is_("size", "small")), criterion("region", is_("region", "north")))

    assert verdict(size="large").outcome == "ineligible"
    assert verdict(size="large").ask == ()
    assert verdict(size="large").cap_won is None


def test_a_criterion_true_in_every_case_needs_no_answer():
    either = AnyOf((is_("size", "small"), Not(is_("size", "small"))))

    verdict = judge_of(criterion("size", either))()

    assert (verdict.outcome, verdict.ask) == ("eligible", ())


def test_silence_is_undetermined_and_asking_cures_nothing():
    judge = judge_of(criterion("size", Not(is_("size", "large")), silent=is_("size", "medium")))

    verdict = judge(size="medium")

    assert (verdict.outcome, verdict.silent, verdict.ask) == ("undetermined", ("size",), ())


def test_silence_is_named_where_the_track_is_ineligible_already():
    verdict = judge_of(
        criterion("size", Not(is_("size", "large")), silent=is_("size", "medium")),
        criterion("region", is_("region", "north")),
    )(size="medium", region="south")

    assert (verdict.outcome, verdict.silent) == ("ineligible", ("size",))


def test_a_fact_is_asked_while_it_may_still_lead_into_silence():
    verdict = judge_of(criterion("size", Not(is_("size", "large")), silent=is_("size", "medium")))

    assert verdict(size=["small", "medium"]).ask == ("size",)
    assert verdict(size=["small", "medium"]).silent == ()


def test_what_the_company_does_not_know_itself_is_not_asked_and_stays_open():
    verdict = judge_of(criterion("size", is_("size", "small")))(size=Known(SIZE.values, uncertain=True))

    assert (verdict.outcome, verdict.ask) == ("undetermined", ())
    assert [one.cause for one in verdict.findings] == ["ask"]


def test_a_finding_names_the_facts_of_its_condition():
    both = All((is_("region", "north"), Not(is_("size", "large")), is_("region", "north")))

    assert [one.facts for one in judge_of(criterion("both", both))().findings] == [("region", "size")]


def test_a_finding_carries_what_the_company_said_and_the_limits_it_was_held_against():
    small = criterion("size", is_("size", "small"), silent=is_("region", "islands"))
    judge = judge_of(small)

    (finding,) = judge(size="large").findings

    assert finding.facts == ("size", "region")
    assert finding.known == {"size": known("large")}
    assert finding.limits == (is_("size", "small"),)


def test_companies_that_no_rule_tells_apart_each_keep_what_they_said():
    judge = judge_of(criterion("size", is_("size", "small")))

    first, second = judge(size="large"), judge(size="medium")

    assert first == second
    assert [one.findings[0].known["size"].value for one in (first, second)] == ["large", "medium"]


def test_a_value_that_the_fact_does_not_have_tells_nothing():
    judge = judge_of(criterion("size", is_("size", "small")))

    assert judge(size="huge") == judge()
    assert judge(size=["huge", "small"]) == judge(size="small")


# --- numbers and days -------------------------------------------------------------------------------------------

WORKERS = replace(fact("workers", "none"), type="number", choices=(), minimum=0, maximum=20)
FOUNDED = replace(
    fact("founded", "none"), type="date", choices=(), minimum=date(2020, 1, 1), maximum=date(2020, 1, 20)
)
ORDERED = {"workers": WORKERS, "founded": FOUNDED}


def all_values(spec):
    low, high = spec.bounds
    if spec.type == "date":
        return [low + timedelta(days) for days in range((high - low).days + 1)]
    return list(range(low, high + 1))


def each_test(spec):
    values = all_values(spec)
    single = st.builds(
        FactTest,
        st.just(spec.key),
        st.sampled_from(OPERATORS[:2] + OPERATORS[4:]),
        st.sets(st.sampled_from(values), min_size=1, max_size=1).map(frozenset),
    )
    several = st.builds(
        FactTest,
        st.just(spec.key),
        st.sampled_from(OPERATORS[2:4]),
        st.sets(st.sampled_from(values), min_size=1, max_size=3).map(frozenset),
    )
    return single | several


@examples(200)
@given(st.data())
def test_a_track_with_numbers_and_days_is_judged_as_over_every_number_and_every_day(data):
    spec = data.draw(st.sampled_from([WORKERS, FOUNDED]))
    parts = st.lists(each_test(spec), min_size=1, max_size=3)
    one = track(
        "t", criterion("c", AnyOf(tuple(data.draw(parts)))), criterion("d", AnyOf(tuple(data.draw(parts))))
    )
    judge = Judge(edition(one), ORDERED)
    company = {value: outcome_of(states_of(one, {spec.key: value})) for value in all_values(spec)}

    def expected(values):
        outcomes = {company[value] for value in values}
        return outcomes.pop() if len(outcomes) == 1 else "undetermined"

    some = data.draw(st.sets(st.sampled_from(all_values(spec)), min_size=1, max_size=3))
    assert judge.judge({})["t"].outcome == expected(company)
    assert judge.judge({spec.key: Known(frozenset(), uncertain=True)})["t"].outcome == expected(company)
    assert judge.judge({spec.key: known(*some)})["t"].outcome == expected(some)
    for value, outcome in company.items():
        assert judge.outcomes_only({spec.key: known(value)}) == {"t": outcome}


def test_a_number_is_asked_while_it_can_still_decide():
    judge = judge_of(
        criterion("workers", FactTest("workers", "less_than", frozenset([10]))), specs=(WORKERS,)
    )

    assert judge().ask == ("workers",)
    assert judge(workers=[3, 9]).outcome == "eligible"
    assert judge(workers=[9, 10]).ask == ("workers",)


def test_the_cap_is_a_list_until_the_region_is_known():
    cap = Cap(amount(60, 80), "region", {"north": amount(80), "south": amount(60)})
    judge = judge_of(criterion("region", Not(is_("region", "islands"))), cap=cap)

    assert judge().cap_won == (60, 80)
    assert judge(region="north").cap_won == (80,)
    assert judge(region=["north", "south"]).cap_won == (60, 80)
    assert judge(region="islands").cap_won is None


def test_two_regions_whose_amounts_stand_in_one_statement_keep_their_own_caps():
    both = amount(60, 80).statement
    cap = Cap(amount(60, 80), "region", {"north": replace(amount(80), statement=both)})
    judge = judge_of(criterion("size", is_("size", "small")), cap=cap)

    assert judge(size="small", region="north").cap_won == (80,)
    assert judge(size="small", region="south").cap_won == (60, 80)


def test_the_same_facts_give_the_same_verdict_again():
    judge = judge_of(criterion("size", is_("size", "small")))

    assert judge(size="small") == judge(size="small")
    assert judge(size=["small"]) == judge(size="small")
    assert judge(size="large") != judge(size="small")
