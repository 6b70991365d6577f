"""Builds everything from Settings: the only place that names every part. Heavy parts are imported where needed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.answer import Citation, Language
from bot.answering.deciding import HANDLERS
from bot.answering.guessing import Examples
from bot.answering.pack import Pack, load_pack
from bot.answering.pipeline import Answerer, PassageFound
from bot.conversation import from_json, respond, to_json
from bot.reply import Event, Reply
from bot.settings import Settings
from bot.wording.catalogue import LANGUAGES, say
from knowledge.documents import Document, DocumentError, read_documents

if TYPE_CHECKING:
    from knowledge.embedding import SentenceEncoder
    from knowledge.ingestion import Store

_log = logging.getLogger(__name__)


class Library:
    """The documents that answer: the pack's own and those that staff added under GONGO_HOME/documents.

    Nothing is opened before the first search. A document added, changed or removed counts from the next search on.
    """

    def __init__(self, pack: Pack, home: Path) -> None:
        self._pack = pack
        self._home = home
        self._store: Store | None = None
        self._seen: object = None
        self._staff: frozenset[tuple[str, str]] = frozenset()
        self._lock = threading.RLock()

    @property
    def added(self) -> Path:
        return self._home / "documents"

    def encoder(self) -> SentenceEncoder:
        from knowledge.embedding import SentenceEncoder

        with self._lock:
            if not hasattr(self, "_encoder"):
                self._encoder = SentenceEncoder()
            return self._encoder

    def search(self, query: str, language: Language) -> Sequence[PassageFound]:
        """The nearest passages, best first."""
        from knowledge.retriever import Hit

        store = self._current()
        documents = {(one.id, one.language): one for one in self._documents}

        def found(hit: Hit) -> PassageFound:
            passage = hit.passage
            document = documents[passage.document, passage.language]
            citation = Citation(
                f"{document.id}.{document.language}",
                document.title,
                document.publisher,
                document.date,
                document.address,
                passage.text,
                document.own_words,
            )
            is_staff = (document.id, document.language) in self._staff
            return PassageFound(passage.id, passage.text, hit.score, hit.lexical, citation, is_staff)

        return [found(one) for one in store.search(query, language).kept]

    def staff_search(self, query: str, language: Language) -> Sequence[PassageFound]:
        """As `search`, among the documents that staff added; nothing is opened while there are none."""
        if not any(self.added.glob("*.*")):
            return []
        return [one for one in self.search(query, language) if one.from_staff]

    def open(self) -> None:
        """Open the index now, so that the first question need not wait."""
        self._current()
        self.encoder().embed_query("준비")

    def close(self) -> None:
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = None

    def _current(self) -> Store:
        """The store, brought up to date with the folder that staff add to."""
        from knowledge.index import IndexBusy, IndexUnavailable
        from knowledge.ingestion import build_store

        with self._lock:
            seen = _listing(self.added)
            if self._store is not None and seen == self._seen:
                return self._store
            staff = read_added(self.added)
            self._documents = (*self._pack.documents, *staff)
            self._staff = frozenset((one.id, one.language) for one in staff)
            if self._store is not None:
                self._store.ingest(self._documents)
            else:
                try:
                    self._store = build_store(self._documents, self._home / "index", self.encoder())
                except IndexBusy:
                    self._store = build_store(self._documents, None, self.encoder())
                except IndexUnavailable as problem:
                    _log.warning("%s; the index is kept in memory for this run", problem)
                    self._store = build_store(self._documents, None, self.encoder())
            self._seen = seen
            return self._store


def read_added(folder: Path) -> tuple[Document, ...]:
    """The documents that staff added. One that cannot be read is reported and left out: the others still answer."""
    if not folder.is_dir():
        return ()
    try:
        return tuple(read_documents(folder))
    except DocumentError as error:
        _log.error("documents left out: %s", error)
        return ()


def _listing(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What lies in a folder, and since when: enough to see a change."""
    if not folder.is_dir():
        return ()
    stats = ((path.name, path.stat()) for path in folder.iterdir() if path.is_file())
    return tuple(sorted((name, one.st_mtime_ns, one.st_size) for name, one in stats))


def full_pack() -> Pack:
    """The shipped pack, with topics. Raises RuleFileError or DocumentError."""
    return load_pack(handlers=HANDLERS)


def build_answerer(settings: Settings, pack: Pack | None = None) -> tuple[Answerer, Library]:
    """Everything that answers. Raises RuleFileError or DocumentError for a pack that cannot be used."""
    pack = pack or full_pack()
    library = Library(pack, settings.gongo_home)
    assert pack.topics is not None
    examples = Examples(pack.topics, lambda texts: library.encoder().embed_documents(texts))
    return Answerer(pack, library.search, library.staff_search, examples.guess), library


def responder(answerer: Answerer) -> Callable[[str | None, Event], tuple[str, tuple[Reply, ...]]]:
    """The dialogue as the messenger calls it: state as text in and out."""

    def step(state: str | None, event: Event) -> tuple[str, tuple[Reply, ...]]:
        turn = respond(from_json(state), event, answerer)
        return to_json(turn.state), turn.replies

    return step


def commands() -> dict[str, list[tuple[str, str]]]:
    """The command menu by language; "" is shown where the client's language is another."""
    names = ("check", "help", "language", "start")
    menus = {one: [(name, say(one, f"command_{name}")) for name in names] for one in LANGUAGES}
    return {"": menus["ko"], **menus}


def sorry() -> dict[str, str]:
    return {one: say(one, "sorry") for one in LANGUAGES}
