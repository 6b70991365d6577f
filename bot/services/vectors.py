"""The vectors of the topics' examples, kept beside topics.yaml: a start need not embed a thousand sentences.

Derived data. An example that is not in the file is embedded when it is needed; `make vectors` writes the file anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

VECTORS = "topics.vectors.npz"
Vectors = Mapping[str, npt.NDArray[np.float64]]

_SCALE = 127  # each vector as signed bytes of its largest part: half a megabyte, cosines move by under 0.002


def key_of(text: str, encoder: str) -> str:
    """What a vector is kept under: the sentence and the encoder that made it."""
    return hashlib.sha256(f"{encoder}\n{text}".encode()).hexdigest()[:20]


def read_vectors(path: Path) -> Vectors:
    """Unit vectors by key; none for a file that is missing or not readable as one."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            keys, bytes_ = file["keys"], file["vectors"]
    except (OSError, ValueError, KeyError, BadZipFile):
        return {}
    rows = bytes_.astype(np.float64)
    return {str(key): row / np.linalg.norm(row) for key, row in zip(keys, rows, strict=True)}


def write_vectors(
    path: Path, texts: Iterable[str], encoder: str, embed: Callable[[list[str]], Sequence[Sequence[float]]]
) -> int:
    """Embeds every text and writes the file; gives the number of vectors."""
    wanted = sorted(set(texts))
    vectors = np.asarray(embed(wanted), dtype=np.float64)
    parts = vectors / np.abs(vectors).max(axis=1, keepdims=True)
    keys = np.array([key_of(text, encoder) for text in wanted])
    np.savez_compressed(path, keys=keys, vectors=np.round(parts * _SCALE).astype(np.int8))
    return len(wanted)


def _main() -> None:
    from bot.answering.handlers import HANDLERS
    from bot.answering.pack import RULES, load_pack
    from knowledge.embedding import SentenceEncoder

    topics, encoder = load_pack(handlers=HANDLERS).topics, SentenceEncoder()
    assert topics is not None
    texts = [text for one in topics.topics.values() for each in one.examples.values() for text in each]
    number = write_vectors(RULES / VECTORS, texts, encoder.name, encoder.embed_documents)
    print(f"{number} vectors written")


if __name__ == "__main__":
    _main()
