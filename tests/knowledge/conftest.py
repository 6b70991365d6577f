"""Small real fakes: documents written in a line, and an encoder whose work can be counted."""

import math
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.documents import Document, parse_document
from knowledge.embedding import Encoder
from knowledge.lexical import tokens

MakeDocument = Callable[..., Document]


class BigramEncoder(Encoder):
    """Bigrams hashed into 32 numbers: similar texts are near. Counts what it embeds."""

    def __init__(self, name: str = "bigrams", dimension: int = 32) -> None:
        self._name = name
        self._dimension = dimension
        self.embedded: list[str] = []

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return self._dimension

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = [0.0] * self._dimension
        for token in tokens(text):
            vector[zlib.crc32(token.encode()) % self._dimension] += 1.0
        length = math.hypot(*vector)
        return [number / length for number in vector] if length else [1.0, *vector[1:]]


def front_matter(**changes: str | None) -> str:
    fields: dict[str, str | None] = {
        "id": "notice",
        "language": "ko",
        "title": "안내",
        "publisher": "중소기업중앙회",
        "date": "2025-03-30",
        "address": "https://example.org/notice",
        "rank": "1",
    }
    lines = [f"{key}: {value}" for key, value in (fields | changes).items() if value is not None]
    return "\n".join(["---", *lines, "---", ""])


@pytest.fixture
def make_document() -> MakeDocument:
    def make(text: str, id: str = "notice", language: str = "ko", **changes: str | None) -> Document:
        source = front_matter(id=id, language=language, **changes) + text
        return parse_document(source.encode(), Path(f"{id}.{language}.md"))

    return make


@pytest.fixture
def write_document(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str = "본문", name: str = "notice.ko.md", **changes: str | None) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(front_matter(**changes) + text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def encoder() -> BigramEncoder:
    return BigramEncoder()


@pytest.fixture(scope="session")
def make_encoder() -> type[BigramEncoder]:
    return BigramEncoder
