"""Search by meaning: passages as vectors in Chroma. The only file that imports chromadb.

The index is derived data. One that is missing, damaged or of another encoder is thrown away and begun anew;
what belongs in it is `knowledge.ingestion`'s matter. Chroma sends no telemetry since 1.5; it is switched off
all the same.
"""

import contextlib
import json
import logging
import re
import shutil
import uuid
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, cast
from urllib.parse import urlsplit

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.api.client import Client
from chromadb.api.fastapi import FastAPI
from chromadb.config import Settings
from filelock import FileLock, Timeout
from langchain_chroma import Chroma

from knowledge.documents import LANGUAGES, Language
from knowledge.embedding import Encoder
from knowledge.passages import Passage

log = logging.getLogger(__name__)

_SCHEMA: Final = 1  # raise it when the same passages would have to be stored differently
_BATCH: Final = 200  # what a killed process loses of a long indexing
_STORE: Final = re.compile(r"store-[0-9a-f]{8}")


class IndexBusy(RuntimeError):
    """Another process uses the folder. Chroma is not safe for two; search in memory instead."""


class IndexUnavailable(RuntimeError):
    """The folder cannot be used (not writable, no such disk, full). Search in memory instead."""


class IndexDamaged(RuntimeError):
    """The stored data cannot be used any more. `open_index(..., fresh=True)` begins anew."""


