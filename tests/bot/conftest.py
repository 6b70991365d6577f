from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from bot.answering.pipeline import Answerer
from bot.settings import Settings
from bot.wiring import build_answerer
from tests.bot.talking import Talk
from tests.postgres import NoPostgres, Postgres, running_postgres


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


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests."""
    try:
        with running_postgres() as cluster:
            yield cluster
    except NoPostgres as problem:
        pytest.skip(f"no PostgreSQL here: {problem}")


@pytest.fixture(scope="session")
def _databases() -> Iterator[int]:
    return count()


@pytest.fixture
def new_database(postgres: Postgres, _databases: Iterator[int]) -> Callable[[], str]:
    """Makes an empty database and gives its address."""
    return lambda: postgres.make_database(f"gongo{next(_databases)}")
