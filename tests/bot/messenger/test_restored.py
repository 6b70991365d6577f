"""A service that was put back from a backup goes on as if nothing had happened."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import wiring
from bot.answering.pipeline import Answerer
from bot.storage.backup import BackupError, back_up, restore
from bot.storage.database import StorageUnavailable
from bot.storage.storage import Storage
from tests.bot.messenger.conftest import Serving
from tests.bot.messenger.test_people import CAP, asked, pressed
from tests.telegram_server import TOKEN, Chat, Said

BOT = int(TOKEN.partition(":")[0])


async def kept_of(user: Chat, home: Path, url: str | None) -> dict[str, list[dict[str, object]]]:
    storage = await Storage.open(home, url)
    try:
        found: dict[str, list[dict[str, object]]] = json.loads(await storage.export(BOT, user.id))
        return found
    finally:
        await storage.close()


def labelled(said: Said, words: str) -> str:
    return next(one for one in said.buttons if one.startswith(words))


@pytest.mark.parametrize("moves_to_a_server", [False, True])
async def test_a_conversation_goes_on_where_the_backup_was_made(
    serving: Serving,
    answerer: Answerer,
    user: Chat,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
    moves_to_a_server: bool,
) -> None:
    file = tmp_path_factory.mktemp("elsewhere") / "gongo.zip"
    url: str | None = request.getfixturevalue("new_database")() if moves_to_a_server else None
    async with serving(wiring.responder(answerer), answerer=answerer):
        first = await asked(user, CAP)
        asks = await asked(user, "/check")
        before = await pressed(user, labelled(asks, "기초"))
    kept = await kept_of(user, tmp_path, None)
    await back_up(file, tmp_path, None, answerer.pack.name, datetime.now(UTC))
    async with serving(wiring.responder(answerer), answerer=answerer):
        await asked(user, "/start")  # what a restore is to undo
    await restore(file, tmp_path, url, datetime.now(UTC), replace=True)

    assert await kept_of(user, tmp_path, url) == kept
    assert kept["answer_log"][0]["event_text"] == CAP
    async with serving(wiring.responder(answerer), answerer=answerer, database_url=url):
        await user.presses_data(first.data_of("👍") or "", first.message)
        await user.hears()
        await user.presses_data(before.data_of(labelled(before, "경기")) or "", before.message)
        after = await user.hears()

    assert "질문 2/" in before.text
    assert "경기" in after.text


@pytest.mark.parametrize("shared", [False, True])
async def test_a_running_service_is_backed_up_and_never_overwritten(
    serving: Serving,
    answerer: Answerer,
    user: Chat,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
    shared: bool,
) -> None:
    file = tmp_path_factory.mktemp("elsewhere") / "gongo.zip"
    new_database: Callable[[], str] = request.getfixturevalue("new_database") if shared else str
    url = new_database() or None
    async with serving(wiring.responder(answerer), answerer=answerer, database_url=url):
        await asked(user, CAP)
        made = await back_up(file, tmp_path, url, answerer.pack.name, datetime.now(UTC))
        with pytest.raises((StorageUnavailable, BackupError), match=r"serves from|at work on"):
            await restore(file, tmp_path, url, datetime.now(UTC), replace=True)
        again = await asked(user, CAP)

    assert made.rows["answer_log"] == 1
    assert "1억 5천만원" in again.text
