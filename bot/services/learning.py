"""What Gongo has learnt from example questions, kept beside the topics: `make learn` writes it anew.

Derived data: of the examples in topics.yaml and the files of examples, of the concepts, and of the sentence encoder. Learnt weights are small
and quick to read; learning them takes minutes, for every example is embedded.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, Protocol
from zipfile import BadZipFile

import numpy as np
from pydantic import Field

from bot.answering.guessing import Example, Guesser, learn
from bot.answering.pack import RULES, Pack, load_pack
from bot.answering.topics import Topics
from bot.answering.understanding import Reader
from rules.plain_yaml import RuleFileError
from rules.shape import Shape, read_shape

EXAMPLES = "examples.yaml"  # the first file; staff's own go there
_ALL_EXAMPLES = "examples*.yaml"  # several, for a rule file may not be larger than a megabyte
LEARNT = "topics.learnt.npz"

_COMMON_TOKENS = 3_000  # of 8,800 that the examples use: 97 % of what a message has
_HANGUL = re.compile("[가-힣]")

Questions = tuple[tuple[str, str], ...]  # topic, question


class _Listed(Shape):
    ko: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class _File(Shape):
    schema_: Literal[1] = Field(alias="schema")
    examples: dict[str, _Listed]


def read_examples(folder: Path, topics: Topics) -> Questions:
    """Every example of a programme's folder, with its topic. Raises RuleFileError."""
    examples = [
        (id, text) for id, one in topics.topics.items() for texts in one.examples.values() for text in texts
    ]
    for path in sorted(folder.glob(_ALL_EXAMPLES)):
        file, data = read_shape(path, _File)
        unknown = [
            file.problem(("examples", id), f"no topic '{id}' in topics.yaml")
            for id in data.examples
            if id not in topics.topics
        ]
        if unknown:
            raise RuleFileError(unknown)
        examples += [(id, text) for id, one in data.examples.items() for text in (*one.ko, *one.en)]
    return tuple(dict.fromkeys(examples))


def with_hints(questions: Questions, reader: Reader) -> list[Example]:
    """The examples as the model learns them: read as a message would be, Korean also as many type it, without spaces.

    Cross-validation: right on 0.77 of spaceless questions, 0.72 without their like; on others as before or better.
    """
    typed = dict.fromkeys((topic, one) for topic, text in questions for one in (text, _spaceless(text)))
    return [Example(topic, text, reader.clause_of(text).hints) for topic, text in typed]


def _spaceless(text: str) -> str:
    return text.replace(" ", "") if _HANGUL.search(text) else text


def digest_of(examples: Iterable[tuple[str, str]], encoder: str) -> str:
    """Names what was learnt from: the same examples and encoder give the same."""
    whole = hashlib.sha256(encoder.encode())
    for topic, text in sorted(examples):
        whole.update(f"\n{topic}\t{text}".encode())
    return whole.hexdigest()


def read_learnt(path: Path) -> Guesser:
    """What was learnt; for a file that is missing or not readable as one, what guesses nothing."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            topics, hints = tuple(map(str, file["topics"])), tuple(map(str, file["hints"]))
            weights = file["weights"].astype(np.float32)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return Guesser((), (), np.zeros((0, 0), dtype=np.float32))
    return Guesser(topics, hints, weights)


def learnt_from(path: Path) -> str | None:
    """The digest of the examples that a file was learnt from."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return str(file["digest"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def read_tokens(path: Path) -> list[int]:
    """The pieces of words that the examples use most, for `SentenceEncoder.prepare`; none where none can be read."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return [int(one) for one in file["tokens"]]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return []


def write_learnt(path: Path, guesser: Guesser, digest: str, tokens: Sequence[int] = ()) -> None:
    """Half precision: scores move by under a thousandth."""
    np.savez_compressed(
        path,
        topics=np.array(guesser.topics),
        hints=np.array(guesser.hints),
        weights=guesser.weights.astype(np.float16),
        digest=digest,
        tokens=np.array(tokens, dtype=np.int32),
    )


class Encoder(Protocol):
    """Texts to vectors; `name` tells it from others."""

    @property
    def name(self) -> str: ...

    def embed_documents(self, texts: list[str]) -> list[list[float]]: ...


def learnt_for(pack: Pack, rules: Path, shipped: Path, encoder: Encoder) -> Path:
    """Where the weights lie for the examples in a folder of rules: the shipped file where the examples are the same,
    else one of its own, learnt now (minutes) unless it was before.

    Raises RuleFileError for examples that cannot be read.
    """
    assert pack.topics is not None
    questions = read_examples(rules, pack.topics)
    digest = digest_of(questions, encoder.name)
    mine = rules / LEARNT
    for there in (shipped, mine):
        if learnt_from(there) == digest:
            return there
    part = rules / f".{os.getpid()}.{LEARNT}"
    examples = with_hints(questions, Reader(pack.topics, pack.programme.names))
    write_learnt(part, learn(examples, encoder.embed_documents), digest)
    part.replace(mine)
    return mine


def _main() -> None:
    from bot.answering.handlers import HANDLERS
    from knowledge.embedding import SentenceEncoder

    pack, encoder = load_pack(handlers=HANDLERS), SentenceEncoder()
    assert pack.topics is not None
    questions = read_examples(RULES, pack.topics)
    examples = with_hints(questions, Reader(pack.topics, pack.programme.names))
    guesser, digest = learn(examples, encoder.embed_documents), digest_of(questions, encoder.name)
    used = Counter(token for one in examples for token in encoder.tokens(one.text))
    write_learnt(RULES / LEARNT, guesser, digest, [token for token, _ in used.most_common(_COMMON_TOKENS)])
    print(f"learnt {len(pack.topics.topics)} topics from {len(examples)} examples")


if __name__ == "__main__":
    _main()
