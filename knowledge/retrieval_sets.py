"""Public question sets in the forms that they are published in: passages, questions, and which passage is right.

Read are a folder's SQuAD JSON (KorQuAD, XQuAD), AutoRAG's pairs of Parquet files, KLUE-STS JSON and pairs of
line files (Tatoeba). What a file is, is told by its content, but for the line files; nothing is searched here.
"""

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

MOST_QUESTIONS: Final = 2_000  # of a set with more, as many are drawn
_SAME_MEANING: Final = 4  # KLUE-STS: people gave the two sentences this much of 5, or more
_LINES: Final = re.compile(r"(.+\.([a-z]{2,3})-([a-z]{2,3}))\.([a-z]{2,3})")


class SetUnreadable(ValueError):
    """A file that has the form of a set but cannot be used. The text names the file and what is expected."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question and the passages that answer it, by id."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Passages by id, and questions to them."""

    name: str  # of the file
    passages: Mapping[str, str]
    questions: Sequence[Question]

    def sample(self, count: int) -> "RetrievalSet":
        """At most `count` questions, among their passages and as many others: quicker, and easier than the whole."""
        draw = random.Random(0)
        questions = draw.sample(self.questions, min(count, len(self.questions)))
        right = {id for question in questions for id in question.right}
        others = [id for id in self.passages if id not in right]
        kept = right.union(draw.sample(others, min(len(right), len(others))))
        passages = {id: text for id, text in self.passages.items() if id in kept}
        return replace(self, passages=passages, questions=tuple(questions))


@dataclass(frozen=True, slots=True)
class SetsFound:
    """The sets of a folder, by name, and the files that belong to none."""

    sets: tuple[RetrievalSet, ...]
    unknown: tuple[Path, ...]


def read_sets(folder: Path) -> SetsFound:
    """Every set of the folder. Raises `SetUnreadable`, and OSError for a folder or file that cannot be read."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    found = [*_json_sets(files), *_parquet_sets(files), *_line_sets(files)]
    known = {path for _, paths in found for path in paths}
    sets = sorted((one for one, _ in found), key=lambda one: one.name)
    return SetsFound(tuple(sets), tuple(path for path in files if path not in known))


_Found = Iterator[tuple[RetrievalSet, tuple[Path, ...]]]


def _set(name: str, passages: Mapping[str, str], questions: Sequence[Question]) -> RetrievalSet:
    if len(questions) > MOST_QUESTIONS:
        questions = list(questions)
        random.Random(0).shuffle(questions)
    return RetrievalSet(name, passages, tuple(questions[:MOST_QUESTIONS]))


def _json_sets(files: Iterable[Path]) -> _Found:
    for path in files:
        if path.suffix != ".json":
            continue
        try:
            content = json.loads(path.read_bytes())
        except ValueError as problem:
            raise SetUnreadable(f"{path}: is no JSON: {problem}") from None
        try:
            if isinstance(content, dict) and "data" in content:
                yield _squad(path.stem, content["data"]), (path,)
            elif isinstance(content, list) and content and "sentence1" in content[0]:
                yield _paraphrases(path.stem, content), (path,)
        except (KeyError, TypeError, AttributeError) as problem:
            raise SetUnreadable(
                f"{path}: {type(problem).__name__} {problem}; expected SQuAD's "
                '{"data": [{"paragraphs": [{"context", "qas": [{"question"}]}]}]} or KLUE-STS\'s '
                '[{"sentence1", "sentence2", "labels": {"label"}}]'
            ) from None


def _squad(name: str, articles: Iterable[Mapping[str, Any]]) -> RetrievalSet:
    ids: dict[str, str] = {}  # by text: a paragraph that stands twice is one passage
    questions = []
    for article in articles:
        for paragraph in article["paragraphs"]:
            id = ids.setdefault(paragraph["context"], f"p{len(ids)}")
            questions += [Question(one["question"], frozenset({id})) for one in paragraph["qas"]]
    return _set(name, {id: text for text, id in ids.items()}, questions)


def _paraphrases(name: str, pairs: Sequence[Mapping[str, Any]]) -> RetrievalSet:
    passages = {f"s{number}": pair["sentence2"] for number, pair in enumerate(pairs)}
    questions = [
        Question(pair["sentence1"], frozenset({f"s{number}"}))
        for number, pair in enumerate(pairs)
        if pair["labels"].get("real-label", pair["labels"]["label"]) >= _SAME_MEANING
    ]
    return _set(name, passages, questions)


def _parquet_sets(files: Iterable[Path]) -> _Found:
    """Questions go with the pages that hold all of their answers."""
    tables = {path: _columns(path) for path in files if path.suffix == ".parquet"}
    pages = {
        path: {str(id): text for id, text in zip(table["doc_id"], table["contents"], strict=True)}
        for path, table in tables.items()
        if {"doc_id", "contents"} <= table.keys()
    }
    for path, table in tables.items():
        if not {"query", "retrieval_gt"} <= table.keys():
            continue
        questions = [
            Question(query, frozenset(str(id) for group in groups for id in group))
            for query, groups in zip(table["query"], table["retrieval_gt"], strict=True)
        ]
        needed = frozenset[str]().union(*(one.right for one in questions))
        place = next((place for place, texts in pages.items() if needed <= texts.keys()), None)
        if place is not None:
            yield _set(path.stem, pages[place], questions), (path, place)


def _columns(path: Path) -> dict[str, list[Any]]:
    import pyarrow as arrow  # type: ignore[import-untyped]
    import pyarrow.parquet as parquet  # type: ignore[import-untyped]

    try:
        return dict(parquet.read_table(path).to_pydict())
    except arrow.ArrowInvalid as problem:
        raise SetUnreadable(f"{path}: is no Parquet: {problem}") from None


def _line_sets(files: Sequence[Path]) -> _Found:
    """`<name>.kor-eng.kor` beside `<name>.kor-eng.eng`: line n of one means the same as line n of the other."""
    by_name = {path.name: path for path in files}
    for path in files:
        match = _LINES.fullmatch(path.name)
        if match is None or match[4] != match[2] or f"{match[1]}.{match[3]}" not in by_name:
            continue
        other = by_name[f"{match[1]}.{match[3]}"]
        asked, told = _lines(path), _lines(other)
        if len(asked) != len(told):
            raise SetUnreadable(
                f"{path}: {len(asked)} lines, but {other.name} has {len(told)}; line n of both must mean the same"
            )
        passages = {f"l{number}": line for number, line in enumerate(told)}
        questions = [Question(line, frozenset({f"l{number}"})) for number, line in enumerate(asked)]
        yield _set(match[1], passages, questions), (path, other)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as problem:
        raise SetUnreadable(f"{path}: is not UTF-8: {problem}") from None
