"""Documents into the store: only what changed is embedded, and what is removed stops answering at once."""

import hashlib
import json
import logging
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge.documents import LANGUAGES, Document, DocumentError, Language, duplicates
from knowledge.embedding import Encoder, SentenceEncoder
from knowledge.index import IndexDamaged, IndexUnavailable, PassageIndex, open_index, open_server
from knowledge.lexical import LexicalIndex
from knowledge.passages import Passage, split
from knowledge.retriever import HybridRetriever, SearchResult, Shelf

log = logging.getLogger(__name__)

_LEXICAL_SCHEMA: Final = 1  # raise it when the same passages would give other words or scores


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingestion found, by passage id; `documents` tells the same by document."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    same: tuple[str, ...]

    @property
    def documents(self) -> "Report":
        """By `<id>.<language>`. A document of which anything differs is changed."""
        added, removed, same = (
            {_document_of(id) for id in ids} for ids in (self.added, self.removed, self.same)
        )
        changed = {_document_of(id) for id in self.changed}
        changed |= (added & removed) | (added & same) | (removed & same)
        return Report(
            added=tuple(sorted(added - changed)),
            changed=tuple(sorted(changed)),
            removed=tuple(sorted(removed - changed)),
            same=tuple(sorted(same - changed)),
        )


class Store:
    """The knowledge that answers now. Searching is safe beside ingesting. Made by `build_store`."""

    def __init__(self, index: PassageIndex, encoder: Encoder, folder: Path | None) -> None:
        self._index = index
        self._encoder = encoder
        self._folder = folder
        self._ingesting = threading.Lock()
        self.retriever = HybridRetriever(shelf=Shelf({}, {}), index=index, encoder=encoder)
        self.report = Report((), (), (), ())  # of the latest ingestion

    def search(self, query: str, language: Language, limit: int | None = None) -> SearchResult:
        """The passages nearest to the question; see `HybridRetriever.search`."""
        return self.retriever.search(query, language, limit)

    def ingest(self, documents: Iterable[Document]) -> Report:
        """Make these documents, and no others, the ones that answer.

        Raises `DocumentError` for two documents with one id and language, `IndexDamaged` when the vectors
        cannot be written (what answered before goes on answering).
        """
        passages = _passages(tuple(documents))
        with self._ingesting:
            report = compare(passages, self._index.digests())
            lexical = _lexical(passages.values(), self._folder)
            self._index.upsert([passages[id] for id in (*report.added, *report.changed)])
            # From here on the new shelf answers; vectors that are not on it are not found any more.
            self.retriever = self.retriever.model_copy(update={"shelf": Shelf(passages, lexical)})
            self._index.remove(report.removed)
            self.report = report
        return report

    @property
    def is_broken(self) -> bool:
        """Whether the vectors could not be read; searching goes on by words alone."""
        return self._index.broken

    def close(self) -> None:
        """Let go of the folder."""
        self._index.close()


def build_store(
    documents: Iterable[Document],
    folder: Path | None,
    encoder: Encoder | None = None,
    server: str | None = None,
) -> Store:
    """The store of these documents, kept by a Chroma server, in the folder or, without either, in memory.

    What the folder holds already is not embedded again; what cannot be used of it is built anew.
    Raises `DocumentError`, and `IndexBusy` or `IndexUnavailable`: then build it with `folder=None`.
    """
    documents = tuple(documents)
    encoder = encoder or SentenceEncoder()
    try:
        return _built(documents, folder, encoder, server, fresh=False)
    except IndexDamaged as problem:
        log.warning("The index in %s is begun anew: %s", server or folder, problem)
    try:
        return _built(documents, folder, encoder, server, fresh=True)
    except IndexDamaged as problem:
        raise IndexUnavailable(f"{server or folder}: {problem}") from problem


def compare(passages: Mapping[str, Passage], known: Mapping[str, str]) -> Report:
    """What differs between the passages and the digests already known by id."""
    return Report(
        added=tuple(sorted(passages.keys() - known.keys())),
        changed=tuple(
            id for id in sorted(passages) if known.get(id, passages[id].digest) != passages[id].digest
        ),
        removed=tuple(sorted(known.keys() - passages.keys())),
        same=tuple(id for id in sorted(passages) if known.get(id) == passages[id].digest),
    )


def _built(
    documents: Sequence[Document], folder: Path | None, encoder: Encoder, server: str | None, *, fresh: bool
) -> Store:
    index = open_server(server, encoder, fresh=fresh) if server else open_index(folder, encoder, fresh=fresh)
    store = Store(index, encoder, folder)
    built = False
    try:
        store.ingest(documents)
        built = True
    finally:
        if not built:
            store.close()
    return store


def _passages(documents: Sequence[Document]) -> dict[str, Passage]:
    problems = duplicates(documents)
    if problems:
        raise DocumentError(problems)
    return {passage.id: passage for document in documents for passage in split(document)}


def _lexical(passages: Collection[Passage], folder: Path | None) -> dict[Language, LexicalIndex]:
    found = {}
    for language in LANGUAGES:
        mine = {passage.id: passage for passage in passages if passage.language == language}
        found[language] = _lexical_of(mine, folder / f"{language}.lexical" if folder else None)
    return found


def _lexical_of(passages: Mapping[str, Passage], path: Path | None) -> LexicalIndex:
    digests = sorted((id, passage.digest) for id, passage in passages.items())
    key = hashlib.sha256(json.dumps([_LEXICAL_SCHEMA, digests]).encode()).hexdigest()
    saved = LexicalIndex.load(path, key) if path else None
    if saved:
        return saved
    built = LexicalIndex.build({id: passage.indexed for id, passage in passages.items()})
    if path:
        try:
            built.save(path, key)
        except OSError as problem:  # it is in memory; only the next start pays
            log.warning("%s cannot be saved: %s", path, problem)
    return built


def _document_of(passage_id: str) -> str:
    return passage_id.partition("#")[0]
