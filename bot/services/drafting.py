"""Changes of a pack's files as text: what staff add goes where it belongs, and every other byte stays.

Each result is read again before it is given: what would change anything else is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from bot.services.learning import EXAMPLES
from knowledge.documents import DocumentError, parse_document
from rules.edition import Confidence, FigureKind
from rules.facts import Text
from rules.plain_yaml import PlainFile, RuleFileError, read_plain

EXAMPLES_PATH = f"rules/{EXAMPLES}"
_SCHEMA = "schema: 1\n"

Figures = Mapping[str, tuple[FigureKind, int | str]]  # name in the sentence -> kind and value


class CannotEdit(ValueError):
    """A file that a change cannot be fitted into, or a change that is there already; for staff."""


@dataclass(frozen=True)
class Quote:
    """A document's id and its words in both languages."""

    source: str
    words: Text


@dataclass(frozen=True)
class NewStatement:
    """A statement to be added: `says` holds {names} of its figures."""

    id: str
    says: Text
    proof: Sequence[Quote]
    figures: Figures = field(default_factory=dict)
    confidence: Confidence = "M"


@dataclass(frozen=True)
class NewCorrection:
    """A figure that is often misread: `wrong` and `right` have one kind."""

    statement: str
    wrong: tuple[FigureKind, int | str]
    right: tuple[FigureKind, int | str]
    says: NewStatement


def edition_path(edition: str) -> str:
    return f"rules/{edition}.yaml"


def corrections_path(edition: str) -> str:
    return f"rules/{edition}.corrections.yaml"


def document_path(text: str) -> str:
    """Where a document with front matter belongs. Raises DocumentError for a text that is none."""
    head = dict(
        line.split(":", 1) for line in text.lstrip("\ufeff").split("\n---", 1)[0].splitlines() if ":" in line
    )
    id, language = (head.get(one, "").strip().strip("\"'") for one in ("id", "language"))
    path = f"documents/{id}.{language}.md"
    document = parse_document(text.encode(), Path(path).relative_to("documents"))
    if f"documents/{document.key}.md" != path:
        raise DocumentError([f"{path}:1: the id and language of the front matter are not plain"])
    return path


def with_example(text: str | None, topic: str, language: Literal["ko", "en"], question: str) -> str:
    """examples.yaml with one more question. Raises CannotEdit or RuleFileError."""
    question = " ".join(question.split())
    if not question:
        raise CannotEdit("an example has words")
    text = text if text and text.strip() else f"{_SCHEMA}examples: {{}}\n"
    file = read_plain(text, EXAMPLES_PATH)
    topics = file.data.get("examples") if isinstance(file.data, dict) else None
    if not isinstance(topics, dict):
        raise CannotEdit(f"{EXAMPLES_PATH}: has no map of examples")
    wanted = {**file.data, "examples": {**topics, topic: dict(topics.get(topic) or {})}}
    known = list(wanted["examples"][topic].get(language) or [])
    if question in known:
        raise CannotEdit(f"{EXAMPLES_PATH}: topic {topic} has this example already")
    wanted["examples"][topic][language] = [*known, question]
    written = _quoted(question)
    if known:
        lines, (line, column) = _lines(text), file.positions["examples", topic, language, len(known) - 1]
        # the list's dash stands somewhere before its item
        dash = lines[line - 1].rfind("-", 0, column - 1)
        new = _inserted(lines, _end_of_block(lines, line, dash), [f"{' ' * dash}- {written}"])
    elif isinstance(topics.get(topic), dict):
        lines, (line, column) = _lines(text), file.positions["examples", topic]
        indent = " " * (column - 1)
        new = _inserted(lines, line, [f"{indent}  {language}:", f"{indent}    - {written}"])
    else:
        new = _appended(text, file, "examples", [f"  {topic}:", f"    {language}:", f"      - {written}"])
    return _verified(new, wanted, EXAMPLES_PATH)


