"""What documents would change if they took the place of others, told in passages, before anything is kept.

By what passages say and where they stand, not by their ids, which count within a section: one paragraph more at a
section's beginning is one passage added, though ingestion finds every later one of the section changed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from knowledge.documents import Document
from knowledge.passages import Passage, split

_ALIKE: Final = 0.5  # share of the pairs of letters from which a passage is another's new wording
_NEAREST: Final = 20  # passages of a section that are compared with a new one


@dataclass(frozen=True, slots=True)
class Preview:
    """Passages with their texts and heading paths, in the order of their documents."""

    added: tuple[Passage, ...]
    changed: tuple[tuple[Passage, Passage], ...]  # before and after
    removed: tuple[Passage, ...]
    same: tuple[Passage, ...]


def preview(before: Sequence[Document], after: Sequence[Document]) -> Preview:
    """What would be added, changed and removed if `after` were to answer in place of `before`."""
    old = [passage for document in before for passage in split(document)]
    new = [passage for document in after for passage in split(document)]
    there = Counter(map(_identity, old))
    kept = there & Counter(map(_identity, new))
    same, fresh = _taken_apart(new, kept)
    _, gone = _taken_apart(old, kept)
    changed = _pairs(gone, fresh)
    reworded = {id(passage) for pair in changed for passage in pair}
    return Preview(
        added=tuple(passage for passage in fresh if id(passage) not in reworded),
        changed=tuple(changed),
        removed=tuple(passage for passage in gone if id(passage) not in reworded),
        same=tuple(same),
    )


_Place = tuple[str, str, tuple[str, ...]]


def _place(passage: Passage) -> _Place:
    return passage.document, passage.language, passage.headings


def _identity(passage: Passage) -> tuple[str, str]:
    return passage.document, passage.digest


def _taken_apart(
    passages: Iterable[Passage], kept: Counter[tuple[str, str]]
) -> tuple[list[Passage], list[Passage]]:
    """Those that are kept, each as often as it is in both, and the others."""
    left = kept.copy()
    same: list[Passage] = []
    others: list[Passage] = []
    for passage in passages:
        is_kept = left[_identity(passage)] > 0
        left[_identity(passage)] -= 1
        (same if is_kept else others).append(passage)
    return same, others


def _pairs(gone: Iterable[Passage], fresh: Iterable[Passage]) -> list[tuple[Passage, Passage]]:
    """Passages of one section that say nearly the same, each in one pair, in the order of the new ones."""
    waiting: dict[_Place, list[Passage]] = defaultdict(list)
    for passage in gone:
        waiting[_place(passage)].append(passage)
    pairs = []
    for passage in fresh:
        candidates = list(islice(waiting[_place(passage)], _NEAREST))
        likest = max(candidates, key=lambda one: _likeness(one.text, passage.text), default=None)
        if likest is not None and _likeness(likest.text, passage.text) >= _ALIKE:
            waiting[_place(passage)].remove(likest)
            pairs.append((likest, passage))
    return pairs


def _likeness(one: str, other: str) -> float:
    """Share of the pairs of neighbouring letters that two texts have in common, 0 to 1."""
    ours, theirs = _letter_pairs(one), _letter_pairs(other)
    return 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))


def _letter_pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)} or {text}
