"""Small files of staff (acknowledgements, cases) as values of a declared shape, every problem at its line."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from rules.plain_yaml import PlainFile, Problem, RuleFileError, read_plain

_M = TypeVar("_M", bound=BaseModel)


class Shape(BaseModel):
    """A map with these keys and no other."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_shape(path: Path, model: type[_M]) -> tuple[PlainFile, _M]:
    """One file, with the positions of its parts. Raises RuleFileError with every problem found."""
    file = read_file(path)
    return file, shaped(file, model)


def read_file(path: Path) -> PlainFile:
    """One file as plain data. Raises RuleFileError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleFileError([Problem(str(path), 1, 1, f"cannot be read as UTF-8 text ({error})")]) from None
    return read_plain(text, str(path))


def shaped(file: PlainFile, model: type[_M]) -> _M:
    """The data of a file as values. Raises RuleFileError with every problem found."""
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        known = _known_keys(model)
        raise RuleFileError(
            [
                file.problem(tuple(one["loc"]), _message(one["type"], one["msg"], one["loc"], known))
                for one in error.errors()
            ]
        ) from None


def _known_keys(model: type[BaseModel]) -> list[str]:
    """Every key that stands anywhere in this kind of file."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return sorted({key for part in parts for key in part.get("properties", {})})


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """What to add to a message on a word that is not known: the nearest that is, or nothing."""
    close = get_close_matches(word, list(known), 1)
    return f" (did you mean '{close[0]}'?)" if close else ""


def _message(kind: str, told: str, place: tuple[int | str, ...], known: list[str]) -> str:
    key = str(place[-1]) if place else ""
    if kind == "extra_forbidden":
        return f"unknown key '{key}'{did_you_mean(key, known)}"
    if kind == "missing":
        return f"missing key '{key}'"
    told = told.removeprefix("Value error, ")
    where = ".".join(map(str, place))
    return f"{told} [{where}]" if where else told
