"""What only sums, days, units and enumeration show: the shipped rules with one mistake each, and small editions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from bot.answering.pack import RULES, load_pack
from rules.acknowledged import read_acknowledged, settle
from rules.cells import MOST
from rules.comparing import boundary_table, diff, merged
from rules.conditions import All, AnyOf, Condition, Not
from rules.conditions import Test as FactTest  # pytest would take `Test` for a class of tests
from rules.edition import Cap, Edition, Figure, Proof, Window
from rules.facts import FactSpec, Text
from rules.lint import Finding, check_edition, lint
from rules.plain_yaml import RuleFileError
from tests.rules.building import NOTICE, SPECS, amount, criterion, edition, fact, statement, track


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped rules."""
    return copytree(RULES, tmp_path / "rules")


def change(folder: Path, file: str, after: str, old: str, new: str) -> None:
    """Replaces the first `old` that stands after the text `after`."""
    text = (folder / file).read_text(encoding="utf-8")
    at = text.index(old, text.index(after))
    (folder / file).write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")


def still_open(folder: Path) -> list[Finding]:
    return list(settle(lint(load_pack(folder).programme), read_acknowledged(folder)).open)


def told(folder: Path) -> set[tuple[str, str, str]]:
    return {(one.check, one.severity, one.at) for one in still_open(folder)}


# --- the shipped rules ------------------------------------------------------------------------------------------


def test_every_warning_of_the_shipped_rules_is_settled(folder: Path) -> None:
    assert still_open(folder) == []


def test_caps_times_places_of_2024_exceed_its_budget_and_are_acknowledged(folder: Path) -> None:
    (folder / "acknowledged" / "2024.yaml").unlink()

    (finding,) = still_open(folder)

    assert (finding.check, finding.severity, finding.at) == ("budget", "warning", "edition-2024")
    assert "110 × 150,000,000 + 80 × 60,000,000 = 21,300,000,000" in finding.wrong.en
    assert "19,000,000,000" in finding.wrong.ko


def misprinted(folder: Path) -> None:
    (folder / "2025.corrections.yaml").unlink()
    change(folder, "2025.yaml", "\n  advanced-cap:", "150_000_000", "1_500_000_000")
    change(folder, "2025.yaml", "\ntracks:", "150_000_000", "1_500_000_000")


def test_arithmetic_alone_finds_the_misprinted_cap(folder: Path) -> None:
    misprinted(folder)

    finding = next(one for one in still_open(folder) if one.check == "budget")

    assert (finding.severity, finding.at) == ("error", "advanced")
    assert "80 × 1,500,000,000" in finding.wrong.en
    assert "with a cap of 150,000,000 won (1/10 of it)" in finding.right.en


def test_an_error_is_not_acknowledged_away(folder: Path) -> None:
    misprinted(folder)
    found = next(one for one in still_open(folder) if one.check == "budget")
    change(folder, "acknowledged/2024.yaml", "check: budget", "edition-2024", found.at)
    change(folder, "acknowledged/2024.yaml", "found", "21300000000 > 19000000000", found.found)

    assert ("budget", "error", "advanced") in told(folder)


# --- mistakes of staff that no single line shows ----------------------------------------------------------------


@dataclass(frozen=True)
class Mistake:
    """Texts of one file changed, each after another text, and what is then found besides."""

    file: str
    changes: tuple[tuple[str, str, str], ...]
    found: tuple[tuple[str, str, str], ...]


