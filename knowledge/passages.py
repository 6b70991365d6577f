"""A document cut into its smallest citable pieces: a paragraph, a list item, a table row.

Pure: text in, passages out. How passages are searched is not known here.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from knowledge.documents import Document, Language, heading_of
from knowledge.sentences import SENTENCE_END, table_at

LIMIT: Final = 300  # characters; the encoder is best on short text (recall@5 .775 -> .842 by sentences)
_SHORT_ITEM: Final = 40  # a list of names says something only together
_LONGEST_LEAD: Final = 120

_RULE: Final = re.compile(r"\s*([-*_=]\s*){3,}")
_ITEM: Final = re.compile(
    r"\s*(?:[-*+•·ㆍ‧○◦●□■▪▶※☞]\s+|(?=\(?\d{1,3}[.)]\s)|(?=[가나다라마바사아자차카타파하][.)]\s)|(?=[①-⑳]))(\S.*)"
)
_CELL_END: Final = re.compile(r"(?<!\\)\|")
_BOLD: Final = re.compile(r"(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that can be cited by itself."""

    id: str  # <document>.<language>#<section>-<number in the section>
    document: str
    language: Language
    headings: tuple[str, ...]  # from the document's title down
    text: str
    digest: str  # over all that the index sees of it

    @property
    def indexed(self) -> str:
        """What is searched. The text comes first, because an encoder may read only the beginning."""
        return "\n".join((self.text, *self.headings))


def split(document: Document) -> tuple[Passage, ...]:
    """All passages of a document, in its order. Nothing the document says is left out."""
    counts: Counter[str] = Counter()
    passages = []
    for headings, text in _pieces(document):
        slug = _slug(headings[-1]) if len(headings) > 1 else ""
        counts[slug] += 1
        name = f"{slug}-{counts[slug]}" if slug else f"{counts[slug]}"
        passages.append(
            Passage(
                id=f"{document.key}#{name}",
                document=document.id,
                language=document.language,
                headings=headings,
                text=text,
                digest=_digest(document.language, headings, text),
            )
        )
    return tuple(passages)


def _digest(language: Language, headings: tuple[str, ...], text: str) -> str:
    return hashlib.sha256(json.dumps([language, headings, text]).encode()).hexdigest()


def _slug(heading: str) -> str:
    return re.sub(r"[^0-9a-z가-힣]+", "-", heading.lower())[:24].strip("-")


def _pieces(document: Document) -> Iterator[tuple[tuple[str, ...], str]]:
    sections = list(_sections(document))
    for number, (headings, lines) in enumerate(sections):
        texts = [text for text in _texts(lines) if any(character.isalnum() for character in text)]
        for text in texts:
            yield headings, text
        below = sections[number + 1][0] if number + 1 < len(sections) else ()
        opens = len(below) > len(headings) and below[: len(headings)] == headings
        before_the_first_heading = number == 0 and len(sections) > 1
        if not texts and not opens and not before_the_first_heading:
            yield headings[:-1], headings[-1]  # a heading with nothing under it is all that is said there


def _sections(document: Document) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    path: list[tuple[int, str]] = []
    lines: list[str] = []
    title = _plain(document.title)

    def headings() -> tuple[str, ...]:
        texts = [text for _, text in path]
        return (title, *(texts[1:] if texts[:1] == [title] else texts))

    for line in document.text.split("\n"):
        heading = heading_of(line)
        if heading is None:
            lines.append(line)
            continue
        yield headings(), lines
        level, words = heading
        path = [(above, text) for above, text in path if above < level] + [(level, _plain(words))]
        lines = []
    yield headings(), lines


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class _List:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    rows: tuple[tuple[str, ...], ...]  # cells, each with its column's heading


_Block = _Paragraph | _List | _Table


