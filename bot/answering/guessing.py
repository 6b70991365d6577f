"""Which topic a question sounds like: similarity to the topics' own examples, by sentence vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bot.answering.answer import Language
from bot.answering.topics import Topics

Embed = Callable[[list[str]], Sequence[Sequence[float]]]
Known = Callable[[str], npt.NDArray[np.float64] | None]


class Examples:
    """The examples of every topic. `known` has the unit vector of a sentence, or None: then it is embedded here."""

    def __init__(self, topics: Topics, embed: Embed, known: Known = lambda _: None) -> None:
        self._embed = embed
        self._known = known
        pairs = [
            (id, text)
            for id, one in topics.topics.items()
            for texts in one.examples.values()
            for text in texts
        ]
        self._ids = [id for id, _ in pairs]
        self._texts = [text for _, text in pairs]

    @cached_property
    def _vectors(self) -> npt.NDArray[np.float64]:
        found = {text: self._known(text) for text in self._texts}
        missing = [text for text, vector in found.items() if vector is None]
        embedded = dict(zip(missing, self._embed(missing), strict=True)) if missing else {}
        rows = [
            embedded[text] if vector is None else vector
            for text, vector in ((t, found[t]) for t in self._texts)
        ]
        vectors = np.asarray(rows, dtype=np.float64)
        lengths: npt.NDArray[np.float64] = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: npt.NDArray[np.float64] = vectors / lengths
        return unit

    def guess(self, text: str, language: Language) -> list[tuple[str, float]]:
        """Topics with their best cosine, best first; ties by id. Examples of both languages count."""
        if not self._texts:
            return []
        vector = np.asarray(self._embed([text])[0], dtype=float)
        length = np.linalg.norm(vector)
        if not length:
            return []
        best: dict[str, float] = {}
        for id, score in zip(self._ids, self._vectors @ (vector / length), strict=True):
            best[id] = max(best.get(id, -1.0), round(float(score), 4))
        return sorted(best.items(), key=lambda one: (-one[1], one[0]))
