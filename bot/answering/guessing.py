"""Which topic a question asks for: a linear model over its meaning, its letters and the words that are known.

Learnt once, by `make learn`, from example questions, and kept beside the topics; reading it is a product of two
vectors. Hints are what the patterns of the topics found: how far each of them can be trusted is learnt with the rest.
The model chooses a topic: it never decides a figure, nor anything about a company.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from knowledge.normalise import matching_form, squash

Floats = npt.NDArray[np.float32]
Embed = Callable[[list[str]], Sequence[Sequence[float]]]
Hints = Mapping[str, float]

_LETTERS = 8192  # columns onto which runs of letters are thrown
# Chosen by cross-validation on the examples: right on 0.79 of those left out (0.775 with half the letters, weight 1
# and nothing blanked, which also made it surer than it was right).
_NONE = 0.00005  # a chance that is rounded to nothing; so are most
_WEIGHT = 2.0  # of meaning and of letters, beside the hints
_BLANKED = 0.3  # of the features, at random in each round of learning
_COMMON = 0.5  # how far a topic is learnt to be likely only because it has many examples: 0 as far as it goes, 1 not
_SHRINK = 1e-5
_STEP = 0.03
_ROUNDS = 20
_BATCH = 512

_NOT_KOREAN = re.compile(r"[^가-힣0-9]+")
_KOREAN = re.compile(r"[가-힣]+")
_WORD = re.compile(r"[a-z']+")


@dataclass(frozen=True)
class Example:
    """A question and the topic it asks for; `hints` are what the patterns find in it."""

    topic: str
    text: str
    hints: Hints


@dataclass(frozen=True)
class Guesser:
    """`weights` has a row for each feature (those of the text, then `hints`) and a column for each of `topics`."""

    topics: tuple[str, ...]
    hints: tuple[str, ...]
    weights: Floats

    def guess(self, text: str, hints: Hints, embed: Embed) -> list[tuple[str, float]]:
        """Topics with the probability that the text asks for them, likeliest first."""
        if not self.topics:
            return []
        known = features([text], [hints], self.hints, embed)[0]
        # Its vector is dense; of the rest one in fifty is not zero.
        dense = len(known) - len(self.hints) - 1 - _LETTERS
        there = dense + np.flatnonzero(known[dense:])
        scores = known[:dense] @ self.weights[:dense] + known[there] @ self.weights[there]
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        likely = chances > _NONE
        found = [(self.topics[at], round(float(chances[at]), 4)) for at in np.flatnonzero(likely)]
        found.sort(key=lambda one: (-one[1], one[0]))
        return found + [(one, 0.0) for one, more in zip(self.topics, likely, strict=True) if not more]


def learn(examples: Sequence[Example], embed: Embed) -> Guesser:
    """The model of the examples: softmax regression, by Adam, the same for the same examples in the same order."""
    topics = tuple(sorted({one.topic for one in examples}))
    place = {topic: number for number, topic in enumerate(topics)}
    rows = np.array([place[one.topic] for one in examples])
    names = tuple(sorted({name for one in examples for name in one.hints}))
    common = (_COMMON * np.log(np.bincount(rows))).astype(np.float32)
    known = _Rows(examples, names, embed)
    weights = np.zeros((known.width, len(topics)), dtype=np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    order, step = np.random.default_rng(0), 0
    for done in range(_ROUNDS):
        for batch in np.array_split(order.permutation(len(rows)), -(-len(rows) // _BATCH)):
            step += 1
            seen = order.random((len(batch), known.width), dtype=np.float32) >= _BLANKED
            given = known.of(batch) * (seen / np.float32(1 - _BLANKED))
            scores = given @ weights + common
            wrong = np.exp(scores - scores.max(axis=1, keepdims=True))
            wrong /= wrong.sum(axis=1, keepdims=True)
            wrong[np.arange(len(batch)), rows[batch]] -= 1
            slope = given.T @ wrong / len(batch) + _SHRINK * weights
            mean = 0.9 * mean + 0.1 * slope
            square = 0.999 * square + 0.001 * slope * slope
            pace = _STEP * (1 - done / _ROUNDS) / (1 - 0.9**step)
            weights -= (pace * mean / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)).astype(np.float32)
    return Guesser(topics, names, weights)


class _Rows:
    """The features of many examples. One in ten is not zero: all of them at once would take gigabytes."""

    def __init__(self, examples: Sequence[Example], names: Sequence[str], embed: Embed) -> None:
        self._rows: list[tuple[npt.NDArray[np.intp], Floats]] = []
        self.width = 0
        for start in range(0, len(examples), _BATCH):
            part = examples[start : start + _BATCH]
            found = features([one.text for one in part], [one.hints for one in part], names, embed)
            self.width = found.shape[1]
            self._rows += [(there, row[there]) for row in found for there in [np.flatnonzero(row)]]

    def of(self, numbers: npt.NDArray[np.intp]) -> Floats:
        """The rows of these examples, in this order."""
        whole = np.zeros((len(numbers), self.width), dtype=np.float32)
        for row, number in zip(whole, numbers, strict=True):
            there, values = self._rows[number]
            row[there] = values
        return whole


def features(texts: Sequence[str], hints: Sequence[Hints], names: Sequence[str], embed: Embed) -> Floats:
    """A row for each text: its sentence vector, its runs of letters, a constant, and its hints in order of `names`."""
    meaning = np.asarray(embed(list(texts)), dtype=np.float32)
    lengths = np.linalg.norm(meaning, axis=1, keepdims=True)
    letters = np.zeros((len(texts), _LETTERS), dtype=np.float32)
    for row, text in enumerate(texts):
        for run in set(_runs(text)):
            thrown = crc32(run.encode())
            letters[row, thrown % _LETTERS] += 1.0 if thrown >> 20 & 1 else -1.0
    sizes = np.linalg.norm(letters, axis=1, keepdims=True)
    parts: list[Floats] = [
        (_WEIGHT * meaning / np.where(lengths, lengths, 1.0)).astype(np.float32),
        (_WEIGHT * letters / np.where(sizes, sizes, 1.0)).astype(np.float32),
        np.ones((len(texts), 1), dtype=np.float32),
        _in_order_of(names, hints),
    ]
    return np.hstack(parts)


def _in_order_of(names: Sequence[str], hints: Sequence[Hints]) -> Floats:
    place = _places(tuple(names))
    found = np.zeros((len(hints), len(names)), dtype=np.float32)
    for row, one in enumerate(hints):
        for name, weight in one.items():
            if name in place:
                found[row, place[name]] = weight
    return found


@lru_cache(maxsize=4)
def _places(names: tuple[str, ...]) -> dict[str, int]:
    return {name: at for at, name in enumerate(names)}


def _runs(text: str) -> list[str]:
    """Korean syllables, pairs and triples of them, beginnings of Korean words, English words, their beginnings and pairs of them."""
    runs = []
    for run in _NOT_KOREAN.sub(" ", squash(text)).split():
        marked = f"^{run}$"
        runs += [marked[at : at + size] for size in (1, 2, 3) for at in range(len(marked) - size + 1)]
    spaced = matching_form(text)
    runs += [f"w{one[:size]}" for one in _KOREAN.findall(spaced) for size in (2, 3) if len(one) >= size]
    words = _WORD.findall(spaced)
    runs += [f"_{one}" for one in words]
    runs += [f"_{one}_{other}" for one, other in pairwise(words)]
    runs += [f"p{one[:4]}" for one in words if len(one) > 5]
    return runs
