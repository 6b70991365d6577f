"""Settings: read once from the environment into a frozen value. What is wrong is said all at once."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """TELEGRAM_BOT_TOKEN, TELEGRAM_API_URL (http://host:port), GONGO_HOME (where state is kept)."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str | None = None
    gongo_home: Path = Field(default=Path("var"))

    @field_validator("telegram_bot_token", "telegram_api_url", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("telegram_api_url")
    @classmethod
    def _an_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("expected an address such as http://localhost:8081")
        return value.rstrip("/") if value else value


class SettingsError(Exception):
    """Settings that cannot be used; for whoever starts Gongo. Names every variable and what right looks like."""


def read_settings() -> Settings:
    """Raises SettingsError."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"{str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors()]
        raise SettingsError("\n".join(lines)) from None
