"""Warnings that are right as they stand, settled by staff with a reason: acknowledged/<edition>.yaml.

An acknowledgement names the check, the place and the figures; when these change it settles nothing any more, and
that is told too. An error cannot be acknowledged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from rules.facts import Text
from rules.lint import Finding
from rules.plain_yaml import Problem, RuleFileError
from rules.shape import Shape, read_shape

# A folder, since every file beside the editions is read as an edition.
FOLDER = "acknowledged"

_Words = Annotated[str, Field(min_length=10, max_length=1500)]


@dataclass(frozen=True)
class Acknowledgement:
    """`check`, `at` and `found` as the finding has them. `file` and `position` say where staff wrote it."""

    check: str
    at: str
    found: str
    reason: Text
    file: str
    position: tuple[str | int, ...]


@dataclass(frozen=True)
class Settled:
    """Findings after the acknowledgements: those still open, and those settled with what settled them."""

    open: tuple[Finding, ...]
    settled: tuple[tuple[Finding, Acknowledgement], ...]


class _Reason(Shape):
    ko: _Words
    en: _Words


class _Entry(Shape):
    check: str
    at: str
    found: str = ""
    reason: _Reason


class _File(Shape):
    schema_: Literal[1] = Field(alias="schema")
    acknowledged: list[_Entry]


def read_acknowledged(folder: Path) -> tuple[Acknowledgement, ...]:
    """Those of one programme's folder, in the order of the files. Raises RuleFileError with every problem found."""
    found: list[Acknowledgement] = []
    problems: list[Problem] = []
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        try:
            _, data = read_shape(path, _File)
        except RuleFileError as error:
            problems.extend(error.problems)
            continue
        found += [
            Acknowledgement(
                one.check,
                one.at,
                one.found,
                Text(one.reason.ko, one.reason.en),
                f"{FOLDER}/{path.name}",
                ("acknowledged", index),
            )
            for index, one in enumerate(data.acknowledged)
        ]
    if problems:
        raise RuleFileError(problems)
    return tuple(found)


def settle(findings: Iterable[Finding], acknowledgements: Iterable[Acknowledgement]) -> Settled:
    """Takes the acknowledged warnings out; an acknowledgement that settles none becomes a warning itself."""
    by_finding = {(one.check, one.at, one.found): one for one in acknowledgements}
    unused = dict(by_finding)
    still_open: list[Finding] = []
    settled: list[tuple[Finding, Acknowledgement]] = []
    for finding in findings:
        key = (finding.check, finding.at, finding.found)
        if finding.severity == "warning" and key in by_finding:
            settled.append((finding, by_finding[key]))
            unused.pop(key, None)
        else:
            still_open.append(finding)
    still_open += [_unused(one) for one in unused.values()]
    return Settled(tuple(still_open), tuple(settled))


def _unused(one: Acknowledgement) -> Finding:
    return Finding(
        "acknowledged",
        "warning",
        one.at,
        "",
        Text(
            f"확인 처리한 경고가 없습니다: {one.check}, {one.found or one.at}.",
            f"No warning is settled by it: {one.check}, {one.found or one.at}.",
        ),
        Text(
            "숫자가 바뀌었으면 다시 확인해 고쳐 적고, 필요 없으면 지우세요.",
            "If the figures changed, check them again and write the new ones; else delete it.",
        ),
        one.file,
        one.position,
    )
