"""A criterion that asks for a whole track, and conditions on which the documents are silent in part."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.conditions import Test as FactTest  # pytest would take `Test` for a class of tests
from rules.conditions import holds
from rules.facts import read_facts
from rules.readings import Reading, anyone, every, negated, silent_too
from rules.truth import Truth, all_of, any_of, negate
from rules.verdict import Judge
from tests.rules.building import EDITION, examples, write_programme

# --- silence goes through all, any and not as an unknown does ---------------------------------------------------

KEYS = "abcdef"
COMPANIES = [dict(zip(KEYS, values, strict=True)) for values in itertools.product([True, False], repeat=6)]


def is_yes(key):
    return FactTest(key, "is", frozenset([True]))


@st.composite
def readings(draw, depth=2):
    """A reading, and what it must come to for a company."""
    kind = draw(st.sampled_from(["leaf", "all", "any", "not"] if depth else ["leaf"]))
    if kind == "leaf":
        when, silent = draw(st.sampled_from(KEYS)), draw(st.none() | st.sampled_from(KEYS))
        reading = silent_too(Reading(is_yes(when)), Reading(is_yes(silent)) if silent else None)
        return reading, lambda one: Truth.UNKNOWN if silent and one[silent] else Truth.of(one[when])
    if kind == "not":
        inner, truth = draw(readings(depth - 1))
        return negated(inner), lambda one: negate(truth(one))
    parts = draw(st.lists(readings(depth - 1), min_size=1, max_size=3))
    combine, truths = (every, all_of) if kind == "all" else (anyone, any_of)
    return combine([part for part, _ in parts]), lambda one: truths(truth(one) for _, truth in parts)


@examples(200)
@given(readings())
def test_a_reading_is_silent_true_or_false_as_kleene_says(drawn):
    reading, truth = drawn

    for company in COMPANIES:
        silent = reading.silent is not None and holds(reading.silent, company)
        found = Truth.UNKNOWN if silent else Truth.of(holds(reading.when, company))
        assert found is truth(company)


# --- in a rule file ---------------------------------------------------------------------------------------------

YEAR = "2025.yaml"
BASIC = EDITION[EDITION.index("  basic:\n") : EDITION.index("not_stated:")]
CRITERIA = BASIC[BASIC.index("      - id: size") :]


def asking_for(when, silent_says=True):
    """A second track whose only criterion is `when`."""
    said = '        silent_says: {ko: "문서에 없습니다.", en: "Not named."}\n' if silent_says else ""
    one = CRITERIA[: CRITERIA.index("      - id: maker")]
    one = one.replace("{size: {one_of: [small, medium]}}", when).replace("- id: size", "- id: other")
    lines = [line for line in one.splitlines(keepends=True) if "silent" not in line]
    return (
        BASIC[: BASIC.index("      - id: size")].replace("  basic:", "  mentoring:", 1)
        + "".join(lines[:5])
        + said
        + "".join(lines[5:])
    )


@pytest.fixture
def tiny(tmp_path):
    return write_programme(tmp_path)


def add(tiny, *tracks):
    tiny.change(YEAR, "not_stated:\n", "".join(tracks) + "not_stated:\n")


@pytest.mark.parametrize("when", ["{track: basic}", "{any: [{track: basic}, {track: basic}]}"])
def test_a_track_asks_for_another_and_comes_to_the_same_silence_too(tiny, when):
    add(tiny, asking_for(when))
    programme = tiny.load()
    judge = Judge(programme.deciding, programme.facts)

    seen = set()
    for size, maker in itertools.product(["small", "medium", "large", None], [True, False, None]):
        outcomes = judge.outcomes_only(read_facts({"size": size, "maker": maker}, programme.facts))
        assert outcomes["mentoring"] == outcomes["basic"]
        seen.add(outcomes["basic"])

    assert seen == {"eligible", "ineligible", "undetermined"}
    (finding,) = judge.judge(read_facts({"size": "medium", "maker": True}, programme.facts))[
        "mentoring"
    ].findings
    assert (finding.state, finding.cause) == ("unknown", "silent")


def test_what_is_not_a_track_is_another_track_turned_round(tiny):
    add(tiny, asking_for("{not: {track: basic}}"))
    programme = tiny.load()
    judge = Judge(programme.deciding, programme.facts)

    def mentoring(**given):
        return judge.outcomes_only(read_facts(given, programme.facts))["mentoring"]

    assert mentoring(size="small", maker=True) == "ineligible"
    assert mentoring(maker=False) == "eligible"
    assert mentoring(size="medium", maker=True) == "undetermined"


def test_an_unknown_track_is_refused(tiny):
    add(tiny, asking_for("{track: basics}"))

    (problem,) = tiny.problems()

    assert problem.message == "no track 'basics' (did you mean 'basic'?)"
    assert problem.line == tiny.line_of(YEAR, "{track: basics}")


def test_a_track_that_asks_for_itself_is_refused(tiny):
    add(tiny, asking_for("{track: mentoring}"))

    (problem,) = tiny.problems()

    assert "in a circle: mentoring -> mentoring" in problem.message
    assert problem.line == tiny.line_of(YEAR, "{track: mentoring}")


def test_tracks_in_a_circle_are_refused_once(tiny):
    tiny.change(
        YEAR,
        "when: {size: {one_of: [small, medium]}}",
        "when: {any: [{size: {is: small}}, {track: mentoring}]}",
    )
    add(tiny, asking_for("{all: [{maker: {is: yes}}, {track: basic}]}"))

    (problem,) = tiny.problems()

    assert "in a circle: basic -> mentoring -> basic" in problem.message
    assert problem.line == tiny.line_of(YEAR, "{track: basic}")


def test_silence_that_comes_from_another_track_needs_its_sentence(tiny):
    add(tiny, asking_for("{track: basic}", silent_says=False))

    (problem,) = tiny.problems()

    assert "a criterion on a track that can be silent needs `silent_says`" in problem.message


def test_references_that_multiply_beyond_reason_are_refused(tiny):
    tracks, before = [], "basic"
    for number in range(12):
        doubled = asking_for(f"{{any: [{{track: {before}}}, {{track: {before}}}]}}")
        tracks.append(doubled.replace("  mentoring:", f"  t{number}:", 1))
        before = f"t{number}"
    add(tiny, *tracks)

    problems = tiny.problems()

    assert problems
    assert all("more than 5,000 tests" in one.message for one in problems)
