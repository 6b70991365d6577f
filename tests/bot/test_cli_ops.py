"""`gongo backup` and `gongo restore` as an operator meets them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.storage.database import alone
from bot.storage.storage import Storage

Gongo = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def gongo(home: Path, monkeypatch: pytest.MonkeyPatch) -> Gongo:
    monkeypatch.setenv("GONGO_HOME", str(home))
    monkeypatch.delenv("GONGO_DATABASE_URL", raising=False)
    return lambda *words: CliRunner().invoke(app, [str(one) for one in words], catch_exceptions=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gongo.zip"


async def _begin(home: Path) -> None:
    await (await Storage.open(home)).close()


def test_a_backup_is_made_and_put_back_once_and_again_by_leave_only(
    gongo: Gongo, home: Path, file: Path
) -> None:
    asyncio.run(_begin(home))
    made = gongo("backup", file)
    refused = gongo("restore", file)
    put_back = gongo("restore", file, "--replace")

    assert made.exit_code == 0
    assert "as secret as the key" in made.stdout
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "--replace" in refused.stderr
    assert put_back.exit_code == 0
    assert str(next(home.glob("before-*"))) in put_back.stdout


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_what_is_not_there_is_told(gongo: Gongo, home: Path, file: Path, command: str) -> None:
    result = gongo(command, file)

    assert (result.exit_code, result.stdout) == (1, "")
    assert str(home if command == "backup" else file) in result.stderr


def test_a_running_bot_is_in_the_way_of_a_restore_only(gongo: Gongo, home: Path, file: Path) -> None:
    asyncio.run(_begin(home))
    with alone(home):
        made = gongo("backup", file)
        refused = gongo("restore", file, "--replace")

    assert made.exit_code == 0
    assert refused.exit_code == 1
    assert str(home) in refused.stderr


def test_a_folder_that_is_not_there_is_told(gongo: Gongo, home: Path, tmp_path: Path) -> None:
    asyncio.run(_begin(home))

    result = gongo("backup", tmp_path / "nowhere" / "gongo.zip")

    assert result.exit_code == 1
    assert "nowhere" in result.stderr


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_help_tells_how_secret_and_how_safe(gongo: Gongo, command: str) -> None:
    words = gongo(command, "--help").stdout

    assert ("AS SECRET AS THE KEY" in words) == (command == "backup")
    assert ("without --replace" in " ".join(words.split())) == (command == "restore")
