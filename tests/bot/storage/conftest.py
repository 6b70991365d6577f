from __future__ import annotations

import pytest

from bot.storage.storage import Storage


@pytest.fixture
def storage(either_storage: Storage) -> Storage:
    return either_storage