class PassageIndex:
    """Vectors of passages, a collection per language. Made by `open_index`."""

    def __init__(
        self,
        client: Client,
        encoder: Encoder,
        *,
        suffix: str = "",
        lock: FileLock | None = None,
        kept: bool = False,
    ):
        self.broken = False  # whether a search has failed: what is stored is gone, or cannot be reached
        self._kept = kept or lock is not None
        self._client = client
        self._encoder = encoder
        self._lock = lock
        self._names = {language: f"passages-{language}{suffix}" for language in LANGUAGES}
        self._vectors: dict[Language, dict[str, npt.NDArray[np.float32]]] = {one: {} for one in LANGUAGES}
        made_with = {"encoder": encoder.name, "dimension": encoder.dimension, "schema": _SCHEMA}
        with _damage_named():
            # looked at first: get_or_create replaces the metadata of a collection that exists
            existing = {collection.name: collection.metadata for collection in client.list_collections()}
            self._collections: dict[Language, Chroma] = {}
            for language, name in self._names.items():
                if existing.get(name, made_with) != made_with:
                    raise IndexDamaged(f"{name} was made with {existing[name]}, not with {made_with}")
                self._collections[language] = Chroma(
                    client=client,
                    collection_name=name,
                    embedding_function=encoder,
                    collection_metadata=dict(made_with),
                    collection_configuration={"hnsw": {"space": "cosine"}},
                )
            self._stored = {
                language: client.get_collection(name, embedding_function=None)
                for language, name in self._names.items()
            }

    def upsert(self, passages: Sequence[Passage]) -> None:
        """Embed and store passages; one with a known id replaces the former."""
        for language in self._collections:
            mine = iter([passage for passage in passages if passage.language == language])
            while batch := list(islice(mine, _BATCH)):
                texts = [passage.indexed for passage in batch]
                # out here: its errors are no damage
                vectors = np.asarray(self._encoder.embed_documents(texts), np.float32)
                ids = [passage.id for passage in batch]
                with _damage_named():
                    self._stored[language].upsert(
                        ids=ids,
                        embeddings=vectors,
                        metadatas=[{"digest": passage.digest} for passage in batch],
                        documents=texts,
                    )
                self._vectors[language].update(zip(ids, vectors, strict=True))

    def remove(self, ids: Sequence[str]) -> None:
        """Forget passages; unknown ids are no error."""
        if not ids:
            return
        for collection in self._collections.values():
            with _damage_named():
                known = set(collection.get(ids=list(ids), include=[])["ids"])
                if known:
                    collection.delete(ids=sorted(known))
        for id in ids:
            for vectors in self._vectors.values():
                vectors.pop(id, None)

    def search(self, vector: Sequence[float], language: Language, count: int) -> list[tuple[str, float]]:
        """The nearest passages' ids with their cosine, best first, equal ones by id."""
        try:
            with _damage_named():
                # langchain's own search also reads the texts, which takes as long again (0.7 ms)
                found = self._stored[language].query(
                    query_embeddings=np.asarray([vector], np.float32), n_results=count, include=["distances"]
                )
        except IndexDamaged:
            self.broken = True
            raise
        distances = found["distances"] or [[]]
        near = [
            (id, cosine_of(1 - distance)) for id, distance in zip(found["ids"][0], distances[0], strict=True)
        ]
        return sorted(near, key=lambda hit: (-hit[1], hit[0]))

    def vectors(self, ids: Sequence[str], language: Language) -> Mapping[str, npt.NDArray[np.float32]]:
        """The stored vectors of those ids that are known, from memory: asking Chroma takes 0.7 ms."""
        known = self._vectors[language]
        return {id: vector for id in ids if (vector := known.get(id)) is not None}

    def digests(self) -> Mapping[str, str]:
        """The digest of every stored passage, by id."""
        digests: dict[str, str] = {}
        for stored in self._stored.values():
            with _damage_named():
                found = stored.get(include=["metadatas"])
                digests |= {
                    id: str(meta["digest"])
                    for id, meta in zip(found["ids"], found["metadatas"] or (), strict=True)
                }
        return digests

    def verify(self) -> None:
        """Read everything that is stored. Raises `IndexDamaged`.

        Chroma opens a store whose vector files are gone without a word and finds only part of it (501 of
        2,500, measured). Asking for the vectors themselves shows it, at 0.04 s a thousand.
        """
        for language, stored in self._stored.items():
            with _damage_named():
                ids = stored.get(include=[])["ids"]
                for start in range(0, len(ids), 1000):
                    found = stored.get(ids=ids[start : start + 1000], include=["embeddings"])
                    vectors = np.asarray(found["embeddings"], np.float32)
                    self._vectors[language].update(zip(found["ids"], vectors, strict=True))
                stored.query(query_embeddings=np.ones((1, self._encoder.dimension), np.float32), n_results=1)

    def close(self) -> None:
        """Let go of the folder; an index in memory is gone."""
        if not self._kept:
            for collection in self._collections.values():
                with contextlib.suppress(IndexDamaged), _damage_named():
                    collection.delete_collection()
        _close(self._client)
        if self._lock is not None:
            self._lock.release()


def open_index(folder: Path | None, encoder: Encoder, *, fresh: bool = False) -> PassageIndex:
    """The index kept in the folder, or one in memory without a folder.

    What is stored there and cannot be used is replaced by an empty index; so is everything with `fresh`.
    Raises `IndexBusy` and `IndexUnavailable`.
    """
    if folder is None:
        client = cast(Client, chromadb.EphemeralClient(settings=_settings()))
        # all clients in memory share one store, hence names of its own
        return PassageIndex(client, encoder, suffix=f"-{uuid.uuid4().hex[:8]}")
    lock = _locked(folder)
    with contextlib.ExitStack() as undo:
        undo.callback(lock.release)
        try:
            reopened = None if fresh else _reopened(folder, encoder, lock)
            index = reopened or PassageIndex(_begun(folder), encoder, lock=lock)
        except (OSError, IndexDamaged) as problem:
            raise IndexUnavailable(f"{folder}: {problem}") from problem
        undo.pop_all()
    return index


