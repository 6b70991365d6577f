"""The shipped pack, and an Answerer on it that needs no index and no sentence model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

import pytest

from bot.answering.answer import Language
from bot.answering.given import PassageFound
from bot.answering.guessing import Hints
from bot.answering.pack import DOCUMENTS, RULES, Pack
from bot.answering.pipeline import Answerer
from bot.answering.understanding import Reader
from bot.wiring import full_pack


def no_passages(query: str, language: Language) -> Sequence[PassageFound]:
    return []


def no_guess(text: str, hints: Hints) -> Sequence[tuple[str, float]]:
    return []


@pytest.fixture(scope="session")
def pack() -> Pack:
    return full_pack()


@pytest.fixture(scope="session")
def answerer(pack: Pack) -> Answerer:
    return Answerer(pack, no_passages, no_passages, no_guess)


@pytest.fixture(scope="session")
def reader(pack: Pack) -> Reader:
    assert pack.topics is not None
    return Reader(pack.topics, pack.programme.names)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Copies of the shipped rules and documents, to be changed."""
    rules, documents = tmp_path / "rules", tmp_path / "documents"
    copytree(RULES, rules)
    copytree(DOCUMENTS, documents)
    return rules, documents
