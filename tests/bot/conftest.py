from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from tests.postgres import NoPostgres, Postgres, running_postgres


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
