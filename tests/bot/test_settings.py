from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pydantic
import pytest

from bot.settings import Settings, SettingsError, read_settings

Given = Callable[..., Settings]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    """Reads the settings of exactly these variables."""

    def read(**variables: str) -> Settings:
        for name in Settings.model_fields:
            monkeypatch.delenv(name.upper(), raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return read_settings()

    return read


def test_nothing_has_to_be_set(given: Given) -> None:
    settings = given()

    assert settings == Settings(telegram_bot_token=None, telegram_api_url=None, gongo_home=Path("var"))


def test_a_variable_that_is_empty_counts_as_not_set(given: Given) -> None:
    assert given(TELEGRAM_BOT_TOKEN="", TELEGRAM_API_URL="", GONGO_HOME="") == given()


@pytest.mark.parametrize("token", ["12:ab", " 12:ab\n"])
def test_a_token_is_taken_without_the_line_end_of_the_file_it_stood_in(given: Given, token: str) -> None:
    read = given(TELEGRAM_BOT_TOKEN=token).telegram_bot_token

    assert read is not None
    assert read.get_secret_value() == "12:ab"


def test_a_blank_token_is_none(given: Given) -> None:
    assert given(TELEGRAM_BOT_TOKEN=" \n").telegram_bot_token is None


def test_a_token_is_not_shown(given: Given) -> None:
    assert "12:ab" not in repr(given(TELEGRAM_BOT_TOKEN="12:ab"))


@pytest.mark.parametrize("address", ["http://localhost:8081", "https://bots.example.org/api"])
def test_an_address_is_taken_without_its_last_slash(given: Given, address: str) -> None:
    assert given(TELEGRAM_API_URL=f"{address}/").telegram_api_url == address


@pytest.mark.parametrize(
    "address", ["localhost:8081", "ftp://host", "http://", "http://[", "http://host:99999"]
)
def test_what_is_no_address_is_refused_with_a_right_one(given: Given, address: str) -> None:
    with pytest.raises(SettingsError) as refused:
        given(TELEGRAM_API_URL=address)

    assert str(refused.value) == "TELEGRAM_API_URL: expected an address such as http://localhost:8081"


def test_settings_do_not_change(given: Given) -> None:
    settings = given()

    with pytest.raises(pydantic.ValidationError):
        settings.gongo_home = Path("elsewhere")  # type: ignore[misc]


@pytest.mark.parametrize("name", ["ollama:qwen3", "google_genai:gemini-2.5-flash", "ollama:qwen3:8b"])
def test_a_model_is_named_with_its_provider(given: Given, name: str) -> None:
    assert given(GONGO_MODEL=name).gongo_model == name


def test_settings_that_are_wrong_are_told_all_at_once(given: Given) -> None:
    with pytest.raises(SettingsError) as refused:
        given(TELEGRAM_API_URL="host", GONGO_MODEL="qwen3", GONGO_MODEL_TIMEOUT="0")

    assert str(refused.value).splitlines() == [
        "TELEGRAM_API_URL: expected an address such as http://localhost:8081",
        "GONGO_MODEL: expected provider:name, such as ollama:qwen3",
        "GONGO_MODEL_TIMEOUT: Input should be greater than 0",
    ]


@pytest.mark.parametrize("seconds", ["61", "nan", "soon"])
def test_a_time_limit_that_is_none_is_refused(given: Given, seconds: str) -> None:
    with pytest.raises(SettingsError, match="GONGO_MODEL_TIMEOUT"):
        given(GONGO_MODEL_TIMEOUT=seconds)


def test_a_limit_is_a_number_in_so_many_seconds(given: Given) -> None:
    assert given(GONGO_ASK_USER=" 5/2.5 ").gongo_ask_user == (5, 2.5)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("GONGO_ASK_USER", "fast", "expected a number and seconds, such as 20/60 for 20 a minute"),
        ("GONGO_SEND_CHAT", "0/1", "expected a number and seconds, such as 20/60 for 20 a minute"),
        ("GONGO_WEBHOOK_URL", "https://bot.example.org/", "such as https://bot.example.org/telegram"),
        ("GONGO_DATABASE_URL", "postgres://u:secret@h/n", "expected postgresql+asyncpg://"),
        ("GONGO_HTTP_PORT", "70000", "less than or equal to 65535"),
        ("GONGO_KEEP_DAYS", "0", "greater than or equal to 1"),
        ("GONGO_STAFF_CHAT", "@staff", "valid integer"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(given: Given, name: str, value: str, expected: str) -> None:
    with pytest.raises(SettingsError) as refused:
        given(**{name: value})

    assert str(refused.value).startswith(f"{name}: ")
    assert expected in str(refused.value)
    assert "secret" not in str(refused.value)
