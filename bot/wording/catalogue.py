"""The interface's sentences: two gettext catalogues with the same keys and placeholders, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from babel.messages.pofile import read_po

LANGUAGES = ("ko", "en")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Key -> sentence with {placeholders}. Raises FileNotFoundError for a language that has no catalogue."""
    with resources.files("bot.wording").joinpath(f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language)
    return {str(one.id): str(one.string) for one in messages if one.id}


def say(language: str, key: str, **values: object) -> str:
    """One sentence. Raises KeyError for a key or placeholder that does not exist."""
    return catalogue(language)[key].format(**values)
