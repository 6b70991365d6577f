"""Builds everything from Settings: the only place that names every part. Heavy parts are imported where needed."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.answer import Answer, Citation, Language
from bot.answering.eligibility import with_target_of
from bot.answering.guessing import Hints
from bot.answering.handlers import HANDLERS
from bot.answering.pack import RULES, Pack, load_pack
from bot.answering.pipeline import Answerer, PassageFound
from bot.conversation import Receipt, from_json, respond, to_json
from bot.reply import Event, File, Reply
from bot.services import escalation
from bot.services.adding import added_names, read_added
from bot.services.learning import LEARNT, read_learnt
from bot.settings import Settings
from bot.wording.catalogue import LANGUAGES, say
from knowledge.documents import Document
from rules.facts import Facts

if TYPE_CHECKING:
    from bot.language_model import MakeChat
    from bot.messenger.service import Plan
    from knowledge.embedding import SentenceEncoder
    from knowledge.ingestion import Store
    from knowledge.retriever import Hit

_log = logging.getLogger(__name__)

_MENDING = 60.0  # seconds between two tries to begin a broken index anew
_AMONG = 50  # passages among which those of staff are looked for: shipped ones may lie nearer


class Library:
    """The documents that answer: the pack's own and those that staff added under GONGO_HOME/documents.

    Nothing is opened before the first search. A document added, changed or removed counts from the next search on.
    """

    def __init__(self, pack: Pack, home: Path, chroma_url: str | None = None) -> None:
        self._pack = pack
        self._home = home
        self._server = chroma_url
        self._mended = -_MENDING
        self._store: Store | None = None
        self._seen: object = None
        self._pack_ids = frozenset(one.id for one in pack.documents)
        self._documents: dict[tuple[str, str], Document] = {}
        self._lock = threading.RLock()

    @property
    def added(self) -> Path:
        return self._home / "documents"

    def documents(self) -> tuple[Document, ...]:
        """All that may be cited now. Opens no index."""
        return (*self._pack.documents, *read_added(self.added, self._pack_ids)[0])

    def encoder(self) -> SentenceEncoder:
        from knowledge.embedding import SentenceEncoder

        with self._lock:
            if not hasattr(self, "_encoder"):
                self._encoder = SentenceEncoder()
            return self._encoder

    def search(self, query: str, language: Language) -> Sequence[PassageFound]:
        """The nearest passages, best first."""
        return self._search(query, language)

    def staff_search(self, query: str, language: Language) -> Sequence[PassageFound]:
        """As `search`, among the documents that staff added; nothing is opened while there are none."""
        if not added_names(self.added):
            return []
        return [one for one in self._search(query, language, _AMONG) if one.from_staff]

    def _search(self, query: str, language: Language, limit: int | None = None) -> list[PassageFound]:
        store = self._current()
        documents = self._documents
        hits = store.search(query, language, limit).kept
        # Another thread may have taken a document away between the two.
        return [self._found(hit, documents[key]) for hit in hits if (key := _key(hit)) in documents]

    def _found(self, hit: Hit, document: Document) -> PassageFound:
        citation = Citation(
            document.key,
            document.title,
            document.publisher,
            document.date,
            document.address,
            hit.passage.text,
            document.own_words,
        )
        is_staff = document.id not in self._pack_ids
        return PassageFound(hit.passage.id, hit.passage.text, hit.score, hit.lexical, citation, is_staff)

    def open(self) -> None:
        """Open the index now, so that the first question need not wait."""
        self._current()
        self.encoder().embed_query("준비")

    def is_open(self) -> bool:
        """Whether a search need not open anything."""
        return self._store is not None

    def close(self) -> None:
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = None

    def _current(self) -> Store:
        """The store, brought up to date with the folder that staff add to."""
        with self._lock:
            seen = _listing(self.added)
            if self._store is not None and self._store.is_broken and self._may_mend():
                _log.warning("The index cannot be read any more and is begun anew")
                self.close()
            if self._store is None or seen != self._seen:
                added, problems = read_added(self.added, self._pack_ids)
                for problem in problems:
                    _log.error("A document is left out: %s", problem)
                documents = (*self._pack.documents, *added)
                self._store = self._filled(documents)
                self._documents = {(one.id, one.language): one for one in documents}
                self._seen = seen
            return self._store

    def _may_mend(self) -> bool:
        """Not more often than now and then: meanwhile words alone are searched."""
        now = time.monotonic()
        if now - self._mended < _MENDING:
            return False
        self._mended = now
        return True

    def _filled(self, documents: Sequence[Document]) -> Store:
        from knowledge.index import IndexBusy, IndexDamaged, IndexUnavailable
        from knowledge.ingestion import build_store

        if self._store is not None:
            try:
                self._store.ingest(documents)
                return self._store
            except IndexDamaged as problem:
                _log.warning("The index is begun anew: %s", problem)
                self.close()
        try:
            return build_store(documents, self._home / "index", self.encoder(), self._server)
        except IndexBusy:  # another Gongo has it open
            return build_store(documents, None, self.encoder())
        except IndexUnavailable as problem:
            place = "on the Chroma server" if self._server else "in GONGO_HOME"
            _log.warning("The index cannot be kept %s and is held in memory: %s", place, problem)
            return build_store(documents, None, self.encoder())


def _key(hit: Hit) -> tuple[str, str]:
    return hit.passage.document, hit.passage.language


def _listing(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What lies in a folder, and since when: enough to see a change."""
    found = []
    for name in added_names(folder):
        with suppress(FileNotFoundError):  # taken away a moment ago
            stat = (folder / name).stat()
            found.append((name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def full_pack() -> Pack:
    """The shipped pack, with topics. Raises RuleFileError or DocumentError."""
    return load_pack(handlers=HANDLERS)


def build_answerer(
    settings: Settings, pack: Pack | None = None, make_chat: MakeChat | None = None
) -> tuple[Answerer, Library]:
    """Everything that answers. `make_chat` makes the model of GONGO_MODEL; without it, langchain does.

    Raises RuleFileError or DocumentError for a pack that cannot be used, SettingsError for a model.
    """
    pack = pack or full_pack()
    library = Library(pack, settings.gongo_home, settings.gongo_chroma_url)
    assert pack.topics is not None
    learnt = cache(lambda: read_learnt(RULES / LEARNT))

    # The parts of a message are tried in several cuts; each is embedded once.
    @lru_cache(maxsize=6)
    def vector(text: str) -> list[float]:
        return library.encoder().embed_documents([text])[0]

    def guess(text: str, hints: Hints) -> list[tuple[str, float]]:
        return learnt().guess(text, hints, lambda texts: [vector(one) for one in texts])

    parts = (pack, library.search, library.staff_search, guess)
    if settings.gongo_model is None:
        return Answerer(*parts), library
    from bot.language_model import AssistedAnswerer, Bounded, chat_model

    chat = (make_chat or chat_model)(settings.gongo_model, settings.gongo_model_timeout)
    return AssistedAnswerer(*parts, Bounded(chat, settings.gongo_model_timeout)), library


def receipts(pack: Pack) -> Receipt:
    """The receipt of a self-check, as the dialogue asks for it."""

    def write(facts: Facts, tracks: tuple[str, ...], day: date, language: Language) -> tuple[Reply, ...]:
        from bot.services.receipt import as_pdf, as_reply, receipt

        found = receipt(pack, with_target_of(tracks, facts), day, language)
        pdf = File(f"gongo-{day.isoformat()}.pdf", as_pdf(found), say(language, "receipt_caption"))
        return (replace(as_reply(found), files=(pdf,)),)

    return write


def responder(
    answerer: Answerer, answered: Callable[[str], None] = lambda status: None
) -> Callable[[str | None, Event], tuple[str, tuple[Reply, ...], Answer | None]]:
    """The dialogue as the messenger calls it: state as text in and out. `answered` gets each answer's status."""

    def step(state: str | None, event: Event) -> tuple[str, tuple[Reply, ...], Answer | None]:
        turn = respond(from_json(state), event, answerer, receipts(answerer.pack))
        answered(turn.answer.status if turn.answer else "dialogue")
        return to_json(turn.state), turn.replies, turn.answer

    return step


def serving(settings: Settings, token: str, answerer: Answerer, library: Library) -> Plan:
    """The Telegram service of these settings, all but what happens once it is ready."""
    from bot.messenger.limiter import Rate, Rates
    from bot.messenger.masking import phones_in
    from bot.messenger.metrics import Metrics
    from bot.messenger.service import Pace, Plan
    from bot.messenger.web import Listening

    metrics = Metrics()
    listening = None
    if settings.gongo_webhook_url or settings.gongo_http_port:
        port = settings.gongo_http_port or Listening.port
        listening = Listening(settings.gongo_http_host, port, settings.gongo_webhook_url)
    sending = (settings.gongo_send_overall, settings.gongo_send_chat, settings.gongo_send_group)
    url = settings.gongo_database_url
    return Plan(
        token=token,
        home=settings.gongo_home,
        respond=responder(answerer, metrics.answered),
        commands=commands(),
        staff_commands=staff_commands(),
        api_url=settings.telegram_api_url,
        database_url=url.get_secret_value() if url else None,
        listening=listening,
        staff_chat=settings.gongo_staff_chat,
        answerer=answerer,
        search=library.search,
        has_model=settings.gongo_model is not None,
        public_phones=frozenset().union(*(phones_in(one.text) for one in answerer.pack.documents)),
        log_kept=timedelta(days=settings.gongo_keep_days),
        index_ready=library.is_open,
        metrics=metrics,
        pace=Pace(
            rates=Rates(*(Rate(*one) for one in sending)),
            asking=Rate(*settings.gongo_ask_user),
            asking_overall=Rate(*settings.gongo_ask_overall),
        ),
    )


def commands() -> dict[str, list[tuple[str, str]]]:
    """The command menu by language; "" is shown where the client's language is another."""
    names = (
        "check",
        "sources",
        "person",
        "notify",
        "language",
        "privacy",
        "export",
        "forget",
        "help",
        "start",
    )
    menus = {one: [(name, say(one, f"command_{name}")) for name in names] for one in LANGUAGES}
    return {"": menus["ko"], **menus}


def staff_commands() -> list[tuple[str, str]]:
    """The command menu of the staff's chat."""
    return [
        (name, say(escalation.STAFF, f"command_{name}"))
        for name in ("why", "close", "reopen", "test", "gaps")
    ]