def _texts(lines: Sequence[str]) -> Iterator[str]:
    blocks = list(_blocks(lines))
    lead = ""
    for block, following in zip_longest(blocks, blocks[1:]):
        match block:
            case _Paragraph(text):
                if _leads(text) and isinstance(following, _List):
                    lead = f"{text} "
                else:
                    yield from _cut(text)
            case _List(items):
                for item in _joined(items):
                    yield from _cut(lead + item)
                lead = ""
            case _Table(rows):
                for row in rows:
                    yield from _pack(row, "; ")


def _leads(text: str) -> bool:
    """Whether a paragraph only introduces what follows, which says little without it."""
    return text.endswith((":", "\uff1a")) and len(text) <= _LONGEST_LEAD


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    number = 0
    while number < len(lines):
        start = number
        if not lines[number].strip() or _RULE.fullmatch(lines[number]):
            number += 1
        elif table_at(lines, number):
            number = _end(lines, start + 2, lambda at: "|" in lines[at])
            yield _table([_cells(lines[start]), *(_cells(line) for line in lines[start + 2 : number])])
        elif _ITEM.fullmatch(lines[number]):
            number = _end(lines, start + 1, lambda at: not table_at(lines, at))
            yield _list(lines[start:number])
        else:
            number = _end(
                lines, start + 1, lambda at: not table_at(lines, at) and not _ITEM.fullmatch(lines[at])
            )
            yield _Paragraph(_plain(" ".join(lines[start:number])))


def _end(lines: Sequence[str], number: int, belongs: Callable[[int], bool]) -> int:
    """The first line from `number` on that is blank, a rule or does not belong."""
    while (
        number < len(lines)
        and lines[number].strip()
        and not _RULE.fullmatch(lines[number])
        and belongs(number)
    ):
        number += 1
    return number


def _list(lines: Iterable[str]) -> _List:
    items: list[list[str]] = []
    for line in lines:
        match = _ITEM.fullmatch(line)
        if match:
            items.append([match[1]])
        else:
            items[-1].append(line)
    return _List(tuple(_plain(" ".join(item)) for item in items))


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    cells = [_plain(cell.replace("\\|", "|")) for cell in _CELL_END.split(line)]
    return cells if cells[-1] else cells[:-1]


def _table(rows: Sequence[Sequence[str]]) -> _Table:
    columns, *body = rows
    if not body:
        return _Table((tuple(column for column in columns if column),))
    return _Table(tuple(tuple(_labelled(columns, row)) for row in body))


def _labelled(columns: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    for number, cell in enumerate(row):
        column = columns[number] if number < len(columns) else ""
        if cell:
            yield f"{column}: {cell}" if column else cell


def _joined(items: Iterable[str]) -> Iterator[str]:
    """Items, where short ones that follow each other stand together."""
    together: list[str] = []
    for item in items:
        if together and (
            len(item) > _SHORT_ITEM or len("; ".join((*together, item))) > LIMIT - _LONGEST_LEAD
        ):
            yield "; ".join(together)
            together = []
        if len(item) > _SHORT_ITEM:
            yield item
        else:
            together.append(item)
    if together:
        yield "; ".join(together)


def _cut(text: str) -> Iterator[str]:
    return _pack(SENTENCE_END.split(text), " ")


def _pack(units: Iterable[str], between: str) -> Iterator[str]:
    """The units joined, in as few texts of at most LIMIT characters as their order allows."""
    packed = ""
    for unit in units:
        for part in _short_enough(unit):
            if packed and len(packed) + len(between) + len(part) > LIMIT:
                yield packed
                packed = ""
            packed = f"{packed}{between}{part}" if packed else part
    if packed.strip():
        yield packed


def _short_enough(unit: str) -> Iterator[str]:
    start = 0
    while len(unit) - start > LIMIT:
        space = unit.rfind(" ", start + 1, start + LIMIT + 1)
        end = space if space > 0 else start + LIMIT
        yield unit[start:end].strip()
        start = end
    if unit[start:].strip():
        yield unit[start:].strip()


def _plain(text: str) -> str:
    return " ".join(_BOLD.sub(r"\2", text).split())
