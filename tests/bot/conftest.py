from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.answering.pipeline import Answerer
from bot.settings import Settings
from bot.storage.database import FILE_NAME
from bot.storage.storage import Storage
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


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("migrated")
    asyncio.run(_migrate(home))
    return home / FILE_NAME


@pytest.fixture(scope="session")
def _migrated_postgresql(
    postgres: Postgres, _databases: Iterator[int], tmp_path_factory: pytest.TempPathFactory
) -> str:
    name = f"gongo{next(_databases)}"
    asyncio.run(_migrate(tmp_path_factory.mktemp("migrated"), postgres.make_database(name)))
    return name


async def _migrate(home: Path, url: str | None = None) -> None:
    await (await Storage.open(home, url)).close()


@pytest.fixture
async def new_storage(tmp_path: Path, _migrated: Path) -> AsyncIterator[Storage]:
    """An empty storage: copied, for every migration anew takes longer than most tests."""
    shutil.copy(_migrated, tmp_path / FILE_NAME)
    opened = await Storage.open(tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
async def new_postgresql_storage(
    tmp_path: Path, postgres: Postgres, _databases: Iterator[int], _migrated_postgresql: str
) -> AsyncIterator[Storage]:
    opened = await Storage.open(
        tmp_path, postgres.make_database(f"gongo{next(_databases)}", _migrated_postgresql)
    )
    yield opened
    await opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def either_storage(request: pytest.FixtureRequest) -> Storage:
    """The same claims hold for both databases."""
    name = "new_storage" if request.param == "sqlite" else "new_postgresql_storage"
    storage: Storage = request.getfixturevalue(name)
    return storage
