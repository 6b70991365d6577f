"""What all tests share: no example of a law has a deadline, and what takes longest begins first."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # machines differ: no test holds a stopwatch
settings.load_profile("unhurried")

# Several workers take a file each, in this order: one that takes a minute, begun last, would keep all others waiting.
_LONGEST = (
    "tests/evaluation/test_questions.py",
    "tests/test_readme.py",
    "tests/bot/console/test_attacks.py",
    "tests/bot/messenger/test_faults.py",
    "tests/bot/messenger/test_kills.py",
    "tests/browser/",
    "tests/bot/test_cli.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        found = (number for number, one in enumerate(_LONGEST) if item.nodeid.startswith(one))
        return next(found, len(_LONGEST))

    items.sort(key=place)
