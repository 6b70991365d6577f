"""Settings: read once from the environment into a frozen value. What is wrong is said all at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_RATE = re.compile(r"(\d{1,6})/(\d{1,6}(?:\.\d+)?)")


def _read_rate(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _RATE.fullmatch(value.replace(" ", ""))
    if found is None or int(found[1]) == 0 or float(found[2]) == 0:
        raise ValueError("expected a number and seconds, such as 20/60 for 20 a minute")
    return int(found[1]), float(found[2])


Limit = Annotated[tuple[int, float], NoDecode, BeforeValidator(_read_rate)]

_MODEL = re.compile(r"[a-z][a-z0-9_-]*:\S+", re.ASCII)


class Settings(BaseSettings):
    """What stands in the environment; README says what each is for. A variable that is empty counts as not set."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, str_strip_whitespace=True
    )

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str | None = None
    gongo_home: Path = Field(default=Path("var"))
    gongo_model: str | None = None
    gongo_model_timeout: float = Field(default=8.0, gt=0, le=60, allow_inf_nan=False)
    gongo_webhook_url: str | None = None
    gongo_http_host: str = "127.0.0.1"
    gongo_http_port: Annotated[int, Field(ge=1, le=65535)] | None = None
    gongo_console_url: str | None = None
    gongo_database_url: SecretStr | None = None
    gongo_chroma_url: str | None = None
    gongo_staff_chat: int | None = None
    gongo_staff_language: Literal["ko", "en"] = "ko"
    gongo_keep_days: Annotated[int, Field(ge=1, le=3650)] = 180
    gongo_send_overall: Limit = (30, 1.0)
    gongo_send_chat: Limit = (3, 3.0)
    gongo_send_group: Limit = (20, 60.0)
    gongo_ask_user: Limit = (20, 60.0)
    gongo_ask_overall: Limit = (3000, 60.0)

    @field_validator("telegram_bot_token")
    @classmethod
    def _blank_is_unset(cls, value: SecretStr | None) -> SecretStr | None:
        # A file read into the variable leaves its line end behind.
        stripped = value.get_secret_value().strip() if value else ""
        return SecretStr(stripped) if stripped else None

    @field_validator("telegram_api_url", "gongo_chroma_url", "gongo_console_url")
    @classmethod
    def _an_address(cls, value: str | None) -> str | None:
        if value is not None and not _is_address(value):
            raise ValueError("expected an address such as http://localhost:8081")
        return value.rstrip("/") if value else value

    @field_validator("gongo_model")
    @classmethod
    def _names_its_provider(cls, value: str | None) -> str | None:
        if value is not None and not _MODEL.fullmatch(value):
            raise ValueError("expected provider:name, such as ollama:qwen3")
        return value

    @field_validator("gongo_webhook_url")
    @classmethod
    def _reached_by_telegram(cls, value: str | None) -> str | None:
        if value is not None and not (_is_address(value) and urlsplit(value).path.strip("/")):
            raise ValueError("expected an address with a path, such as https://bot.example.org/telegram")
        return value

    @field_validator("gongo_database_url")
    @classmethod
    def _a_postgresql(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith("postgresql+asyncpg://"):
            raise ValueError("expected postgresql+asyncpg://user:password@host/name")
        return value


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        return False


class SettingsError(Exception):
    """Settings that cannot be used; for whoever starts Gongo. Names every variable and what right looks like."""


def read_settings() -> Settings:
    """Raises SettingsError."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"{str(one['loc'][0]).upper()}: {one['msg'].removeprefix('Value error, ')}"
            for one in error.errors()
        ]
        raise SettingsError("\n".join(lines)) from None
