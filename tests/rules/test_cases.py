"""The staff cases of the shipped rules, and the runner itself on small ones."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from bot.answering.pack import RULES, load_pack
from rules.cases import Case, Uncovered, read_cases, run_case, uncovered
from rules.edition import Programme
from rules.plain_yaml import RuleFileError

SHIPPED = load_pack().programme
CASES = read_cases(RULES, SHIPPED)


@pytest.mark.parametrize("case", CASES, ids=[one.name.en for one in CASES])
def test_a_company_is_told_what_staff_expect(case: Case) -> None:
    assert run_case(case, SHIPPED) == (), case.where


def test_the_cases_stand_at_every_edge_of_every_criterion() -> None:
    assert uncovered(CASES, SHIPPED.deciding, SHIPPED.facts) == ()


def test_every_outcome_and_every_state_of_the_intake_is_expected_somewhere() -> None:
    expected = [one for case in CASES for one in case.expected.values()]

    assert {one.verdict for one in expected} == {"eligible", "ineligible", "undetermined"}
    assert {"open", "closed", "upcoming"} <= {one.intake for one in expected}


def test_names_are_sentences_and_none_is_used_twice() -> None:
    for language in ("ko", "en"):
        names = [one.name.in_(language) for one in CASES]

        assert len(set(names)) == len(names)
        assert all(one.endswith(".") for one in names)


# --- the runner -------------------------------------------------------------------------------------------------

CASE = """\
schema: 1
edition: "2025"
cases:
  - name: {ko: "광주의 기초 기업입니다.", en: "A basic company in Gwangju."}
    date: 2025-04-15
    company: {company_size: sme, manufacturer: yes, region: gwangju, target_level: basic}
    expect:
      basic: {verdict: eligible, cap: 80_000_000, intake: open}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cases").mkdir()
    return tmp_path


def read(folder: Path, *changes: tuple[str, str], programme: Programme = SHIPPED) -> tuple[Case, ...]:
    text = CASE
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (folder / "cases" / "one.yaml").write_text(text, encoding="utf-8")
    return read_cases(folder, programme)


def mismatches(folder: Path, *changes: tuple[str, str]) -> list[tuple[str, str, str, str]]:
    (case,) = read(folder, *changes)
    return [(one.track, one.what, one.expected, one.found) for one in run_case(case, SHIPPED)]


def test_a_case_that_holds_has_no_mismatch(folder: Path) -> None:
    assert mismatches(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "mismatch"),
    [
        ("cap: 80_000_000", "cap: 60_000_000", ("basic", "cap", "60,000,000", "80,000,000")),
        ("intake: open", "intake: closed", ("basic", "intake", "closed", "open")),
        ("date: 2025-04-15", "date: 2025-05-08", ("basic", "intake", "open", "closed")),
        ("verdict: eligible,", "verdict: undetermined,", ("basic", "verdict", "undetermined", "eligible")),
        ("eligible,", "eligible, because: [sector],", ("basic", "because", "sector", "-")),
        ("eligible,", "eligible, waiting_for: region,", ("basic", "waiting_for", "region", "-")),
    ],
)
def test_what_came_out_otherwise_is_told(
    folder: Path, old: str, new: str, mismatch: tuple[str, str, str, str]
) -> None:
    assert mismatches(folder, (old, new)) == [mismatch]


def test_what_is_left_out_of_because_and_waiting_for_is_expected_to_be_nothing(folder: Path) -> None:
    found = mismatches(folder, ("region: gwangju", "region: seoul"), (", cap: 80_000_000", ""))

    assert found == [("basic", "verdict", "eligible", "ineligible"), ("basic", "because", "-", "region")]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("region: gwangju", "regoin: gwangju", 6, "unknown fact 'regoin'"),
        ("region: gwangju", "region: gwangjoo", 6, "'gwangjoo'"),
        ("manufacturer: yes", "manufacturer: maybe", 6, "'maybe'"),
        ("verdict: eligible", "verdict: yes", 8, "'eligible', 'ineligible' or 'undetermined'"),
        ("basic: {", "basik: {", 8, "no track 'basik' in edition 2025 (known: advanced, basic)"),
        ("eligible,", "eligible, because: size,", 8, "no criterion 'size' (known: company_size,"),
        ("eligible,", "eligible, waiting_for: size,", 8, "'size' is no fact and no criterion"),
        ("date: 2025-04-15", "date: 15 April", 5, "not a day; expected the form of 2025-03-31"),
        ("    date: 2025-04-15\n", "", 4, "missing key 'date'"),
        ("    date:", "    day: 1\n    date:", 5, "unknown key 'day'"),
        ('edition: "2025"', 'edition: "2035"', 2, "no edition '2035' (known: 2022,"),
    ],
)
def test_a_mistake_in_a_case_is_refused_at_its_line(
    folder: Path, old: str, new: str, line: int, says: str
) -> None:
    with pytest.raises(RuleFileError) as refused:
        read(folder, (old, new))

    (problem,) = refused.value.problems
    assert (Path(problem.file).name, problem.line) == ("one.yaml", line)
    assert says in problem.message


def test_an_edge_that_no_case_covers_is_named(folder: Path) -> None:
    missing = uncovered(read(folder), SHIPPED.deciding, SHIPPED.facts)

    assert Uncovered("basic", "region", "met") not in missing
    assert {Uncovered("basic", "region", "unmet"), Uncovered("basic", "region", "unknown")} <= set(missing)
    assert Uncovered("advanced", "sector", "met") in missing


def test_an_edge_at_which_no_company_can_be_is_not_asked_for(folder: Path) -> None:
    missing = uncovered(read(folder), SHIPPED.deciding, SHIPPED.facts)

    assert Uncovered("advanced", "region", "unmet") not in missing
    assert Uncovered("basic", "samsung_dealings", "unknown") not in missing


def test_the_folder_of_cases_is_no_edition(tmp_path: Path) -> None:
    rules = copytree(RULES, tmp_path / "rules")

    assert list(load_pack(rules).programme.editions) == list(SHIPPED.editions)


def test_a_folder_without_cases_has_none(tmp_path: Path) -> None:
    assert read_cases(tmp_path, SHIPPED) == ()
