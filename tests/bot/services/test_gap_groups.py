"""Which questions are one matter: deterministic, in order of time, and incremental."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.services.gap_groups import Grouping, Likeness
from bot.storage.gaps import Candidate

AT = datetime(2026, 11, 22, tzinfo=UTC)
VECTORS = {
    "loan?": [1.0, 0.0, 0.0],
    "credit?": [0.9, 0.1, 0.0],
    "between": [0.7, 0.7, 0.0],
    "parking?": [0.0, 1.0, 0.0],
    "nothing": [0.0, 0.0, 0.0],
}


class Encoder:
    """Counts what it reads."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, texts: Sequence[str]) -> list[list[float]]:
        self.read += texts
        return [VECTORS[one] for one in texts]


def row(number: int, text: str, topics: str = "") -> Candidate:
    return Candidate(number, 5, "p", number, text, topics, "silent", "en", AT)


def groups(grouping: Grouping, *rows: Candidate) -> list[int]:
    return [group for _, group in grouping.place(rows)]


def test_the_same_topics_are_one_matter_whatever_the_words() -> None:
    found = groups(
        Grouping(Likeness(), []), row(1, "a", "deposit"), row(2, "b", "tax"), row(3, "c", "deposit")
    )

    assert found == [-1, -2, -1]


def test_without_topics_what_sounds_alike_is_one_matter_and_the_older_group_wins() -> None:
    grouping = Grouping(Likeness(Encoder()), [])

    assert groups(grouping, *map(row, range(4), ["loan?", "parking?", "credit?", "between"])) == [
        -1,
        -2,
        -1,
        -1,
    ]


def test_nothing_is_like_a_text_without_meaning() -> None:
    assert groups(Grouping(Likeness(Encoder()), []), row(1, "loan?"), row(2, "nothing")) == [-1, -2]


def test_without_an_encoder_only_the_same_words_are_alike() -> None:
    found = groups(Grouping(Likeness(), []), row(1, "Loan?"), row(2, "loan"), row(3, "credit?"))

    assert found[0] == found[1] != found[2]


def test_groups_that_are_kept_are_met_again_and_read_once() -> None:
    encoder = Encoder()
    likeness = Likeness(encoder)
    grouping = Grouping(likeness, [(7, "", "loan?"), (8, "deposit", "x")])
    assert groups(grouping, row(1, "credit?"), row(2, "y", "deposit"), row(3, "parking?")) == [7, 8, -1]
    grouping.kept({-1: 9})
    assert groups(grouping, row(4, "parking?")) == [9]

    again = Grouping(likeness, [(7, "", "loan?"), (9, "", "parking?")])

    assert groups(again, row(5, "credit?")) == [7]
    assert sorted(encoder.read) == sorted(set(encoder.read))


def test_many_groups_keep_their_places() -> None:
    likeness = Likeness(lambda texts: [[float(one == str(n)) for n in range(200)] for one in texts])
    likeness.begin((n, str(n)) for n in range(200))

    assert [likeness.nearest(str(n)) for n in (0, 63, 64, 199)] == [0, 63, 64, 199]
