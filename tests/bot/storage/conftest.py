from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.storage import Storage


@pytest.fixture(params=["sqlite", "postgresql"])
async def storage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Storage]:
    """The same claims hold for both databases."""
    url = request.getfixturevalue("new_database")() if request.param == "postgresql" else None
    opened = await Storage.open(tmp_path, url)
    yield opened
    await opened.close()
