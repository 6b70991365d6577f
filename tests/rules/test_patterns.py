"""Patterns that people write: which of them could keep the process busy for ever."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rules.patterns import compiled, explodes, is_quick, pieces

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


@pytest.mark.parametrize(
    ("pattern", "known"),
    [
        ("마감|접수", {"마감", "접수"}),
        ("신청(?:을|를)? ?기한", {"신청"}),
        (r"\b(?:how (?:long|many) weeks)", {"how long weeks", "how many weeks"}),
        ("(?:고도|기초)화", {"고도화", "기초화"}),
        (r"(?:\d+|몇)개월", {"개월"}),
        ("[ab]{2,}c?", {"a", "b"}),
    ],
)
def test_pieces_are_what_a_text_that_matches_must_hold_one_of(pattern: str, known: set[str]) -> None:
    assert pieces(pattern) == known


@pytest.mark.parametrize(
    "pattern", [r"\d+", "마감?|\\w", "(?:신청)?", "(?i:sme)", "(?!마감)", "", "마감|", "[^가]"]
)
def test_what_may_match_without_any_known_piece_has_none(pattern: str) -> None:
    assert pieces(pattern) == set()


@given(st.data())
def test_what_a_pattern_matches_always_holds_one_of_its_pieces(data: st.DataObject) -> None:
    part = st.sampled_from(
        ["마감", "[일월]", r"\d", ".", "a(?:b|cd)", "(?:가나|다)?", "(?:x|yz){1,2}", "(?:가|나|)", "ㅋ+"]
    )
    choice = st.lists(part, min_size=1, max_size=4).map("".join)
    pattern = "|".join(data.draw(st.lists(choice, min_size=1, max_size=3)))
    text = data.draw(st.from_regex(pattern))
    known = pieces(pattern)
    assert not known or any(one in text for one in known)
