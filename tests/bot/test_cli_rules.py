"""`gongo rules` as staff type it: what it prints, in two languages, on a terminal and elsewhere, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.answering.pack import DOCUMENTS, RULES
from bot.cli import app
from bot.wording.catalogue import LANGUAGES, say

Gongo = Callable[..., Result]
COMMANDS = (("check",), ("show",), ("table",), ("cases",), ("coverage",), ("diff", str(RULES), str(RULES)))


@pytest.fixture
def rules() -> Gongo:
    def run(*arguments: object, **environment: str) -> Result:
        return CliRunner().invoke(app, ["rules", *map(str, arguments)], env=environment)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(RULES, tmp_path / "rules")


def change(path: Path, old: str, new: str, after: str = "") -> int:
    """Replaces the first `old` after a text; gives the line of it."""
    text = path.read_text(encoding="utf-8")
    at = text.index(old, text.index(after))
    path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
    return text[:at].count("\n") + 1


# --- all of them ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS, ids=[one[0] for one in COMMANDS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_speaks_the_language_that_is_asked_for(
    rules: Gongo, command: tuple[str, ...], language: str
) -> None:
    result = rules(*command, "--language", language)

    first = result.stdout.strip().splitlines()[0]  # further down stand Korean publishers
    korean = any("가" <= letter <= "힣" for letter in first)
    assert (result.exit_code, result.stderr) == (0, "")
    assert korean == (language == "ko")


@pytest.mark.parametrize("command", [*COMMANDS, ("show", "2024")], ids=lambda one: " ".join(one[:2])[:20])
def test_on_no_terminal_nothing_is_drawn_and_no_line_is_broken(
    rules: Gongo, command: tuple[str, ...]
) -> None:
    printed = rules(*command, COLUMNS="40").stdout

    assert "\x1b" not in printed
    assert not set("│┃━─┏╭") & set(printed)


def test_on_a_terminal_tables_are_drawn(rules: Gongo) -> None:
    printed = rules("table", FORCE_COLOR="1", COLUMNS="160").stdout

    assert "┃" in printed
    assert "\t" not in printed


@pytest.mark.parametrize("command", COMMANDS, ids=[one[0] for one in COMMANDS])
def test_a_language_that_is_not_known_is_wrong_usage(rules: Gongo, command: tuple[str, ...]) -> None:
    assert rules(*command, "--language", "fr").exit_code == 2


@pytest.mark.parametrize("command", ["show", "table", "cases", "check"])
def test_rules_that_cannot_be_used_end_with_one(rules: Gongo, folder: Path, command: str) -> None:
    line = change(folder / "2025.yaml", "company_size:", "company_sise:", after="when: {")

    result = rules(command, "--folder", folder)

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"2025.yaml:{line}:" in result.stderr
    assert "did you mean 'company_size'?" in result.stderr


# --- check ------------------------------------------------------------------------------------------------------


def test_figures_without_a_quote_and_sums_that_are_wrong_are_told_in_one_run(
    rules: Gongo, folder: Path
) -> None:
    change(folder / "2025.yaml", "firms: {count: 5}", "firms: {count: 505}", after="chungbuk-terms:")
    text = (folder / "2025.yaml").read_text(encoding="utf-8")
    line = text[: text.index("  chungbuk-terms:")].count("\n") + 1

    result = rules("check", "--folder", folder)

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"2025.yaml:{line}:3: error: (en): no quote states firms (count 505)" in result.stderr
    assert {one.partition("[check: ")[2].partition(",")[0] for one in result.stderr.splitlines()} == {
        "figure",
        "regional-places",
        "budget",
    }


def test_a_warning_is_told_with_what_settles_it_and_ends_with_zero(rules: Gongo, folder: Path) -> None:
    (folder / "acknowledged" / "2024.yaml").unlink()
    text = (folder / "2024.yaml").read_text(encoding="utf-8")
    line = text[: text.index("  edition-2024:")].count("\n") + 1

    result = rules("check", "--folder", folder, "--language", "ko")

    assert result.exit_code == 0
    assert f"2024.yaml:{line}:3: 경고: " in result.stderr
    assert "[check: budget, at: edition-2024, found: 21300000000 > 19000000000]" in result.stderr
    assert say("ko", "rules_warnings", open=1, settled=2) in result.stdout


def test_an_edition_that_starts_before_an_older_one_is_an_error(rules: Gongo, folder: Path) -> None:
    line = change(folder / "2026.yaml", "effective: 2026-04-06", "effective: 2025-03-30")

    result = rules("check", "--folder", folder)

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"2026.yaml:{line}:1: error: Edition 2026 starts on 2025-03-30, before 2025 does" in result.stderr


def test_a_broken_acknowledgement_ends_with_one(rules: Gongo, folder: Path) -> None:
    change(folder / "acknowledged" / "2025.yaml", "reason:", "reasons:")

    result = rules("check", "--folder", folder)

    assert result.exit_code == 1
    assert "unknown key 'reasons'" in result.stderr


# --- show and table ---------------------------------------------------------------------------------------------


def test_an_edition_is_shown_with_every_rule_quote_and_source(rules: Gongo) -> None:
    printed = rules("show", "--language", "en").stdout

    assert "[advanced-cap] In the 2025 advanced track the support is up to 150 million won" in printed
    assert "    The 2025 advanced track gives 80 companies up to 150 million won each." in printed
    assert "Gongo's summary of 전자신문(etnews)" in printed
    assert "https://etnews.com/20250330000032" in printed
    assert "Gwangju: Cap 80 million won [gwangju-terms]" in printed
    assert "1.5 billion won for the advanced track in the English article is a misprint" in printed


def test_an_edition_without_criteria_says_that_it_only_informs(rules: Gongo) -> None:
    assert say("ko", "rules_informs_only") in rules("show", "2024").stdout


def test_an_edition_that_is_not_there_is_wrong_usage(rules: Gongo) -> None:
    result = rules("show", "2019")

    assert result.exit_code == 2
    assert "2022, 2023, 2024, 2025, 2026, 2027" in result.stderr


def test_only_an_edition_with_tracks_has_a_boundary_table(rules: Gongo) -> None:
    result = rules("table", "2024")

    assert result.exit_code == 2
    assert "there is 2025" in result.stderr


def test_the_boundary_table_has_a_line_for_every_edge(rules: Gongo) -> None:
    lines = [one.split("\t") for one in rules("table", "--language", "en").stdout.splitlines()]

    basic = [tuple(one[1:3]) for one in lines if one[0] == "basic track"]
    assert {("region", "met"), ("region", "unmet"), ("region", "not in the documents")} <= set(basic)
    assert ["advanced track", "sector", "unmet", "manufacturer: no", "ineligible", "-"] in lines


# --- diff -------------------------------------------------------------------------------------------------------


def test_who_flips_is_told_with_share_example_and_criterion(rules: Gongo, folder: Path) -> None:
    change(
        folder / "2025.yaml", "gyeongbuk_pohang]}}", "gyeongbuk_pohang, seoul]}}", after="chungbuk, jeonnam"
    )

    result = rules("diff", RULES, folder, "--language", "en")

    assert result.exit_code == 0
    assert "basic track: the verdict or cap differs for about 2.4% of companies." in result.stdout
    assert "region: unmet → met" in result.stdout
    assert "place of the factory: Seoul" in result.stdout
    assert "advanced track" not in result.stdout


def test_two_files_in_copies_of_the_folder_are_compared_too(rules: Gongo, folder: Path) -> None:
    result = rules("diff", RULES / "2025.yaml", folder / "2025.yaml")

    assert (result.exit_code, result.stdout.strip()) == (0, say("ko", "rules_no_flips"))


def test_what_is_not_there_or_does_not_decide_cannot_be_compared(rules: Gongo, folder: Path) -> None:
    assert rules("diff", RULES, folder / "nowhere").exit_code == 2
    assert rules("diff", RULES, folder / "2024.yaml").exit_code == 2
    assert rules("diff", RULES).exit_code == 2


# --- cases ------------------------------------------------------------------------------------------------------


def test_a_case_that_comes_out_otherwise_ends_with_one(rules: Gongo, folder: Path) -> None:
    line = change(folder / "cases" / "2025.yaml", "cap: 80_000_000", "cap: 60_000_000")

    result = rules("cases", "--folder", folder, "--language", "en")

    assert result.exit_code == 1
    (told,) = [one.split("\t") for one in result.stdout.splitlines() if "60,000,000" in one]
    assert told[2:] == ["basic", "cap", "60,000,000", "80,000,000"]
    file, at = told[0].split(":")
    assert file == "2025.yaml"
    assert 0 < line - int(at) < 9


def test_an_edge_that_no_case_covers_is_told_and_ends_with_zero(rules: Gongo, folder: Path) -> None:
    (folder / "cases" / "2025.yaml").unlink()

    result = rules("cases", "--folder", folder, "--language", "en")

    assert result.exit_code == 0
    assert "2025\tbasic\tregion\tunmet" in result.stdout


# --- coverage ---------------------------------------------------------------------------------------------------


def test_a_figure_that_is_no_longer_marked_is_told_and_ends_with_zero(rules: Gongo, folder: Path) -> None:
    change(folder / "not_rules.yaml", "misprinted the amount", "corrected the amount")

    result = rules("coverage", "--folder", folder, "--language", "en")

    assert result.exit_code == 0
    assert "1억5000억원" in result.stdout
    assert "1 of them unclaimed" in result.stdout


def test_a_condition_that_nothing_quotes_is_told_with_its_place(rules: Gongo, tmp_path: Path) -> None:
    documents = copytree(DOCUMENTS, tmp_path / "documents")
    page = documents / "training.en.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nOnly manufacturers may attend.\n", encoding="utf-8")
    line = len(page.read_text(encoding="utf-8").splitlines())

    result = rules("coverage", "--documents", documents, "--language", "en")

    assert result.exit_code == 0
    assert f"training.en.md:{line}\tOnly, may\tOnly manufacturers may attend." in result.stdout
    assert "78 sentences with conditions, 1 of them unclaimed" in result.stdout
