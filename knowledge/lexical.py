"""Search by words: BM25 over character bigrams, one index per language.

Bigrams need no dictionary and find Korean words whatever particle follows. Scores are shares of what the
query could reach at best, so that they mean the same for every query. Built once, then only read: safe for
threads.
"""

import hashlib
import io
import json
import math
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import bm25s  # type: ignore[import-untyped]
import numpy as np
import numpy.typing as npt

_K1: Final = 1.5
_B: Final = 0.75
# Lone jamo (ㅋㅋ, ㅠㅠ) are in no class: they carry no words.
_RUN: Final = re.compile(r"([가-힣]+|[぀-ヿ㐀-鿿]+)|[^\W_가-힣぀-ヿ㐀-鿿ᄀ-ᇿ]+")
_DIGEST_BYTES: Final = 32

_Floats = npt.NDArray[np.float32]
_Integers = npt.NDArray[np.int64]


def tokens(text: str) -> list[str]:
    """NFKC and lower case; Hangul, Han and kana as bigrams, one syllable as itself; other runs whole."""
    found: list[str] = []
    for match in _RUN.finditer(unicodedata.normalize("NFKC", text).lower()):
        run = match[1]
        if run is None or len(run) == 1:
            found.append(match[0])
        else:
            found.extend(run[start : start + 2] for start in range(len(run) - 1))
    return found


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of a query each passage covers, 0 to 1."""

    ids: Sequence[str]
    values: _Floats
    positions: Mapping[str, int]

    def of(self, id: str) -> float:
        """The share of one passage; 0 for one that is not in the index."""
        position = self.positions.get(id)
        return 0.0 if position is None else _rounded(self.values[position])

    def top(self, count: int) -> list[tuple[str, float]]:
        """The best passages that share anything, best first, equal ones by id."""
        hits = np.flatnonzero(self.values)
        rounded = np.round(self.values[hits], 6)
        best = hits[np.argsort(-rounded, kind="stable")][:count]  # ids ascend with the position
        return [(self.ids[position], _rounded(self.values[position])) for position in best]


class LexicalIndex:
    """The words of all passages of one language."""

    def __init__(
        self,
        ids: Sequence[str],
        words: Sequence[str],
        data: _Floats,
        rows: _Integers,
        starts: _Integers,
        cut: Callable[[str], list[str]] = tokens,
    ) -> None:
        self._ids = tuple(ids)
        self._positions = {id: position for position, id in enumerate(self._ids)}
        self._words = {word: column for column, word in enumerate(words)}
        self._data, self._rows, self._starts = data, rows, starts
        self._cut = cut

    @classmethod
    def build(cls, texts: Mapping[str, str], cut: Callable[[str], list[str]] = tokens) -> "LexicalIndex":
        """An index of texts by id; `cut` makes words of a text, and is not saved."""
        ids = sorted(texts)
        found = [cut(texts[id]) for id in ids]
        words = sorted({word for of_text in found for word in of_text})
        if not words:
            return cls(ids, [], np.zeros(0, np.float32), np.zeros(0, np.int64), np.zeros(1, np.int64), cut)
        columns = {word: column for column, word in enumerate(words)}
        # "lucene" is the variant without the factor (k1 + 1): a term's score stays below its idf, and the
        # sum of idf is therefore the best a query can reach.
        index = bm25s.BM25(k1=_K1, b=_B, method="lucene", backend="numpy", csc_backend="numpy")
        index.index(
            ([[columns[word] for word in of_text] for of_text in found], columns),
            create_empty_token=False,
            show_progress=False,
        )
        return cls(
            ids,
            words,
            np.asarray(index.scores["data"], np.float32),
            np.asarray(index.scores["indices"], np.int64),
            np.asarray(index.scores["indptr"], np.int64),
            cut,
        )

    def shares(self, query: str) -> Shares:
        """Each passage's score for the query, divided by the best possible one.

        The best possible score is the sum of idf of the query's words. A word that no passage has counts
        with the highest idf: a question about something unknown gets a low share everywhere.
        """
        scores = np.zeros(len(self._ids), np.float64)
        best = 0.0
        for word, times in sorted(Counter(self._cut(query)).items()):
            column = self._words.get(word)
            if column is None:
                best += times * self._idf(1)
                continue
            start, end = self._starts[column], self._starts[column + 1]
            scores[self._rows[start:end]] += times * self._data[start:end]
            best += times * self._idf(int(end - start))
        values = (scores / best if best else scores).astype(np.float32)
        return Shares(self._ids, values, self._positions)

    def _idf(self, passages: int) -> float:
        return math.log(1 + (len(self._ids) - passages + 0.5) / (passages + 0.5))

    def save(self, path: Path, key: str) -> None:
        """Write the index, and the key that says what it was built from. Raises OSError."""
        buffer = io.BytesIO()
        names = json.dumps({"key": key, "ids": self._ids, "words": list(self._words)}).encode()
        np.savez(
            buffer,
            names=np.frombuffer(names, np.uint8),
            data=self._data,
            rows=self._rows,
            starts=self._starts,
        )
        content = buffer.getvalue()
        unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        unfinished.write_bytes(hashlib.sha256(content).digest() + content)
        unfinished.replace(path)

    @classmethod
    def load(cls, path: Path, key: str) -> "LexicalIndex | None":
        """The saved index; None when there is none, when it is damaged, or when it has another key."""
        try:
            content = path.read_bytes()
        except OSError:
            return None
        digest, content = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
        if hashlib.sha256(content).digest() != digest:
            return None
        with np.load(io.BytesIO(content), allow_pickle=False) as saved:
            names = json.loads(saved["names"].tobytes())
            if names["key"] != key:
                return None
            return cls(names["ids"], names["words"], saved["data"], saved["rows"], saved["starts"])


def _rounded(share: np.float32) -> float:
    return round(float(share), 6)
