"""Builds everything from Settings: the only place that names every part. Heavy parts are imported where needed."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import timedelta
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.answer import Answer, Citation, Language
from bot.answering.given import Guess, PassageFound
from bot.answering.handlers import HANDLERS
from bot.answering.pack import RULES, Pack, load_pack
from bot.answering.pipeline import Answerer
from bot.conversation import from_json, respond, to_json
from bot.reply import Event, Reply
from bot.services.adding import added_names, read_added
from bot.services.learning import LEARNT, learnt_for, read_learnt, read_tokens
from bot.services.live import Answering, Live, receipts
from bot.services.packfiles import live_pack, noted_live
from bot.settings import Settings
from bot.storage.packs import SHIPPED
from bot.wording.catalogue import LANGUAGES, say
from knowledge.documents import Document

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from starlette.routing import BaseRoute

    from bot.language_model import Complete, MakeChat
    from bot.messenger.alone import Alone
    from bot.messenger.service import Plan
    from bot.storage.storage import Storage
    from knowledge.embedding import SentenceEncoder
    from knowledge.ingestion import Store
    from knowledge.retriever import Hit, HybridRetriever

_log = logging.getLogger(__name__)

_MENDING = 60.0  # seconds between two tries to begin a broken index anew
_LATEST_PARTS = 32  # of messages: what each may ask for is at hand
_AMONG = 50  # passages among which those of staff are looked for: shipped ones may lie nearer


class Index:
    """The one index of a process, whichever pack answers, and the model that it needs. Opened at the first use."""

    def __init__(
        self,
        home: Path | None,
        chroma_url: str | None = None,
        encoder: Callable[[], SentenceEncoder] | None = None,
    ) -> None:
        """Without `home` it is held in memory. `encoder` gives one that is there already."""
        self._home = home
        self._given = encoder
        self._server = chroma_url
        self._mended = -_MENDING
        self.lock = threading.RLock()
        self.owner: Library | None = None  # the one that may fill it; at first whoever searches
        self.store: Store | None = None
        self._encoder: SentenceEncoder | None = None

    def encoder(self) -> SentenceEncoder:
        from knowledge.embedding import SentenceEncoder

        with self.lock:
            if self._encoder is None:
                self._encoder = self._given() if self._given else SentenceEncoder()
            return self._encoder

    def mend(self) -> None:
        """Lets go of what cannot be read any more, but only now and then: meanwhile words alone are searched."""
        now = time.monotonic()
        if self.store is not None and self.store.is_broken and now - self._mended >= _MENDING:
            self._mended = now
            _log.warning("The index cannot be read any more and is begun anew")
            self.close()

    def filled(self, documents: Sequence[Document]) -> Store:
        """The store, with these documents and no others; only what changed is embedded."""
        from knowledge.index import IndexDamaged

        if self.store is not None:
            try:
                self.store.ingest(documents)
                return self.store
            except IndexDamaged as problem:
                _log.warning("The index is begun anew: %s", problem)
                self.close()
        self.store = self._built(documents)
        return self.store

    def _built(self, documents: Sequence[Document]) -> Store:
        from knowledge.index import IndexBusy, IndexUnavailable
        from knowledge.ingestion import build_store

        if self._home is None:
            return build_store(documents, None, self.encoder())
        try:
            return build_store(documents, self._home / "index", self.encoder(), self._server)
        except IndexBusy:  # another Gongo has it open
            return build_store(documents, None, self.encoder())
        except IndexUnavailable as problem:
            place = "on the Chroma server" if self._server else "in GONGO_HOME"
            _log.warning("The index cannot be kept %s and is held in memory: %s", place, problem)
            return build_store(documents, None, self.encoder())

    def close(self) -> None:
        with self.lock:
            if self.store is not None:
                self.store.close()
            self.store = None


class Library:
    """The documents that answer: the pack's own and those that staff added under GONGO_HOME/documents.

    Nothing is opened before the first search. A document added, changed or removed counts from the next search on.
    The libraries of several packs share one index: the newest that was opened has it, those before search what they
    found there.
    """

    def __init__(
        self, pack: Pack, home: Path, chroma_url: str | None = None, index: Index | None = None
    ) -> None:
        self._pack = pack
        self._home = home
        self._index = index or Index(home, chroma_url)
        self._retriever: HybridRetriever | None = None
        self._seen: object = None
        self._pack_ids = frozenset(one.id for one in pack.documents)
        self._documents: dict[tuple[str, str], Document] = {}

    @property
    def added(self) -> Path:
        return self._home / "documents"

    def documents(self) -> tuple[Document, ...]:
        """All that may be cited now. Opens no index."""
        return (*self._pack.documents, *read_added(self.added, self._pack_ids)[0])

    def encoder(self) -> SentenceEncoder:
        return self._index.encoder()

    def search(self, query: str, language: Language) -> Sequence[PassageFound]:
        """The nearest passages, best first."""
        return self._search(query, language)

    def staff_search(self, query: str, language: Language) -> Sequence[PassageFound]:
        """As `search`, among the documents that staff added; nothing is opened while there are none."""
        if not added_names(self.added):
            return []
        return [one for one in self._search(query, language, _AMONG) if one.from_staff]

    def look(self, query: str, language: Language) -> Sequence[PassageFound]:
        """As `search`, and behind that the passages that it looked at and left."""
        retriever, documents = self._current()
        found = retriever.search(query, language)
        return self._citable((*found.kept, *found.rejected), documents)

    def _search(self, query: str, language: Language, limit: int | None = None) -> list[PassageFound]:
        retriever, documents = self._current()
        return self._citable(retriever.search(query, language, limit).kept, documents)

    def _citable(
        self, hits: Sequence[Hit], documents: Mapping[tuple[str, str], Document]
    ) -> list[PassageFound]:
        # Another thread may have taken a document away since the search.
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
        return PassageFound(
            hit.passage.id,
            hit.passage.text,
            hit.score,
            hit.lexical,
            citation,
            is_staff,
            hit.dense,
            str(hit.reason),
        )

    def open(self) -> None:
        """Open the index now, so that the first question need not wait. From now on it is this library's."""
        # A pack that is published later loads none of that, and what it replaces has to be collected.
        with nullcontext() if self.is_open() else _uncollected():
            with self._index.lock:
                self._index.owner = self
                self._current()
            self.encoder().prepare(read_tokens(RULES / LEARNT))

    def is_open(self) -> bool:
        """Whether a search need not open anything."""
        return self._index.store is not None

    def close(self) -> None:
        self._index.close()

    def _current(self) -> tuple[HybridRetriever, Mapping[tuple[str, str], Document]]:
        """What is searched, brought up to date with the folder that staff add to."""
        index = self._index
        with index.lock:
            if index.owner not in (None, self) and index.store is not None:
                # Another pack answers now, and this is a question in flight.
                known = self._documents or {(one.id, one.language): one for one in self._pack.documents}
                return self._retriever or index.store.retriever, known
            index.mend()
            seen = _listing(self.added)
            if self._retriever is None or index.store is None or seen != self._seen:
                added, problems = read_added(self.added, self._pack_ids)
                for problem in problems:
                    _log.error("A document is left out: %s", problem)
                documents = (*self._pack.documents, *added)
                self._retriever = index.filled(documents).retriever
                self._documents = {(one.id, one.language): one for one in documents}
                self._seen = seen
            return self._retriever, self._documents