def with_statement(text: str, edition: str, new: NewStatement) -> str:
    """An edition's file with one more statement, at the end of its statements. Raises CannotEdit or RuleFileError."""
    path = edition_path(edition)
    file = read_plain(text, path)
    known = file.data.get("statements") if isinstance(file.data, dict) else None
    if not isinstance(known, dict):
        raise CannotEdit(f"{path}: has no map of statements")
    if new.id in known:
        raise CannotEdit(f"{path}: has a statement {new.id} already")
    claim = _claim(new)
    lines = [f"  {_key(new.id)}:", *(f"    {one}" for one in _as_lines(claim))]
    wanted = {**file.data, "statements": {**known, new.id: claim}}
    return _verified(_appended(text, file, "statements", lines), wanted, path)


def with_correction(text: str | None, edition: str, new: NewCorrection) -> str:
    """An edition's file of corrections with one more. Raises CannotEdit or RuleFileError."""
    path = corrections_path(edition)
    text = text if text and text.strip() else f"{_SCHEMA}corrections: []\n"
    file = read_plain(text, path)
    known = file.data.get("corrections") if isinstance(file.data, dict) else None
    if not isinstance(known, list):
        raise CannotEdit(f"{path}: has no list of corrections")
    if any(isinstance(one, dict) and one.get("id") == new.says.id for one in known):
        raise CannotEdit(f"{path}: has a correction {new.says.id} already")
    entry = {
        "id": new.says.id,
        "statement": new.statement,
        "wrong": dict([new.wrong]),
        "right": dict([new.right]),
        **_claim(new.says),
    }
    first, *others = _as_lines(entry)
    lines = [f"  - {first}", *(f"    {one}" for one in others)]
    wanted = {**file.data, "corrections": [*known, entry]}
    return _verified(_appended(text, file, "corrections", lines), wanted, path)


def _claim(new: NewStatement) -> dict[str, Any]:
    claim: dict[str, Any] = {"says": {"ko": new.says.ko, "en": new.says.en}}
    if new.figures:
        claim["figures"] = {name: dict([figure]) for name, figure in new.figures.items()}
    claim["proof"] = [
        {"source": one.source, "quote": {"ko": one.words.ko, "en": one.words.en}} for one in new.proof
    ]
    return {**claim, "confidence": new.confidence}


# --- text -------------------------------------------------------------------------------------------------------


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _inserted(lines: list[str], at: int, new: list[str]) -> str:
    return "\n".join([*lines[:at], *new, *lines[at:]])


def _end_of_block(lines: list[str], line: int, column: int) -> int:
    """The number of lines up to the end of what begins in `line` (1-based) and is indented beyond `column`."""
    end = line
    while end < len(lines) and lines[end].strip() and _indent(lines[end]) > column:
        end += 1
    return end


def _appended(text: str, file: PlainFile, key: str, new: list[str]) -> str:
    """At the end of what stands under a key of the whole file; an empty {} or [] gives way."""
    lines = _lines(text)
    line, _ = file.positions[(key,)]
    if not file.data[key]:
        lines[line - 1] = f"{key}:"
    end = line
    while end < len(lines) and (not lines[end].strip() or lines[end][:1] in " #-"):
        end += 1
    while end > line and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1  # what is said about the next key stays with it
    return _inserted(lines, end, new if end < len(lines) else [*new, ""])


def _as_lines(data: Mapping[str, Any]) -> list[str]:
    """A map in block style, texts in quotes."""
    lines: list[str] = []
    for key, value in data.items():
        if isinstance(value, list):
            lines.append(f"{_key(key)}:")
            for one in value:
                first, *others = _as_lines(one)
                lines += [f"  - {first}", *(f"    {other}" for other in others)]
        elif isinstance(value, dict):
            lines += [f"{_key(key)}:", *(f"  {one}" for one in _as_lines(value))]
        else:
            lines.append(f"{_key(key)}: {value if isinstance(value, int) else _quoted(value)}")
    return lines


def _key(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isascii() and key[:1].isalpha() else _quoted(key)


def _quoted(text: str) -> str:
    # What JSON writes between quotes, YAML reads as the same, but for these two, which YAML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f").replace("\x85", "\\x85")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _verified(text: str, wanted: object, path: str) -> str:
    """The text, if it holds what was wanted and nothing else."""
    try:
        data = read_plain(text, path).data
    except RuleFileError:
        data = None
    if data != wanted:
        raise CannotEdit(f"{path}: is written in a way that this change does not fit into; edit it as text")
    return text
