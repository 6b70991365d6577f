"""`gongo check --receipt` and `--facts`: one company in, its receipt out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

FACTS = json.dumps(
    {"company_size": "sme", "manufacturer": True, "place": "광주", "target_level": "basic"},
    ensure_ascii=False,
)

Check = Callable[..., Result]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Runs `gongo check` in a folder of its own."""
    monkeypatch.setenv("GONGO_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, input: str = "") -> Result:
        options = ["check", "--today", "2026-11-22", *arguments]
        return CliRunner().invoke(app, options, input=input, catch_exceptions=False)

    return run


def test_facts_alone_are_answered_with_the_text(check: Check) -> None:
    korean, english = check("--facts", FACTS), check("--facts", FACTS, "--language", "en")

    assert (korean.exit_code, english.exit_code) == (0, 0)
    assert korean.stdout.startswith("자가진단 결과\n")
    assert english.stdout.startswith("Result of the self-check\n")


def test_the_ending_of_the_name_says_what_is_written(check: Check, tmp_path: Path) -> None:
    text = check("--facts", FACTS).stdout

    told = [check("--facts", FACTS, "--receipt", name).stdout for name in ("a.txt", "a.PDF")]

    assert told == ["a.txt\n", "a.PDF\n"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == text
    assert (tmp_path / "a.PDF").read_bytes().startswith(b"%PDF-")


def test_a_self_check_that_was_finished_ends_with_its_receipt(check: Check, tmp_path: Path) -> None:
    typed = "기초\n광주광역시\n중소기업\n네\n"

    result = check("--receipt", "result.txt", input=typed)

    assert result.exit_code == 0
    assert result.stderr == "result.txt\n"
    written = (tmp_path / "result.txt").read_text(encoding="utf-8")
    assert "· 공장 소재지: 광주" in written
    assert "2025년 회차에서 확인된 요건을 모두 충족합니다." in written


def test_a_self_check_that_was_broken_off_has_none(check: Check, tmp_path: Path) -> None:
    for typed in ("기초\n", "기초\n그만\n"):
        result = check("--receipt", "result.txt", input=typed)

        assert result.exit_code == 1
        assert "not finished" in result.stderr
        assert not (tmp_path / "result.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--receipt", "result.doc"], ".pdf or .txt"),
        (["--receipt", "nowhere/result.pdf"], "no folder nowhere"),
        (["--receipt", "result.pdf", "--jsonl"], "neither --jsonl nor --batch"),
        (["--facts", FACTS, "--batch", "companies.csv"], "neither --jsonl nor --batch"),
        (["--facts", "{"], "not valid JSON"),
        (["--facts", "[1]"], "one JSON object"),
        (["--facts", '{"company_size": "tiny"}'], "expected one of sme, mid_sized, large"),
        (["--facts", '{"place": "Atlantis"}'], "the name of one city"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_asked(check: Check, arguments: list[str], told: str) -> None:
    result = check(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_file_that_cannot_be_written_is_told(check: Check, tmp_path: Path) -> None:
    (tmp_path / "full.pdf").mkdir()

    result = check("--facts", FACTS, "--receipt", "full.pdf")

    assert result.exit_code == 2
    assert "full.pdf" in result.stderr