MISTAKES = {
    "misprinted cap beside the right one": Mistake(
        "2025.yaml",
        (("\n  extra-intake:", "150_000_000", "1_500_000_000"),),
        (("known-wrong", "error", "extra-intake"), ("unit", "warning", "extra-intake")),
    ),
    "thousands for ten thousands": Mistake(
        "2025.yaml",
        (
            ("\n  gwangju-terms:", "80_000_000", "8_000_000"),
            ("\n        gwangju:", "80_000_000", "8_000_000"),
        ),
        (("unit", "warning", "gwangju-terms"),),
    ),
    "a cap ten times too high": Mistake(
        "2025.yaml",
        (
            ("\n  basic-cap:", "high: {won: 80_000_000}", "high: {won: 800_000_000}"),
            ("\n  basic:\n", "80_000_000", "800_000_000"),
        ),
        (("budget", "error", "basic"), ("unit", "warning", "basic-cap")),
    ),
    "more places in a region than in all": Mistake(
        "2025.yaml",
        (("\n  chungbuk-terms:", "firms: {count: 5}", "firms: {count: 500}"),),
        (("regional-places", "error", "basic"), ("budget", "error", "basic")),
    ),
    "places that changed after they were acknowledged": Mistake(
        "2025.yaml",
        (("\n  advanced-places:", "firms: {count: 80}", "firms: {count: 70}"),),
        (("count", "warning", "total-budget"), ("acknowledged", "warning", "total-budget")),
    ),
    "intake on another day than its statement": Mistake(
        "2025.yaml",
        (("id: extra", "opens: 2025-08-11", "opens: 2025-08-01"),),
        (("intake-unstated", "error", "advanced.extra"),),
    ),
    "intakes that overlap": Mistake(
        "2025.yaml",
        (
            ("\n  extra-intake:", '{date: "2025-08-11"}', '{date: "2025-05-01"}'),
            ("id: extra", "opens: 2025-08-11", "opens: 2025-05-01"),
        ),
        (("intake-overlap", "warning", "advanced.extra"),),
    ),
    "intake before the edition starts": Mistake(
        "2025.yaml",
        (("edition:", "effective: 2025-03-31", "effective: 2025-04-30"),),
        (("intake-early", "error", "advanced.first"), ("intake-early", "error", "basic.first")),
    ),
    "a gap after an edition that ended": Mistake(
        "2025.yaml",
        (("edition:", "effective: 2025-03-31", "effective: {from: 2025-03-31, until: 2026-04-04}"),),
        (("edition-gap", "warning", "2026"),),
    ),
    "an intake after the end of its edition": Mistake(
        "2025.yaml",
        (("edition:", "effective: 2025-03-31", "effective: {from: 2025-03-31, until: 2025-08-28}"),),
        (("intake-late", "error", "advanced.extra"), ("edition-gap", "warning", "2026")),
    ),
    "editions in the wrong order": Mistake(
        "2026.yaml",
        (("edition:", "effective: 2026-04-06", "effective: 2025-03-30"),),
        (("edition-order", "error", "2026"),),
    ),
    "edition in another century": Mistake(
        "2027.yaml",
        (("edition:", "effective: 2026-09-16", "effective: 2062-09-16"),),
        (
            ("edition-year", "error", "2027"),
            ("edition-gap", "warning", "2027"),
            ("review", "error", "review_by"),
        ),
    ),
    "a gap between editions": Mistake(
        "2022.yaml",
        (("edition:", "effective: 2022-04-12", "effective: 2021-04-12"),),
        (("edition-gap", "warning", "2023"),),
    ),
    "review that is long past": Mistake(
        "programme.yaml",
        (("title:", "review_by: 2027-03-31", "review_by: 2026-03-31"),),
        (("review", "error", "review_by"),),
    ),
    "a fair that closes before it opens": Mistake(
        "2025.yaml",
        (("\n  expo-2025:", '{date: "2025-10-21"}', '{date: "2025-10-31"}'),),
        (("order", "error", "expo-2025"),),
    ),
    "weeks the wrong way round": Mistake(
        "2024.yaml",
        (("\n  mentors-2024:", "from: {count: 6}", "from: {count: 60}"),),
        (("order", "error", "mentors-2024"),),
    ),
    "figures of 2024 in a sentence without that year": Mistake(
        "2025.yaml",
        (("\n  busan-2024:", 'past: {year: "2024"}', 'past: {year: "2025"}'),),
        (("year", "error", "busan-2024"),),
    ),
    "criterion that nobody can meet": Mistake(
        "2025.yaml",
        (
            (
                "\n  advanced:\n",
                "when: {manufacturer: {is: yes}}",
                "when: {all: [{manufacturer: {is: yes}}, {manufacturer: {is: no}}]}",
            ),
        ),
        (("never-met", "error", "advanced.sector"),),
    ),
    "dealings that come to decide": Mistake(
        "2025.yaml",
        (("\n  basic:\n", "- {samsung_dealings: {is: no}}", "- {samsung_dealings: {is: yes}}"),),
        (("fact", "error", "samsung_dealings"),),
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_that_loads_is_found(folder: Path, case: str) -> None:
    mistake = MISTAKES[case]
    for after, old, new in mistake.changes:
        change(folder, mistake.file, after, old, new)

    assert told(folder) == set(mistake.found)


def test_a_finding_names_a_place_that_is_in_its_file(folder: Path) -> None:
    misprinted(folder)
    change(folder, "2026.yaml", "edition:", "effective: 2026-04-06", "effective: 2025-03-30")

    assert all((folder / one.file).is_file() and one.path for one in still_open(folder))


# --- by enumeration ---------------------------------------------------------------------------------------------

MAKER = FactTest("maker", "is", frozenset([True]))
SMALL = FactTest("size", "is", frozenset(["a"]))
NORTH = FactTest("region", "one_of", frozenset(["a", "b"]))


def checks(made: Edition, specs: dict[str, FactSpec] = SPECS) -> set[tuple[str, str]]:
    return {(one.check, one.at) for one in check_edition(made, specs)}


def test_criteria_that_each_decide_are_left_alone() -> None:
    made = edition(track("one", criterion("maker", MAKER), criterion("small", SMALL)))

    assert checks(made) == set()


def test_a_track_that_is_open_to_all_is_told_once() -> None:
    always = AnyOf((MAKER, Not(MAKER)))

    assert ("always-open", "one") in checks(edition(track("one", criterion("x", always))))
    assert ("never-unmet", "x") not in checks(edition(track("one", criterion("x", always))))


def test_criteria_that_exclude_one_another_make_a_track_impossible() -> None:
    made = edition(track("one", criterion("maker", MAKER), criterion("none", Not(MAKER))))

    assert checks(made) == {("impossible", "one"), ("fact", "maker")}


def test_a_criterion_that_another_implies_is_redundant() -> None:
    made = edition(track("one", criterion("both", All((MAKER, SMALL))), criterion("maker", MAKER)))

    assert checks(made) == {("redundant", "maker")}


def test_a_criterion_on_which_documents_are_silent_is_not_called_always_met() -> None:
    made = edition(
        track("one", criterion("maker", MAKER), criterion("size", AnyOf((SMALL, Not(SMALL))), SMALL))
    )

    assert checks(made) == set()


def test_a_fact_that_only_sets_the_cap_matters() -> None:
    cap = Cap(amount(60), "region", {"a": amount(80)})

    assert checks(edition(track("one", criterion("maker", MAKER), cap=cap))) == set()


def test_a_fact_that_changes_nothing_in_any_track_is_told() -> None:
    idle = AnyOf((NORTH, Not(NORTH)))
    made = edition(track("one", criterion("maker", MAKER), criterion("any", All((SMALL, idle)))))

    assert checks(made) == {("fact", "region")}


def test_a_fact_that_is_idle_in_one_track_and_decides_another_matters() -> None:
    idle = AnyOf((NORTH, Not(NORTH)))
    made = edition(
        track("one", criterion("maker", All((MAKER, idle)))), track("two", criterion("north", NORTH))
    )

    assert checks(made) == set()


def test_numbers_are_tried_on_both_sides_of_their_limits() -> None:
    staff = replace(fact("staff", 0), type="number", choices=(), minimum=0, maximum=1_000)
    limit = FactTest("staff", "at_least", frozenset([10]))
    beyond = FactTest("staff", "more_than", frozenset([1_000]))

    assert checks(edition(track("one", criterion("staff", limit))), {"staff": staff}) == set()
    assert ("never-met", "staff") in checks(
        edition(track("one", criterion("staff", beyond))), {"staff": staff}
    )


def test_too_many_combinations_are_told_and_not_tried() -> None:
    values = [f"v{number}" for number in range(20)]
    specs = {key: fact(key, *values) for key in ("k", "l", "m", "n")}
    apart = [
        criterion(f"{key}-{value}", FactTest(key, "is_not", frozenset([value])))
        for key in specs
        for value in values
    ]
    assert 20 ** len(specs) > MOST

    assert checks(edition(track("one", *apart)), specs) == {("too-many", "one")}


# --- days and sources -------------------------------------------------------------------------------------------


def test_an_intake_that_only_later_documents_tell_of_is_a_warning() -> None:
    told = replace(
        statement("intake"),
        figures={"opens": Figure("date", "2025-04-01"), "closes": Figure("date", "2025-04-30")},
        proof=(Proof(replace(NOTICE, date="2025-05"), Text("2025년", "2025")),),
    )
    window = Window("first", date(2025, 4, 1), date(2025, 4, 30), told)
    made = edition(track("one", criterion("maker", MAKER), windows=(window,)))

    assert checks(made) == {("published-late", "one.first")}


# --- acknowledgements -------------------------------------------------------------------------------------------


def test_a_broken_acknowledgement_is_refused_at_its_line(folder: Path) -> None:
    change(folder, "acknowledged/2025.yaml", "never-unmet", "reason:", "reasons:")

    with pytest.raises(RuleFileError) as refused:
        read_acknowledged(folder)

    assert [(Path(one.file).name, one.line, one.message) for one in refused.value.problems] == [
        ("2025.yaml", 10, "missing key 'reason'"),
        ("2025.yaml", 12, "unknown key 'reasons' (did you mean 'reason'?)"),
    ]


def test_a_folder_without_acknowledgements_has_none(tmp_path: Path) -> None:
    assert read_acknowledged(tmp_path) == ()


# --- sign-off: boundaries and flips -----------------------------------------------------------------------------


def rows(made: Edition, specs: dict[str, FactSpec] = SPECS) -> list[tuple[object, ...]]:
    return [
        (one.criterion.id, one.edge, one.changed, one.company.get(one.changed or ""), one.verdict.outcome)
        for one in boundary_table(made, specs)
    ]


def test_the_companies_at_an_edge_differ_in_one_fact_and_the_criterion_alone_decides() -> None:
    made = edition(track("one", criterion("maker", MAKER), criterion("size", Not(SMALL), silent=None)))

    assert rows(made) == [
        ("maker", "met", "maker", True, "eligible"),
        ("maker", "unmet", "maker", False, "ineligible"),
        ("size", "met", "size", "b", "eligible"),
        ("size", "unmet", "size", "a", "ineligible"),
    ]


def test_the_boundary_of_a_number_is_the_two_values_beside_its_limit() -> None:
    staff = replace(fact("staff", 0), type="number", choices=(), minimum=0, maximum=1_000)
    between = All(
        (FactTest("staff", "at_least", frozenset([10])), FactTest("staff", "less_than", frozenset([300])))
    )

    assert rows(edition(track("one", criterion("staff", between))), {"staff": staff}) == [
        ("staff", "unmet", "staff", 9, "ineligible"),
        ("staff", "met", "staff", 10, "eligible"),
        ("staff", "met", "staff", 299, "eligible"),
        ("staff", "unmet", "staff", 300, "ineligible"),
    ]


def test_an_edge_shows_every_choice_that_counts_alike() -> None:
    (met, unmet) = boundary_table(edition(track("one", criterion("north", NORTH))), SPECS)

    assert (met.alike, unmet.alike) == (("a", "b"), ("c", "d"))


def test_where_documents_are_silent_is_an_edge_of_its_own() -> None:
    made = edition(track("one", criterion("north", NORTH, silent=FactTest("region", "is", frozenset(["d"])))))

    assert rows(made) == [
        ("north", "met", "region", "a", "eligible"),
        ("north", "unmet", "region", "c", "ineligible"),
        ("north", "silent", "region", "d", "undetermined"),
    ]


def flips(old: Condition, new: Condition) -> list[tuple[float, str, str, object]]:
    before, after = (edition(track("one", criterion("x", one))) for one in (old, new))
    found = diff(before, after, SPECS).flips
    return [(round(one.share, 6), one.before.outcome, one.after.outcome, one.because) for one in found]


def test_an_edition_does_not_differ_from_itself() -> None:
    assert flips(NORTH, NORTH) == []


def test_who_flips_is_told_with_share_and_criterion() -> None:
    wider = FactTest("region", "one_of", frozenset(["a", "b", "c"]))

    assert flips(NORTH, wider) == [(0.25, "ineligible", "eligible", (("x", "unmet", "met"),))]


def test_a_criterion_that_is_dropped_is_told_as_such() -> None:
    before = edition(track("one", criterion("maker", MAKER), criterion("north", NORTH)))
    after = edition(track("one", criterion("maker", MAKER)))

    (flip,) = diff(before, after, SPECS).flips

    assert flip.because == (("north", "unmet", None),)
    assert (flip.company["maker"], flip.company["region"]) == (True, "c")


def test_a_cap_that_changes_is_a_flip_without_a_criterion() -> None:
    before, after = (
        edition(track("one", criterion("maker", MAKER), cap=Cap(amount(60), "region", {"a": amount(won)})))
        for won in (60, 80)
    )

    (flip,) = diff(before, after, SPECS).flips

    assert (flip.because, flip.before.cap_won, flip.after.cap_won) == ((), (60,), (80,))
    assert flip.share == pytest.approx(0.125)


def test_tracks_that_come_and_go_are_named() -> None:
    before, after = (edition(track(id, criterion("maker", MAKER))) for id in ("old", "new"))

    found = diff(before, after, SPECS)

    assert (found.added, found.removed, found.flips) == (("new",), ("old",), ())


def test_a_choice_that_is_gone_still_stands_for_the_companies_that_had_it() -> None:
    old, new = {"size": fact("size", "a", "b", "c")}, {"size": fact("size", "a", "b"), **SPECS}

    specs = merged(old, new | {"size": fact("size", "a", "b")})

    assert [one.value for one in specs["size"].choices] == ["a", "b", "c"]
    assert set(specs) == set(SPECS)
