"""Which topic a question sounds like: a linear model over its meaning and its letters, learnt from example questions.

Learnt once, by `make learn`, and kept beside the topics; reading it is a product of two vectors. It proposes a topic
where the words of a question name none, or hardly one: it never decides a figure, nor anything about a company.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from knowledge.normalise import matching_form, squash

Floats = npt.NDArray[np.float32]
Embed = Callable[[list[str]], Sequence[Sequence[float]]]

_LETTERS = 4096  # columns onto which runs of letters are thrown
_LETTERS_WEIGHT = 0.8  # beside the sentence vector, which has length 1
_SHRINK = 0.5  # ridge regression's penalty; these three were chosen on the development sets

_NOT_KOREAN = re.compile(r"[^가-힣0-9]+")
_WORD = re.compile(r"[a-z']+")


@dataclass(frozen=True)
class Guesser:
    """`weights` has a row for each feature and a column for each topic of `topics`."""

    topics: tuple[str, ...]
    weights: Floats

    def guess(self, text: str, embed: Embed) -> list[tuple[str, float]]:
        """Topics by how much the text sounds like them, best first: about 1 for sure, about 0 for not at all."""
        if not self.topics:
            return []
        scores = (features([text], embed) @ self.weights)[0]
        found = zip(self.topics, (round(float(one), 4) for one in scores), strict=True)
        return sorted(found, key=lambda one: (-one[1], one[0]))


def learn(examples: Sequence[tuple[str, str]], embed: Embed) -> Guesser:
    """The model of (topic, example) pairs: ridge regression of one against the others, each topic weighing alike."""
    topics = tuple(sorted({topic for topic, _ in examples}))
    place = {topic: number for number, topic in enumerate(topics)}
    rows = np.array([place[topic] for topic, _ in examples])
    right = np.full((len(examples), len(topics)), -1.0 / len(topics))
    right[np.arange(len(examples)), rows] = 1.0
    weight = 1.0 / np.sqrt(np.bincount(rows, minlength=len(topics)))[rows]
    weight /= weight.mean()
    known = features([text for _, text in examples], embed).astype(np.float64)
    weighed = known * weight[:, None]
    inner = known.T @ weighed + _SHRINK * np.eye(known.shape[1])
    return Guesser(topics, np.linalg.solve(inner, weighed.T @ right).astype(np.float32))


def features(texts: Sequence[str], embed: Embed) -> Floats:
    """A row for each text: its sentence vector, its runs of letters, and a constant."""
    meaning = np.asarray(embed(list(texts)), dtype=np.float32)
    lengths = np.linalg.norm(meaning, axis=1, keepdims=True)
    letters = np.zeros((len(texts), _LETTERS), dtype=np.float32)
    for row, text in enumerate(texts):
        for run in set(_runs(text)):
            thrown = crc32(run.encode())
            letters[row, thrown % _LETTERS] += 1.0 if thrown >> 20 & 1 else -1.0
    sizes = np.linalg.norm(letters, axis=1, keepdims=True)
    parts: list[Floats] = [
        (meaning / np.where(lengths, lengths, 1.0)).astype(np.float32),
        (_LETTERS_WEIGHT * letters / np.where(sizes, sizes, 1.0)).astype(np.float32),
        np.ones((len(texts), 1), dtype=np.float32),
    ]
    return np.hstack(parts)


def _runs(text: str) -> list[str]:
    """Pairs and triples of Korean syllables, English words, their beginnings and pairs of them."""
    runs = []
    for run in _NOT_KOREAN.sub(" ", squash(text)).split():
        marked = f"^{run}$"
        runs += [marked[at : at + size] for size in (2, 3) for at in range(len(marked) - size + 1)]
    words = _WORD.findall(matching_form(text))
    runs += [f"_{one}" for one in words]
    runs += [f"_{one}_{other}" for one, other in pairwise(words)]
    runs += [f"p{one[:4]}" for one in words if len(one) > 5]
    return runs
