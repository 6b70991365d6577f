"""Two runs: what broke, what was mended, what only one of them asked."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluation.comparing import ReportFileError, compare
from bot.evaluation.rates import Rate
from bot.evaluation.report import plain, report
from bot.evaluation.scoring import Fault
from tests.bot.evaluation.rows import RIGHT


def test_what_broke_and_what_was_mended_is_told_with_the_rates_of_what_both_asked(tmp_path: Path) -> None:
    wrong = replace(RIGHT, correct=False)
    before = [replace(RIGHT, id="broke"), replace(wrong, id="mended"), replace(RIGHT, id="gone")]
    harmful = replace(wrong, id="broke", harmful=(Fault("figures", "states won:1"),))
    after = [harmful, replace(RIGHT, id="mended"), replace(RIGHT, id="same name", set="other.yaml")]
    path = tmp_path / "old.json"
    path.write_text(json.dumps(plain(report(before), pack="old", day="2026-11-22")), encoding="utf-8")

    found = compare(path, report(after))

    assert [one.id for one in found.broken] == [one.id for one in found.newly_harmful] == ["broke"]
    assert [one.id for one in found.mended] == ["mended"]
    assert (found.old_pack, found.before, found.after) == ("old", Rate(1, 2), Rate(1, 2))
    assert (found.probability, found.new, found.gone) == (1.0, 1, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "the file"),
        ("{", "the file"),
        ('{"schema": 2, "pack": "", "rows": []}', "schema"),
        ("{}", "schema"),
    ],
)
def test_a_file_that_is_no_report_is_refused_with_the_reason(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ReportFileError, match=rf"old\.json: not a report of gongo eval --save \({told}"):
        compare(path, report([RIGHT]))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportFileError, match="No such file"):
        compare(tmp_path / "none.json", report([RIGHT]))
