"""The documents behind the answers, each with its source, read from disk.

Nothing here splits, indexes or searches, and nothing heavy is imported: light commands read documents too.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

import yaml

from knowledge.readers.apart import Limits
from knowledge.readers.decoding import Unreadable, decode_utf8
from knowledge.readers.names import UnsafeName, safe_name
from knowledge.readers.reading import MAX_BYTES, USUAL, read_text

Language = Literal["ko", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("ko", "en")

_REQUIRED: Final = ("id", "language", "title", "publisher", "date", "address", "rank")
_MAY_BE_EMPTY: Final = ("publisher", "date", "address")  # "date:" says that the source has none
_OPTIONAL: Final = ("edition", "own_words")
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*)")
_KOREAN_FROM: Final = 0.2  # a Korean text full of product names still has far more Hangul than this


@dataclass(frozen=True, slots=True)
class Document:
    """One source in one language. The same id in Korean and in English is the same source."""

    id: str
    language: Language
    title: str
    publisher: str
    date: str  # a day, a month or a year: "2025-03-30", "2025-05", "2025"; empty if unknown
    address: str
    rank: int  # 1 official notice, 2 ministry, 3 agency or press of that year, 4 local press, 5 secondary
    edition: str | None
    own_words: bool  # True: Gongo's own summary. False: the publisher's words
    text: str
    digest: str  # sha256 of the whole file
    first_line: int = 1  # the line of the file on which the text begins

    @property
    def key(self) -> str:
        """Identifies the document among all: id and language."""
        return f"{self.id}.{self.language}"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of staff as a document, and what they should know of its reading, such as pages without text."""

    document: Document
    notes: tuple[str, ...] = ()


