"""The pack: one frozen, hashed set of rules, documents, topics and corrections. Every answer names its pack."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath

from bot.answering.answer import Language
from bot.answering.composing import render
from bot.answering.topics import Topics, load_topics
from knowledge.documents import Document, read_documents
from knowledge.figures import Found, figures, same
from rules.edition import Programme, Source, Statement
from rules.facts import Text
from rules.lint import Finding, path_of
from rules.loading import load_programme
from rules.plain_yaml import Problem, RuleFileError
from rules.verdict import Judge

PROGRAMME = "samsung-smart-factory"
RULES = Path(__file__).parents[2] / "rules" / "programmes" / PROGRAMME
DOCUMENTS = Path(__file__).parents[2] / "knowledge" / "documents" / PROGRAMME


_LANGUAGES: tuple[Language, ...] = ("ko", "en")


@dataclass(frozen=True)
class Pack:
    """`name` identifies what answered: the programme, its deciding edition and the first digits of the hash."""

    name: str
    digest: str
    programme: Programme
    judges: Mapping[str, Judge]
    documents: tuple[Document, ...]
    topics: Topics | None

    @property
    def judge(self) -> Judge:
        """By the newest edition with criteria, whatever the day: for staff."""
        return self.judges[self.programme.deciding.id]

    def judge_on(self, day: date) -> Judge:
        """Who judges a company that asks on a day: the edition in force then."""
        return self.judges[self.programme.deciding_on(day).id]


def load_pack(
    rules: Path = RULES, documents: Path = DOCUMENTS, *, handlers: Iterable[str] | None = None
) -> Pack:
    """The pack of two folders. Without `handlers` no topics are read: enough to judge, and faster.

    Raises RuleFileError or DocumentError with every problem found.
    """
    read = tuple(read_documents(documents))
    programme = load_programme(rules, _sources(read))
    topics = None if handlers is None else load_topics(rules / "topics.yaml", programme, handlers)
    digest = _digest([rules, documents])
    name = f"{programme.id}@{programme.deciding.id}-{digest[:8]}"
    judges = {one.id: Judge(one, programme.facts) for one in programme.editions.values() if one.tracks}
    return Pack(name, digest, programme, judges, read, topics)


def _sources(documents: Iterable[Document]) -> dict[str, Source]:
    """Documents as the rules see them: one source of each pair of languages."""
    pairs: dict[str, dict[str, Document]] = {}
    for document in documents:
        pairs.setdefault(document.id, {})[document.language] = document
    sources = {}
    for id, pair in pairs.items():
        ko, en = pair.get("ko"), pair.get("en")
        if ko is None or en is None:
            continue  # a document in one language only can be searched, but proves no rule
        sources[id] = Source(
            id,
            Text(ko.title, en.title),
            Text(ko.publisher, en.publisher),
            ko.date,
            ko.address,
            ko.rank,
            ko.own_words,
            Text(ko.text, en.text),
        )
    return sources


def _digest(folders: Iterable[Path]) -> str:
    return digest_of(
        [
            {
                path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in folder.rglob("*")
                if path.suffix in (".yaml", ".md")
            }
            for folder in folders
        ]
    )


def digest_of(folders: Iterable[Mapping[str, str]]) -> str:
    """The digest of a pack, of its folders: rules, documents. Each is told by path and SHA-256 of its files."""
    whole = hashlib.sha256()
    for files in folders:
        for path in sorted(files, key=PurePosixPath):
            whole.update(path.encode() + b"\0")
            whole.update(bytes.fromhex(files[path]))
    return whole.hexdigest()


def check_figures(programme: Programme) -> None:
    """Refuses what `misread_figures` finds.

    Raises RuleFileError. Slower than loading: run by the tests; `gongo rules check` tells it with all else.
    """
    problems = [Problem(one.file, 1, 1, f"{one.at} {one.wrong.en}") for one in misread_figures(programme)]
    if problems:
        raise RuleFileError(problems)


def misread_figures(programme: Programme) -> Iterator[Finding]:
    """Statements whose figures their quotes do not state, or whose sentence reads as other figures."""

    @cache  # one quote proves several statements
    def read(text: str) -> tuple[Found, ...]:
        return figures(text, programme.names)

    for edition in programme.editions.values():
        criteria = [one.says for track in edition.tracks.values() for one in track.criteria]
        written = [(f"{edition.id}.yaml", path_of(edition, one), one) for one in edition.statements.values()]
        written += [(f"{edition.id}.yaml", path_of(edition, one), one) for one in criteria]
        written += [
            (f"{edition.id}.corrections.yaml", ("corrections", index), one.says)
            for index, one in enumerate(edition.corrections)
        ]
        for file, path, statement in written:
            for language in _LANGUAGES:
                for wrong in _figure_problems(statement, language, read):
                    yield Finding("figure", "error", statement.id, "", wrong, _AGREE, file, path)


_AGREE = Text(
    "값과 문장과 인용문을 원문대로 맞추세요.",
    "Make figure, sentence and quote agree, as the document has it.",
)


def _figure_problems(
    statement: Statement, language: Language, read: Callable[[str], tuple[Found, ...]]
) -> Iterable[Text]:
    text, stated = render(statement.says.in_(language), statement.figures, language)
    found = read(text)
    if len(found) != len(stated) or not all(
        same(one.kind, one.value, other) for one, other in zip(stated, found, strict=False)
    ):
        read_as = [one.text for one in found]
        yield Text(
            f"({language}) 문장이 선언한 값이 아니라 {read_as}(으)로 읽힙니다: {text}",
            f"({language}): the sentence reads as {read_as}, not as the figures it declares: {text}",
        )
    quotes = [proof.quote.in_(language) for proof in statement.proof]
    quoted = [one for quote in quotes for one in read(quote)]
    for name, figure in statement.figures.items():
        is_stated = (
            any(str(figure.value) in quote for quote in quotes)
            if figure.kind == "phone"
            else any(
                same(figure.kind, figure.value, one) or _holds(figure.value, one.value) for one in quoted
            )
        )
        if not is_stated:
            value = f"{figure.value}" if figure.kind == "phone" else f"{figure.kind} {figure.value}"
            yield Text(
                f"({language}) {name}({value}) 값이 어느 인용문에도 없습니다.",
                f"({language}): no quote states {name} ({value})",
            )


def _holds(wanted: object, found: object) -> bool:
    """A year or month is stated by a date that lies in it."""
    return (
        isinstance(wanted, str) and isinstance(found, str) and len(wanted) < 10 and found.startswith(wanted)
    )
