"""`gongo key` as staff type it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.storage.database import FILE_NAME

Keys = Callable[..., Result]


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keys:
    monkeypatch.setenv("GONGO_HOME", str(tmp_path))
    monkeypatch.delenv("GONGO_DATABASE_URL", raising=False)
    return lambda *arguments: CliRunner().invoke(app, ["key", *arguments])


def test_a_key_is_shown_once(keys: Keys, tmp_path: Path) -> None:
    made = keys("add", "web-chat", "--scope", "ask", "--scope", "check", "--rate", "30")
    listed = keys("list").stdout

    assert made.exit_code == 0
    assert re.fullmatch(r"gongo_[\w-]{43}\n", made.stdout)
    assert listed.split("\t")[:4] == ["web-chat", "active", "ask,check", "30/min"]
    assert listed.endswith("\tnever used\n")
    assert made.stdout.strip().encode() not in (tmp_path / FILE_NAME).read_bytes()


def test_two_keys_are_never_the_same(keys: Keys) -> None:
    assert keys("add", "a", "--scope", "ask").stdout != keys("add", "b", "--scope", "ask").stdout


def test_a_revoked_key_stays_in_the_list_and_keeps_its_name(keys: Keys) -> None:
    keys("add", "web-chat", "--scope", "ask")
    revoked = keys("revoke", "web-chat")
    again = keys("add", "web-chat", "--scope", "ask")

    assert revoked.stdout == "web-chat is revoked.\n"
    assert keys("list").stdout.split("\t")[:2] == ["web-chat", "revoked"]
    assert (again.exit_code, "choose another name" in again.stderr) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "web chat", "--scope", "ask"), "is no name for a key"),
        (("add", "", "--scope", "ask"), "is no name for a key"),
        (("add", "a" * 65, "--scope", "ask"), "is no name for a key"),
        (("add", "web", "--scope", "all"), "expected scopes among ask, check, day"),
        (("add", "web", "--scope", "ask", "--scope", "all"), "expected scopes among ask, check, day"),
        (("add", "web", "--scope", "ask", "--rate", "0"), "expected 1 to 6000 requests a minute"),
        (("revoke", "web"), "no key 'web' is in use; in use: none"),
    ],
)
def test_what_cannot_be_done_is_said(keys: Keys, arguments: tuple[str, ...], told: str) -> None:
    done = keys(*arguments)

    assert (done.exit_code, told in done.stderr) == (1, True)
    assert keys("list").stdout == ""
