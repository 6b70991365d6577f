"""The index on a real Chroma server, which several processes share."""

from __future__ import annotations

import asyncio
import gc
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from chromadb.api.fastapi import FastAPI

from knowledge.index import IndexDamaged, IndexUnavailable, open_server
from knowledge.ingestion import build_store
from knowledge.passages import split


@contextmanager
def chroma(folder: Path, port: int) -> Iterator[str]:
    program = Path(sys.executable).with_name("chroma")
    arguments = [str(program), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        asyncio.run(_until_it_answers(address))
        yield address
    finally:
        process.kill()
        process.wait()


async def _until_it_answers(address: str) -> None:
    async with asyncio.timeout(60), httpx.AsyncClient(trust_env=False) as client:
        while True:
            try:
                if (await client.get(f"{address}/api/v2/heartbeat")).is_success:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.05)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(tmp_path, port, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with chroma(tmp_path / "chroma", port) as address:
        yield address


def test_what_one_process_stores_another_finds_and_need_not_embed(server, make_encoder, make_document):
    documents = [make_document("고도화 유형은 최대 1억5천만원\n\n기초 유형은 열 개 지자체")]
    build_store(documents, None, make_encoder(), server).close()
    encoder = make_encoder()
    store = build_store(documents, None, encoder, server)

    assert encoder.embedded == []
    assert store.search("기초 지자체", "ko").kept[0].passage.id == "notice.ko#2"
    assert store.search("기초 지자체", "ko").kept[0].dense is not None
    store.close()


def test_another_encoder_does_not_disturb(server, make_encoder, make_document):
    passages = split(make_document("고도화 유형"))
    old, new = (
        open_server(server, make_encoder()),
        open_server(server, make_encoder(name="newer", dimension=8)),
    )
    old.upsert(passages)
    new.upsert(passages)
    open_server(server, make_encoder(name="newer", dimension=8), fresh=True).close()

    assert set(old.digests()) == {passages[0].id}
    old.close()
    new.close()


def test_a_server_that_is_not_there_is_told(port, make_encoder, make_document):
    with pytest.raises(IndexDamaged):
        open_server(f"http://127.0.0.1:{port}", make_encoder())
    with pytest.raises(IndexUnavailable, match=str(port)):
        build_store([make_document("고도화")], None, make_encoder(), f"http://127.0.0.1:{port}")


def test_a_server_that_goes_away_leaves_the_words(tmp_path, port, make_encoder, make_document):
    with chroma(tmp_path, port) as address:
        store = build_store([make_document("기초 유형은 열 개 지자체")], None, make_encoder(), address)
    found = store.search("기초 지자체", "ko")

    assert found.kept[0].dense is None
    assert store.is_broken
    store.close()


def test_an_index_that_is_closed_leaves_no_connection_open(server, make_encoder, make_document):
    store = build_store([make_document("고도화 유형")], None, make_encoder(), server)
    sessions = [one._session for one in gc.get_objects() if isinstance(one, FastAPI)]
    assert not all(session.is_closed for session in sessions)

    store.close()

    assert all(session.is_closed for session in sessions)