class DocumentError(ValueError):
    """Documents that cannot be used. Each problem reads `file:line: what is wrong; what right looks like`."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def read_documents(folder: Path) -> tuple[Document, ...]:
    """Every `*.md` below the folder, by path. Raises one `DocumentError` with the problems of all files."""
    if not folder.is_dir():
        raise DocumentError([f"{folder}:1: no such folder; give a folder with <id>.<language>.md files"])
    documents: list[Document] = []
    problems: list[str] = []
    for path in sorted(folder.rglob("*.md"), key=lambda path: path.relative_to(folder).as_posix()):
        try:
            documents.append(read_document(path))
        except DocumentError as error:
            problems += error.problems
    problems += duplicates(documents)
    if problems:
        raise DocumentError(problems)
    return tuple(documents)


def read_document(path: Path) -> Document:
    """A `<id>.<language>.md` file with front matter. Raises `DocumentError`, whatever the file holds."""
    return parse_document(bytes_of(path), path)


def parse_document(data: bytes, path: Path) -> Document:
    """`read_document` for bytes already read; the path only names the file."""
    try:
        lines = decode_utf8(data).split("\n")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise DocumentError([f"{path}:{line}: not UTF-8; save the file as UTF-8"]) from None
    except Unreadable as problem:
        raise DocumentError([f"{path}:{problem.line}: {problem}"]) from None
    end = _front_matter_end(lines, path)
    fields, problems = _fields("\n".join(lines[1:end]) + "\n", path)
    below = "\n".join(lines[end + 1 :])
    text = below.strip()
    problems += _field_problems(fields, path)
    if not text:
        problems.append(f"{path}:{end + 1}: no text after the front matter; write what the source says")
    if problems:
        raise DocumentError(problems)
    value = {key: value for key, (value, _) in fields.items()}
    return Document(
        id=value["id"],
        language="ko" if value["language"] == "ko" else "en",
        title=value["title"],
        publisher=value["publisher"],
        date=value["date"],
        address=value["address"],
        rank=int(value["rank"]),
        edition=value.get("edition") or None,
        own_words=value.get("own_words", "true") != "false",
        text=text,
        digest=hashlib.sha256(data).hexdigest(),
        first_line=end + 2 + below[: len(below) - len(below.lstrip())].count("\n"),
    )


def read_upload(
    name: str,
    content: bytes,
    *,
    publisher: str = "",
    date: str = "",
    address: str = "",
    rank: int = 3,
    limits: Limits = USUAL,
) -> Upload:
    """A file that somebody sent, by the name and the bytes that they sent; no name is taken for a path.

    .md, .txt, .html, .pdf and .docx; title, language and id come from the text, its properties and the name. Raises
    `DocumentError`, whatever name and bytes are.
    """
    try:
        path = Path(safe_name(name))
    except UnsafeName as problem:
        raise DocumentError([f"{_one_line(repr(name[:60]))}:1: {problem}"]) from None
    try:
        reading = read_text(path.suffix, content, limits)
    except Unreadable as problem:
        raise DocumentError([f"{path}:{problem.line}: {problem}"]) from None
    text = reading.text
    if not text:
        raise DocumentError([f"{path}:1: the file is empty; give a file with text"])
    id, named = identity_of(path)
    stem = path.stem.removesuffix(f".{named}") if named else path.stem
    headings = (heading for heading in map(heading_of, text.split("\n")) if heading)
    document = Document(
        id=id,
        language=named or language_of(text),
        title=_one_line(reading.title or next(headings, (1, stem))[1]),
        publisher=publisher,
        date=date,
        address=address,
        rank=rank,
        edition=None,
        own_words=False,
        text=text,
        digest=hashlib.sha256(content).hexdigest(),
    )
    return Upload(document, reading.notes)


def identity_of(path: Path) -> tuple[str, Language | None]:
    """The id that a file without front matter gets by its name, and the language where the name has one."""
    stem, _, ending = path.stem.rpartition(".")
    named = next((language for language in LANGUAGES if stem and ending == language), None)
    return _slug(stem if named else path.stem), named


def heading_of(line: str) -> tuple[int, str] | None:
    """Level and words of a markdown heading; None for any other line."""
    match = _HEADING.match(line)
    if not match:
        return None
    words = match[2].rstrip()
    open_end = words.rstrip("#")
    closed = open_end != words and open_end.endswith((" ", "\t"))  # "## Words ##", but not "## C#"
    return len(match[1]), open_end.rstrip() if closed else words


def language_of(text: str) -> Language:
    """Korean or English, by the share of Hangul among the letters; Korean when there are none."""
    hangul = sum(1 for character in text if "가" <= character <= "힣" or "ㄱ" <= character <= "ㆎ")
    latin = sum(1 for character in text if character.isascii() and character.isalpha())
    return "ko" if hangul >= _KOREAN_FROM * (hangul + latin) else "en"


def duplicates(documents: Iterable[Document]) -> list[str]:
    """A problem for each document whose id and language an earlier one has already."""
    seen: set[str] = set()
    problems = []
    for document in documents:
        if document.key in seen:
            problems.append(
                f"{document.key}.md:1: a second document with this id and language; give each its own id"
            )
        seen.add(document.key)
    return problems


def bytes_of(path: Path) -> bytes:
    """A file's bytes. Raises `DocumentError`, also for what is no file and for more than `MAX_BYTES`."""
    try:
        if not path.is_file():  # a pipe would be waited for without end
            raise DocumentError([f"{path}:1: no such file; give a text file"])
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:  # ValueError: a NUL in the name
        if isinstance(problem, DocumentError):
            raise
        raise DocumentError([f"{path}:1: cannot be read ({problem}); give a readable text file"]) from None
    if len(data) > MAX_BYTES:
        raise DocumentError([f"{path}:1: larger than {MAX_BYTES:,} bytes; split it into several documents"])
    return data


def _front_matter_end(lines: list[str], path: Path) -> int:
    if lines[0].rstrip() != "---":
        raise DocumentError(
            [f"{path}:1: no front matter; begin with a line --- and then id:, language:, ..."]
        )
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return number
    raise DocumentError([f"{path}:1: the front matter has no end; close it with a line ---"])


