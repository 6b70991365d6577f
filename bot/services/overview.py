"""What many days of answers come to: for the first page of the console."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.storage.log import Day

FOUND = ("answered", "verdict")
SILENT = "not_in_documents"


@dataclass(frozen=True)
class Overview:
    """`statuses` and `topics` are counts, most frequent first. `share` is that of the questions on the matter to which
    there was an answer, None without any. Times are milliseconds, None without any answer."""

    questions: int
    statuses: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    share: float | None
    median: int | None
    slow: int | None


def overview(days: Iterable[Day]) -> Overview:
    """The days together."""
    statuses, topics, took = Counter[str](), Counter[str](), Counter[int]()
    for one in days:
        statuses.update(one.statuses)
        topics.update(one.topics)
        took.update(one.took)
    found = sum(statuses[one] for one in FOUND)
    on_matter = found + statuses[SILENT]
    return Overview(
        statuses.total(),
        tuple(statuses.most_common()),
        tuple(topics.most_common()),
        found / on_matter if on_matter else None,
        *times(took),
    )


def times(took: Mapping[int, int]) -> tuple[int | None, int | None]:
    """The median and the 95th percentile of counted milliseconds."""
    ascending = sorted(took.items())
    return _percentile(ascending, 0.5), _percentile(ascending, 0.95)


def _percentile(ascending: Sequence[tuple[int, int]], share: float) -> int | None:
    """The least value that at least this share of all does not exceed."""
    wanted, seen = share * sum(count for _, count in ascending), 0
    for value, count in ascending:
        seen += count
        if seen >= wanted:
            return value
    return None
