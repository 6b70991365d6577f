"""Small files of staff (acknowledgements, cases) as values of a declared shape, every problem at its line."""

from __future__ import annotations

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
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleFileError([Problem(str(path), 1, 1, f"cannot be read as UTF-8 text ({error})")]) from None
    file = read_plain(text, str(path))
    try:
        return file, model.model_validate(file.data)
    except ValidationError as error:
        raise RuleFileError(
            [
                file.problem(tuple(one["loc"]), _message(one["type"], one["msg"], one["loc"]))
                for one in error.errors()
            ]
        ) from None


def _message(kind: str, told: str, place: tuple[int | str, ...]) -> str:
    key = str(place[-1]) if place else ""
    if kind == "extra_forbidden":
        return f"unknown key '{key}'"
    if kind == "missing":
        return f"missing key '{key}'"
    where = ".".join(map(str, place))
    return f"{told} [{where}]" if where else told
