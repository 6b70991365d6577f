"""What is asked for and the documents do not say, most frequent first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from bot.services.outcome import cut
from knowledge.normalise import squash


def gaps(unanswered: Iterable[tuple[str, str]], most: int = 15) -> tuple[tuple[int, str], ...]:
    """(how often, an example) of questions (text, topics).

    Questions with the same topics are one matter; those without any, if they are written alike.
    """
    counts: Counter[str] = Counter()
    examples: dict[str, Counter[str]] = defaultdict(Counter)
    for text, topics in unanswered:
        matter = topics or squash(text)
        counts[matter] += 1
        examples[matter][cut(" ".join(text.split()), 80)] += 1
    return tuple((count, examples[matter].most_common(1)[0][0]) for matter, count in counts.most_common(most))