@contextmanager
def _uncollected() -> Iterator[None]:
    """While chromadb, langchain and the model are loaded: nearly all that they make stays, and looking through it again
    and again for what does not takes a tenth of a start."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # nor does the collector look at it later
        if was_on:
            gc.enable()


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


class _Answerers:
    """Makes answerers of packs that share what is costly: the index, the sentence encoder, the language model."""

    def __init__(self, settings: Settings, make_chat: MakeChat | None = None) -> None:
        self._settings = settings
        self._index = Index(settings.gongo_home, settings.gongo_chroma_url)
        self._complete: Complete | None = None
        if settings.gongo_model is not None:
            from bot.language_model import Bounded, chat_model

            seconds = settings.gongo_model_timeout
            self._complete = Bounded((make_chat or chat_model)(settings.gongo_model, seconds), seconds)

    def library(self, pack: Pack) -> Library:
        return Library(pack, self._settings.gongo_home, index=self._index)

    def answering(self, pack: Pack, rules: Path | None, library: Library | None = None) -> Answering:
        """What answers by a pack. `rules` is the folder of its rules, None for the shipped one."""
        library = library or self.library(pack)
        parts = (pack, library.search, library.staff_search, self._guess(pack, rules))
        answerer = Answerer(*parts)
        if self._complete is not None:
            from bot.language_model import AssistedAnswerer

            answerer = AssistedAnswerer(*parts, self._complete)
        return self._as_answering(answerer, library)

    def opened(self, pack: Pack, rules: Path | None) -> Answering:
        """As `answering`, with its documents in the index: from now on that is this pack's."""
        library = self.library(pack)
        made = self.answering(pack, rules, library)
        library.open()
        return made

    def apart(self, pack: Pack, rules: Path | None) -> Answering:
        """What answers by a pack, for checks: beside what serves, in memory, without a language model."""
        index = Index(None, encoder=self._index.encoder)
        library = Library(pack, self._settings.gongo_home, index=index)
        answerer = Answerer(pack, library.search, library.staff_search, self._guess(pack, rules))
        return self._as_answering(answerer, library)

    def _guess(self, pack: Pack, rules: Path | None) -> Guess:
        learnt = RULES / LEARNT
        if rules is not None:
            learnt = learnt_for(pack, rules, learnt, self._index.encoder())
        guesser = cache(lambda: read_learnt(learnt))
        known = pack.topics.topics if pack.topics is not None else {}

        # The parts of a message are tried in several cuts, and each is asked about again and again.
        @lru_cache(maxsize=_LATEST_PARTS)
        def guessed(text: str, hints: frozenset[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
            guesses = guesser().guess(text, dict(hints), self._index.encoder().embed_documents)
            return tuple(one for one in guesses if one[0] in known)  # staff may have taken a topic out

        return lambda text, hints: guessed(text, frozenset(hints.items()))

    def _as_answering(self, answerer: Answerer, library: Library) -> Answering:
        from bot.services.masking import phones_in

        phones = frozenset[str]().union(*(phones_in(one.text) for one in answerer.pack.documents))
        return Answering(
            answerer,
            library.search,
            SHIPPED,
            phones,
            library.documents,
            library.close,
            library.look,
            lambda texts: self._index.encoder().embed_documents(list(texts)),
        )


def build_live(settings: Settings, make_chat: MakeChat | None = None) -> Live:
    """What answers in a service: the shipped pack, until `Live.look` has seen the database. Close `Live.now` at the end.

    Raises RuleFileError or DocumentError for a shipped pack that cannot be used, SettingsError for a model.
    """
    answerers, pack = _Answerers(settings, make_chat), full_pack()
    library = answerers.library(pack)
    shipped = answerers.answering(pack, None, library)
    return Live(
        shipped, settings.gongo_home, answerers.opened, answerers.apart, library.open, library.is_open
    )


def build_answerer(
    settings: Settings, pack: Pack | None = None, make_chat: MakeChat | None = None
) -> tuple[Answerer, Library]:
    """What answers in a command: by the pack that answers in this GONGO_HOME, unless another one is given.

    `make_chat` makes the model of GONGO_MODEL; without it, langchain does. Raises RuleFileError or DocumentError for a
    pack that cannot be used, SettingsError for a model.
    """
    folder = None if pack else noted_live(settings.gongo_home)
    pack = pack or live_pack(settings.gongo_home)
    rules = folder.rules if folder is not None and pack.digest == folder.root.name else None
    answerers = _Answerers(settings, make_chat)
    library = answerers.library(pack)
    return answerers.answering(pack, rules, library).answerer, library


def responder(
    now: Answerer | Live, answered: Callable[[str], None] = lambda status: None
) -> Callable[[str | None, Event], tuple[str, tuple[Reply, ...], Answer | None]]:
    """The dialogue as the messenger calls it: state as text in and out. `answered` gets each answer's status."""

    def step(state: str | None, event: Event) -> tuple[str, tuple[Reply, ...], Answer | None]:
        answerer = now.now.answerer if isinstance(now, Live) else now
        turn = respond(from_json(state), event, answerer, receipts(answerer.pack))
        answered(turn.answer.status if turn.answer else "dialogue")
        return to_json(turn.state), turn.replies, turn.answer

    return step


def serving(settings: Settings, token: str, live: Live) -> Plan:
    """The Telegram service of these settings, all but what happens once it is ready."""
    from bot.messenger.limiter import Rates
    from bot.messenger.metrics import Metrics
    from bot.messenger.service import Pace, Plan
    from bot.messenger.web import Listening
    from bot.services.rate import Rate

    metrics = Metrics()
    port = settings.gongo_http_port or Listening.port
    is_needed = bool(settings.gongo_webhook_url or settings.gongo_http_port)
    listening = Listening(settings.gongo_http_host, port, settings.gongo_webhook_url, is_needed)
    sending = (settings.gongo_send_overall, settings.gongo_send_chat, settings.gongo_send_group)
    url = settings.gongo_database_url
    return Plan(
        token=token,
        home=settings.gongo_home,
        respond=responder(live, metrics.answered),
        commands=commands(),
        staff_commands=staff_commands(settings.gongo_staff_language),
        staff_language=settings.gongo_staff_language,
        api_url=settings.telegram_api_url,
        database_url=url.get_secret_value() if url else None,
        listening=listening,
        routes=partial(
            _routes, settings, live, int(token.partition(":")[0] or 0), metrics.answered, metrics.registry
        ),
        staff_chat=settings.gongo_staff_chat,
        live=live,
        has_model=settings.gongo_model is not None,
        log_kept=timedelta(days=settings.gongo_keep_days),
        index_ready=live.is_open,
        metrics=metrics,
        pace=Pace(
            rates=Rates(*(Rate(*one) for one in sending)),
            asking=Rate(*settings.gongo_ask_user),
            asking_overall=Rate(*settings.gongo_ask_overall),
        ),
    )


def _routes(
    settings: Settings,
    live: Live,
    bot_id: int,
    answered: Callable[[str], None],
    registry: CollectorRegistry | None,
    storage: Callable[[], Storage],
) -> list[BaseRoute]:
    """What HTTP serves beside Telegram: the staff console, and the API for other channels."""
    from bot.console.api import api_routes
    from bot.console.application import console_routes
    from bot.console.parts import Parts

    parts = Parts(
        storage=storage,
        live=live,
        home=settings.gongo_home,
        host=settings.gongo_http_host,
        address=settings.gongo_console_url,
        bot_id=bot_id,
        registry=registry,
        embed=live.now.embed,
    )
    return [*console_routes(parts), *api_routes(storage, live, receipts=receipts, answered=answered)]


def console_alone(settings: Settings, live: Live, on_listening: Callable[[int, bool], None]) -> Alone:
    """The console without Telegram."""
    from bot.messenger.alone import Alone
    from bot.messenger.web import Listening

    url = settings.gongo_database_url
    return Alone(
        settings.gongo_home,
        url.get_secret_value() if url else None,
        Listening(settings.gongo_http_host, settings.gongo_http_port or Listening.port),
        live,
        partial(_routes, settings, live, 0, lambda status: None, None),
        on_listening,
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


def staff_commands(language: Language = "ko") -> list[tuple[str, str]]:
    """The command menu of the staff's chat."""
    return [(name, say(language, f"command_{name}")) for name in ("why", "close", "reopen", "test", "gaps")]
