from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answering.pipeline import Answerer
from bot.settings import Settings
from bot.wiring import build_answerer
from tests.bot.talking import Talk


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    # One home for all modules of a run: the index is built once.
    answerer, library = build_answerer(Settings(gongo_home=tmp_path_factory.getbasetemp() / "gongo"))
    yield answerer
    library.close()


@pytest.fixture
def chat(answerer: Answerer) -> Talk:
    return Talk(answerer)


@pytest.fixture
def english(answerer: Answerer) -> Talk:
    return Talk(answerer, locale="en")
