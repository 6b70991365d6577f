"""Settings: read once from the environment into a frozen value. What is wrong is said all at once."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_MODEL = re.compile(r"[a-z][a-z0-9_-]*:\S+", re.ASCII)


class Settings(BaseSettings):
    """TELEGRAM_BOT_TOKEN, TELEGRAM_API_URL (http://host:port), GONGO_HOME (where state is kept), GONGO_MODEL
    (provider:name), GONGO_MODEL_TIMEOUT (seconds that a model may take for one message).

    A variable that is empty counts as not set.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, str_strip_whitespace=True
    )

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str | None = None
    gongo_home: Path = Field(default=Path("var"))
    gongo_model: str | None = None
    gongo_model_timeout: float = Field(default=8.0, gt=0, le=60, allow_inf_nan=False)

    @field_validator("telegram_bot_token")
    @classmethod
    def _blank_is_unset(cls, value: SecretStr | None) -> SecretStr | None:
        # A file read into the variable leaves its line end behind.
        stripped = value.get_secret_value().strip() if value else ""
        return SecretStr(stripped) if stripped else None

    @field_validator("telegram_api_url")
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
