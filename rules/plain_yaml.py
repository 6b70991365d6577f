"""YAML as plain data with positions. Built from the parser's events: no constructor of the YAML library ever runs.

Any text whatever gives data or a RuleFileError, never another exception.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]
LEFT_OUT: Any = object()  # in place of a part of a file: nothing

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

    def with_instead(self, parts: Mapping[Path, Any]) -> PlainFile:
        """The file with something else in place of these parts, or nothing (LEFT_OUT). The rest stands where it stood."""
        file = PlainFile(self.name, None)

        def copied(value: Any, path: Path, new: Path) -> Any:
            if path in self.positions:
                file.positions[new] = self.positions[path]
            if path in parts:
                return parts[path]
            if isinstance(value, dict):
                added = {one[-1]: LEFT_OUT for one in parts if one and one[:-1] == path}
                inner = {key: copied(value.get(key), (*path, key), (*new, key)) for key in {**value, **added}}
                return {key: one for key, one in inner.items() if one is not LEFT_OUT}
            if isinstance(value, list):
                kept: list[Any] = []
                for index, each in enumerate(value):
                    one = copied(each, (*path, index), (*new, len(kept)))
                    if one is not LEFT_OUT:
                        kept.append(one)
                return kept
            return value

        file.data = copied(self.data, (), ())
        return file

    def part(self, path: Path) -> Any:
        """The data at a place, None where there is none."""
        part = self.data
        for key in path:
            if isinstance(part, dict):
                part = part.get(key)
            elif isinstance(part, list) and isinstance(key, int) and key < len(part):
                part = part[key]
            else:
                return None
        return part


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
        file.data = _Events(text, file).document()
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
    return file


class _Events:
    """What a file holds, from the events of the parser in one pass: no nodes are built of what is refused."""

    def __init__(self, text: str, file: PlainFile) -> None:
        self.file = file
        self.loader = yaml.CSafeLoader(text)
        self.depth = 0

    def document(self) -> Any:
        self._next()  # the stream starts
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise self._refused((1, 1), "the file is empty")
        data = self._value(self._next(), ())
        self._next()  # the document ends
        if not isinstance(end := self._next(), yaml.StreamEndEvent):
            raise self._refused(_position(end), "a second document begins; write one in a file")
        return data

    def _next(self) -> Any:
        event = self.loader.get_event()
        # Aliases, anchors and tags have no use in a rule file.
        if isinstance(event, yaml.NodeEvent):
            if event.anchor is not None:
                raise self._refused(_position(event), "anchors and aliases are not allowed; write it out")
            if tag := getattr(event, "tag", None):
                raise self._refused(_position(event), f"tags ({tag}) are not allowed; write plain data")
        return event

    def _value(self, event: Any, path: Path) -> Any:
        position = _position(event)
        self.file.positions.setdefault(path, position)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise self._refused(position, f"nested deeper than {_MAX_DEPTH}")
        data = self._map(path) if isinstance(event, yaml.MappingStartEvent) else self._list(path)
        self.depth -= 1
        return data

    def _list(self, path: Path) -> list[Any]:
        data: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            data.append(self._value(event, (*path, len(data))))
        return data

    def _map(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            position = _position(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refused(position, "a key must be one word, not a list or a map")
            key = event.value
            if key in data:
                raise self._refused(position, f"'{key}' is written twice here")
            inner = (*path, key)
            self.file.positions[inner] = position
            data[key] = self._value(self._next(), inner)
        return data

    def _refused(self, position: tuple[int, int], message: str) -> RuleFileError:
        return RuleFileError([Problem(self.file.name, *position, message)])


def _scalar(event: yaml.ScalarEvent) -> Any:
    value = event.value
    # CSafeLoader marks a plain scalar with an empty style, the pure Python one with None.
    if not event.style:
        if _INTEGER.fullmatch(value):
            return int(value.replace("_", ""))
        if value in ("true", "false"):
            return value == "true"
        if value in ("", "null", "~"):
            return None
    return value


def _end_of(text: str) -> tuple[int, int]:
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _position(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
