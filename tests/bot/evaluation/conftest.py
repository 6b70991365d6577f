"""The shipped pack, an Answerer on it that needs no index and no sentence model, and sets written by the tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from bot.evaluation.running import Row, Runner
from bot.evaluation.scoring import Scorer
from bot.evaluation.sets import EvaluationSet, read_set
from tests.bot.answering.conftest import answerer, pack

__all__ = ["answerer", "pack"]  # fixtures of answering serve here too

TODAY = date(2026, 11, 22)
Write = Callable[..., EvaluationSet]
Run = Callable[..., list[Row]]


@pytest.fixture(scope="session")
def scorer(pack: Pack) -> Scorer:
    return Scorer(pack, pack.documents)


@pytest.fixture(scope="session")
def runner(answerer: Answerer, scorer: Scorer) -> Runner:
    return Runner(answerer, scorer, TODAY)


@pytest.fixture
def write(tmp_path: Path, pack: Pack) -> Write:
    """A set as a file with this text, read."""

    def write(text: str, name: str = "set.yaml") -> EvaluationSet:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_set(path, pack)

    return write


@pytest.fixture
def run(write: Write, runner: Runner) -> Run:
    """The rows of a set with this text."""

    def run(text: str, name: str = "set.yaml") -> list[Row]:
        return list(runner.run([write(text, name)], lambda kind, written: True))

    return run