def open_server(address: str, encoder: Encoder, *, fresh: bool = False) -> PassageIndex:
    """The index that a Chroma server (`chroma run`) keeps, for any number of processes; `http://host:port`.

    Encoders have collections of their own, so that an old and a new Gongo can run side by side. With `fresh` this
    encoder's begin anew. Raises `IndexDamaged`, also when the server cannot be reached.
    """
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    suffix = f"-{zlib.crc32(f'{encoder.name}/{encoder.dimension}/{_SCHEMA}'.encode()):08x}"
    with _damage_named():
        client = cast(
            Client,
            chromadb.HttpClient(
                host=parts.hostname or "localhost",
                port=parts.port or (443 if secure else 80),
                ssl=secure,
                settings=_settings(),
            ),
        )
    with contextlib.ExitStack() as undo:
        undo.callback(_close, client)
        with _damage_named():
            if fresh:
                for collection in client.list_collections():
                    if collection.name.endswith(suffix):
                        client.delete_collection(collection.name)
        index = PassageIndex(client, encoder, suffix=suffix, kept=True)
        undo.pop_all()
    return index


def cosine_of(number: float) -> float:
    """A cosine to four digits: Chroma and we agree on seven, and no order may hang on the eighth."""
    return round(float(number), 4)


def _locked(folder: Path) -> FileLock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # closed by whichever thread ends the service, hence not bound to this one
        lock = FileLock(folder / "index.lock", timeout=0, thread_local=False)
        lock.acquire()
    except Timeout:
        raise IndexBusy(f"{folder} is in use by another process") from None
    except (OSError, NotImplementedError) as problem:  # NotImplementedError: a disk that knows no locks
        raise IndexUnavailable(f"{folder}: {problem}") from problem
    return lock


def _reopened(folder: Path, encoder: Encoder, lock: FileLock) -> PassageIndex | None:
    current = folder / "current.json"
    name = _recorded(current)
    if name is None or not (folder / name).is_dir():
        return None
    # Taken away until all is verified: data that ends the whole process on opening is not opened twice.
    current.unlink()
    try:
        client = _opened(folder / name)
        with contextlib.ExitStack() as undo:
            undo.callback(_close, client)
            index = PassageIndex(client, encoder, lock=lock)
            index.verify()
            undo.pop_all()
    except IndexDamaged as problem:
        log.warning("The index in %s is begun anew: %s", folder, problem)
        return None
    _record(current, name)
    return index


def _begun(folder: Path) -> Client:
    for path in folder.iterdir():
        if _STORE.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
    # Always a new name: Chroma keeps what it opened by its path, the broken ones too, until the process ends.
    name = f"store-{uuid.uuid4().hex[:8]}"
    client = _opened(folder / name)
    _record(folder / "current.json", name)
    return client


def _opened(store: Path) -> Client:
    with _damage_named():
        return cast(Client, chromadb.PersistentClient(str(store), settings=_settings()))


def _close(client: Client) -> None:
    with contextlib.suppress(IndexDamaged), _damage_named():
        client.close()
    # Chroma's own close leaves the connections to a server open (chroma-core/chroma#2702).
    for opened in (client, client._admin_client):
        server = getattr(opened, "_server", None)
        if isinstance(server, FastAPI):
            server._session.close()


def _recorded(current: Path) -> str | None:
    try:
        name = json.loads(current.read_bytes())
    except (OSError, ValueError):
        return None
    return name if isinstance(name, str) and _STORE.fullmatch(name) else None


def _record(current: Path, name: str) -> None:
    unfinished = current.with_suffix(".tmp")
    unfinished.write_text(json.dumps(name))
    unfinished.replace(current)


def _settings() -> Settings:
    # a .env beside the bot is none of Chroma's
    return Settings(_env_file=None, anonymized_telemetry=False)


@contextlib.contextmanager
def _damage_named() -> Iterator[None]:
    """Whatever Chroma raises becomes `IndexDamaged`.

    Its core panics with a BaseException that has no public name, and one and the same broken file may also
    give AttributeError, ValueError or an error of its own.
    """
    try:
        yield
    except (IndexDamaged, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as problem:
        raise IndexDamaged(f"{type(problem).__name__}: {problem}") from problem
