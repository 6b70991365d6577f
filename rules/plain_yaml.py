"""YAML as plain data with positions. Built from nodes: no constructor of the YAML library ever runs.

Any text whatever gives data or a RuleFileError, never another exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]

_MAX_BYTES = 1_000_000
_MAX_DEPTH = 30
_INTEGER = re.compile(r"-?[0-9][0-9_]{0,18}")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a file: what, where (1-based line and column), and what right looks like."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class RuleFileError(Exception):
    """A rule file that cannot be used; for staff. Holds every problem found, in order of file and line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class PlainFile:
    """The data of one file, and where each part of it stands."""

    name: str
    data: Any
    positions: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def problem(self, path: Path, message: str) -> Problem:
        """A problem at the deepest part of `path` that the file has."""
        while path and path not in self.positions:
            path = path[:-1]
        line, column = self.positions.get(path, (1, 1))
        return Problem(self.name, line, column, message)


def read_plain(text: str, name: str) -> PlainFile:
    """Maps, lists, text, whole numbers, true/false and null. Raises RuleFileError."""
    try:
        encoded = text.encode()
    except UnicodeEncodeError as error:
        # Half a surrogate pair: no file read as UTF-8 has one, but text from elsewhere may.
        line, column = _end_of(text[: error.start])
        raise RuleFileError([Problem(name, line, column, "not text: half a character stands here")]) from None
    if len(encoded) > _MAX_BYTES:
        raise RuleFileError([Problem(name, 1, 1, f"the file is larger than {_MAX_BYTES:,} bytes")])
    file = PlainFile(name, None)
    try:
        _refuse_exotic(text, name)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise RuleFileError([Problem(name, line, column, f"not YAML: {error.problem}")]) from None
    except yaml.reader.ReaderError as error:
        line, column = _end_of(encoded[: error.position].decode())
        raise RuleFileError([Problem(name, line, column, f"not YAML: {error.reason}")]) from None
    except yaml.YAMLError as error:
        message = " ".join(str(error).split())
        raise RuleFileError([Problem(name, 1, 1, f"not YAML: {message}")]) from None
    if node is None:
        raise RuleFileError([Problem(name, 1, 1, "the file is empty")])
    file.data = _plain(node, (), file)
    return file


def _refuse_exotic(text: str, name: str) -> None:
    """Aliases, anchors and tags have no use in a rule file, and deep nesting only in an attack."""
    depth = 0
    for event in _events(text):
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise RuleFileError(
                [Problem(name, line, column, "anchors and aliases are not allowed; write it out")]
            )
        if getattr(event, "tag", None):
            raise RuleFileError(
                [Problem(name, line, column, f"tags ({event.tag}) are not allowed; write plain data")]
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise RuleFileError([Problem(name, line, column, f"nested deeper than {_MAX_DEPTH}")])


def _events(text: str) -> Iterator[Any]:
    yield from yaml.parse(text, Loader=yaml.CSafeLoader)


def _plain(node: yaml.Node, path: Path, file: PlainFile) -> Any:
    file.positions.setdefault(path, _position(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, file)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one, (*path, index), file) for index, one in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, path: Path, file: PlainFile) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in node.value:
        line, column = _position(key)
        if not isinstance(key, yaml.ScalarNode):
            raise RuleFileError(
                [Problem(file.name, line, column, "a key must be one word, not a list or a map")]
            )
        if key.value in data:
            raise RuleFileError([Problem(file.name, line, column, f"'{key.value}' is written twice here")])
        inner = (*path, key.value)
        file.positions[inner] = (line, column)
        data[key.value] = _plain(value, inner, file)
    return data


def _scalar(node: yaml.Node) -> Any:
    value = node.value
    # CSafeLoader marks a plain scalar with an empty style, the pure Python one with None.
    if not getattr(node, "style", None):
        if _INTEGER.fullmatch(value):
            return int(value.replace("_", ""))
        if value in ("true", "false"):
            return value == "true"
        if value in ("", "null", "~"):
            return None
    return value


def _end_of(text: str) -> tuple[int, int]:
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _position(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
