"""`gongo eval` as it is typed: what it prints, what it keeps, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.answering.pack import RULES
from bot.cli import app

Gongo = Callable[..., Result]

SECRET = "고도화는 얼마까지 지원되나요?"
RIGHT = f"""\
- id: a
  group: cap
  language: ko
  text: "{SECRET}"
  status: [answered]
  figures: ["won:150000000"]
"""
WRONG = RIGHT.replace("won:150000000", "won:777000000")
HARMFUL = RIGHT + '  forbidden: ["won:150000000"]\n'


@pytest.fixture
def gongo(tmp_path: Path) -> Gongo:
    def run(text: str, *arguments: object, **environment: str) -> Result:
        path = tmp_path / "set.yaml"
        path.write_text(text, encoding="utf-8")
        everything = ["eval", str(path), "--today", "2026-11-22", *map(str, arguments)]
        return CliRunner().invoke(app, everything, env={"GONGO_HOME": str(tmp_path / "home"), **environment})

    return run


def blind(text: str) -> str:
    return "blind: true\nquestions:\n" + text


def test_a_set_of_right_answers_ends_well(gongo: Gongo) -> None:
    result = gongo(RIGHT)

    assert (result.exit_code, result.stderr) == (0, "")
    assert "correct\t1/1\t100.0%" in result.stdout
    assert "Time for a message: median" in result.stdout


def test_a_wrong_answer_is_listed_and_ends_well(gongo: Gongo) -> None:
    result = gongo(WRONG)

    assert result.exit_code == 0
    assert f"set.yaml\ta\t{SECRET}\tlacks won:777000000" in result.stdout


def test_a_harmful_answer_ends_with_one(gongo: Gongo) -> None:
    result = gongo(HARMFUL)

    assert result.exit_code == 1
    assert "Harmful answers: 1" in result.stdout
    assert "HARMFUL states won:150000000" in result.stdout


def test_a_blind_set_shows_rates_and_stages_and_no_text(gongo: Gongo, tmp_path: Path) -> None:
    saved, drawn = tmp_path / "report.json", tmp_path / "report.html"

    result = gongo(blind(HARMFUL), "--save", saved, "--html", drawn)

    shown = result.stdout + result.stderr + saved.read_text("utf-8") + drawn.read_text("utf-8")
    assert result.exit_code == 1
    assert "harmful: figures\t1" in result.stdout
    assert not any(part in shown for part in (SECRET, "고도화", "150000000"))


def test_two_runs_keep_the_same_without_times(gongo: Gongo, tmp_path: Path) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"

    gongo(RIGHT, "--no-times", "--save", first)
    gongo(RIGHT, "--no-times", "--save", second)

    assert first.read_bytes() == second.read_bytes()
    assert json.loads(first.read_text("utf-8"))["rows"][0]["correct"] is True


def test_what_broke_since_a_saved_run_is_told(gongo: Gongo, tmp_path: Path) -> None:
    gongo(RIGHT, "--save", tmp_path / "old.json")

    result = gongo(WRONG, "--compare", tmp_path / "old.json")

    assert "100.0% -> 0.0% of 1; 1 broke, 0 mended (sign test p = 1.000)" in result.stdout
    assert f"broke\tset.yaml\ta\t{SECRET}" in result.stdout


def test_of_a_blind_set_it_is_told_of_which_kind_broke(gongo: Gongo, tmp_path: Path) -> None:
    gongo(blind(RIGHT), "--save", tmp_path / "old.json")

    result = gongo(blind(WRONG), "--compare", tmp_path / "old.json")

    assert "broke\tset.yaml\t\tcap" in result.stdout


def test_language_and_kind_choose_what_is_asked(gongo: Gongo) -> None:
    english = RIGHT.replace("id: a", "id: b").replace("language: ko", "language: en").replace(SECRET, "Hello")

    assert "correct\t1/1" in gongo(RIGHT + english, "--language", "ko").stdout
    assert "correct\t2/2" not in gongo(RIGHT + english, "--kind", "cap").stdout
    nothing = gongo(RIGHT, "--kind", "cup")
    assert (nothing.exit_code, nothing.stderr) == (2, "no question is of this kind and language\n")


def test_staff_cases_are_evaluated_beside_questions(gongo: Gongo) -> None:
    result = gongo(RIGHT, RULES / "cases" / "2025.yaml")

    assert result.exit_code == 0
    assert "2025.yaml\t26/26" in result.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (RIGHT.replace("status", "statis"), "set.yaml:5:3: unknown key 'statis' (did you mean 'status'?)"),
        ("", "the file is empty"),
    ],
)
def test_a_file_that_cannot_be_used_ends_with_one_and_its_line(gongo: Gongo, text: str, told: str) -> None:
    result = gongo(text)

    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr


def test_a_report_that_is_none_ends_with_one(gongo: Gongo, tmp_path: Path) -> None:
    result = gongo(RIGHT, "--compare", tmp_path / "set.yaml")

    assert result.exit_code == 1
    assert "not a report of gongo eval --save" in result.stderr


def test_a_report_that_cannot_be_kept_ends_with_one(gongo: Gongo, tmp_path: Path) -> None:
    result = gongo(RIGHT, "--save", tmp_path / "none" / "report.json")

    assert result.exit_code == 1
    assert "No such file or directory" in result.stderr


def test_a_day_that_is_none_is_wrong_usage(gongo: Gongo) -> None:
    assert gongo(RIGHT, "--today", "yesterday").exit_code == 2


def test_on_a_terminal_tables_are_drawn(gongo: Gongo) -> None:
    printed = gongo(RIGHT, FORCE_COLOR="1", COLUMNS="160").stdout

    assert "┃" in printed
    assert "\t" not in printed