_Fields = dict[str, tuple[str, int]]  # value and line


def _fields(source: str, path: Path) -> tuple[_Fields, list[str]]:
    fields: _Fields = {}
    problems: list[str] = []
    try:
        for key, value, line in _pairs(source):
            if key in fields:
                problems.append(f"{path}:{line}: {key} is given twice; keep one")
            fields[key] = (_one_line(value), line)
    except _NotFlat as problem:
        problems.append(f"{path}:{problem.line}: not a plain value; write one `key: value` a line")
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = 1 if mark is None else mark.line + 2
        problems.append(
            f"{path}:{line}: broken YAML ({problem.problem}); quote a value that contains a colon"
        )
    except yaml.YAMLError:
        problems.append(f"{path}:1: the front matter has a character that YAML does not allow; remove it")
    return fields, problems


class _NotFlat(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


def _pairs(source: str) -> Iterator[tuple[str, str, int]]:
    # Events, not `compose`: libyaml's composer calls itself for each level and a front matter of 50,000
    # brackets ends the process (measured). Nothing is constructed, so dates stay what was written.
    key: str | None = None
    depth = 0
    for event in yaml.parse(source, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 2 if event.start_mark else 1
        if isinstance(event, yaml.MappingStartEvent) and depth == 0:
            depth = 1
        elif isinstance(event, yaml.ScalarEvent) and depth == 1 and event.anchor is None:
            if key is None:
                key = event.value
            else:
                yield key, event.value, line
                key = None
        elif isinstance(event, yaml.NodeEvent):
            raise _NotFlat(line)


def _field_problems(fields: Mapping[str, tuple[str, int]], path: Path) -> Iterator[str]:
    for key in _REQUIRED:
        if key not in fields or (not fields[key][0] and key not in _MAY_BE_EMPTY):
            yield f"{path}:{fields[key][1] if key in fields else 1}: {key} is missing; add `{key}: ...`"
    for key, (value, line) in fields.items():
        right = _right(key, value) if value else None
        if right:
            yield f"{path}:{line}: {key} is {value[:60]!r}; {right}"
    if "id" in fields and "language" in fields:
        name = f"{fields['id'][0]}.{fields['language'][0]}.md"
        if path.name != name:
            yield f"{path}:{fields['id'][1]}: the file is called {path.name}; by id and language it is {name}"


def _right(key: str, value: str) -> str | None:
    """What a right value looks like, if this one is wrong."""
    if key not in _REQUIRED + _OPTIONAL:
        return f"the known keys are {', '.join(_REQUIRED + _OPTIONAL)}"
    wrong_and_right = {
        "id": (not _ID.fullmatch(value), "write small Latin letters, digits and hyphens"),
        "language": (value not in LANGUAGES, "write ko or en"),
        "date": (not _is_date(value), "write 2025-03-30, 2025-03 or 2025"),
        "address": (not re.fullmatch(r"https?://\S+", value), "write one address with https://"),
        "rank": (value not in set("12345"), "write 1 (official notice) to 5 (secondary account)"),
        "own_words": (value not in {"true", "false"}, "write true or false"),
    }
    wrong, right = wrong_and_right.get(key, (False, ""))
    return right if wrong else None


def _is_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if not match:
        return False
    try:
        date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        return False
    return True


def _slug(stem: str) -> str:
    """An id from a file name; a name that loses letters on the way gets a digest, so that two stay two."""
    stem = unicodedata.normalize("NFC", stem)
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:60].strip("-")
    if slug and stem.isascii() and len(stem) <= 60:
        return slug
    digest = hashlib.sha256(stem.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{digest}" if slug else f"document-{digest}"


def _one_line(text: str) -> str:
    # a file name may hold bytes that are no text; they come as surrogates that nothing can write out again
    return " ".join(text.encode("utf-8", "replace").decode().split())
