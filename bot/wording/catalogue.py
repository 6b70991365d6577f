"""The interface's sentences: gettext catalogues in two languages with the same keys and placeholders, read once.

`ko.po` and `en.po` hold what companies read; each area of the console has a pair of its own, as `staff.ko.po`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from babel.messages.pofile import read_po

LANGUAGES = ("ko", "en")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Key -> sentence with {placeholders}. Raises FileNotFoundError for a language that has no catalogue."""
    parts = [
        one for one in resources.files("bot.wording").iterdir() if f".{one.name}".endswith(f".{language}.po")
    ]
    if not parts:
        raise FileNotFoundError(f"no catalogue for {language}")
    found: dict[str, str] = {}
    for part in sorted(parts, key=lambda one: one.name):
        with part.open("rb") as file:
            found |= {str(one.id): str(one.string) for one in read_po(file, locale=language) if one.id}
    return found


def say(language: str, key: str, **values: object) -> str:
    """One sentence. Raises KeyError for a key or placeholder that does not exist."""
    return catalogue(language)[key].format(**values)
