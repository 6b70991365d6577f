"""What is expected to be mentioned is found, and nothing that staff type keeps the service busy."""

from __future__ import annotations

import pytest

from bot.evaluation.matching import TooSlow, is_found, is_found_in_time


@pytest.mark.parametrize(
    "pattern", ["8천만 ?원", "KBIZ|x+y+z+w+b|중앙회", r"(\w+ )*끝", "없는 말", r"a*a*a*b"]
)
def test_both_ways_find_the_same(pattern: str) -> None:
    text = "최대 8천만 원입니다. kbiz에 물어보세요 끝"

    assert is_found_in_time(pattern, text, 60) == is_found(pattern, text)


def test_what_takes_too_long_is_given_up() -> None:
    with pytest.raises(TooSlow):
        is_found_in_time("(a+)+$", "a" * 60 + "b", 0.5)
