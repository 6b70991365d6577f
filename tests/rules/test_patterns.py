"""Patterns that people write: which of them could keep the process busy for ever."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from rules.patterns import compiled, explodes, is_quick

HANGING = (
    r"(a+)+$",
    r"(a|a)*b",
    r"(a|aa)+$",
    r"(\w+\s?)*$",
    r"(.*,)*x",
    r"((ab)*)*",
    r"(?:a?){99}b",
    r"(?=(a+)+$)b",
)


@pytest.mark.parametrize("pattern", HANGING)
def test_a_pattern_that_may_hang_is_not_called_quick(pattern: str) -> None:
    assert not is_quick(pattern)


@pytest.mark.parametrize("pattern", [one for one in HANGING if one != r"(?:a?){99}b"])
def test_repetitions_within_repetitions_are_seen(pattern: str) -> None:
    assert explodes(pattern)


@pytest.mark.parametrize(
    "pattern", ["a", "won|원", "가.{0,30}나", "a+b", "(?:a{5}){2,}", r"(?<!\d)21(st|nd)?", ""]
)
def test_usual_patterns_are_quick(pattern: str) -> None:
    assert is_quick(pattern)
    assert not explodes(pattern)


@pytest.mark.parametrize(
    "pattern", ["(", "a{99999999999999999999}", "(" * 500 + ")" * 500, "(?P<1>a)", "[b-a]"]
)
def test_what_is_no_pattern_is_a_value_error(pattern: str) -> None:
    with pytest.raises(ValueError, match="not a pattern"):
        compiled(pattern)


def test_no_pattern_of_the_shipped_topics_may_explode() -> None:
    (file,) = (Path(__file__).parents[2] / "rules").rglob("topics.yaml")
    data = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    written = [
        one
        for concept in data["concepts"].values()
        for which in ("ko", "en")
        for one in concept.get(which, [])
    ]

    assert len(written) > 100
    assert [one for one in written if explodes(one) or not re.compile(one)] == []
