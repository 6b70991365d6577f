"""Documents: the pack's own and those that staff add here, which go through a preview before they answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.answering.pack import RULES
from bot.console.visits import Item, Page, Visit
from bot.services.adding import AddingError, added_names, kept_as, read_added
from bot.services.quoting import Quoted, laid_out, quotes_of
from bot.services.reviewing import Review, reviewed
from bot.services.uploading import (
    MAX_BYTES,
    SUFFIXES,
    ChangedMeanwhile,
    NotWritten,
    Uploads,
    Waiting,
    current,
    digest_of,
    keeping,
    put_in_place,
    read_uploaded,
)
from bot.storage.audit import Deed
from bot.storage.documents import Change
from knowledge.documents import LANGUAGES, Document, DocumentError, parse_document
from knowledge.figures import figures
from knowledge.passages import split
from knowledge.preview import Preview, preview

_SHOWN = 200_000  # characters of a text on its page; the whole is downloaded
_LISTED = 200  # passages of a kind in a preview, and figures
_FORM_BYTES = 2**16
RANKS = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Shelf:
    """All documents that may be cited now; `problems` are of files that cannot be used."""

    own: tuple[Document, ...]
    added: tuple[Document, ...]
    problems: tuple[str, ...]

    def find(self, key: str) -> Document | None:
        return next((one for one in (*self.own, *self.added) if one.key == key), None)


# --- reading ----------------------------------------------------------------------------------------------------


async def documents(visit: Visit) -> Response:
    """The list; ?q= narrows it by title, publisher and name."""
    shelf, words = await _shelf(visit), visit.asked("q", 100)
    wanted = words.casefold().split()

    def has(one: Document) -> bool:
        told = f"{one.title} {one.publisher} {one.key}".casefold()
        return all(word in told for word in wanted)

    programme = visit.parts.live.now.pack.programme
    return visit.show(
        "documents.html",
        groups=[
            (name, [one for one in group if has(one)])
            for name, group in (("added", shelf.added), ("own", shelf.own))
        ],
        problems=shelf.problems,
        words=words,
        passages=_passages,
        quoted=lambda one: len(quotes_of(programme, one)),
    )


async def document(visit: Visit) -> Response:
    """One document; ?version= shows what it was before."""
    return await _document_page(visit, visit.request.path_params["key"])


async def _document_page(visit: Visit, key: str, status: int = 200, problem: str = "") -> Response:
    shelf, number = await _shelf(visit), _number(visit.asked("version", 20))
    now = shelf.find(key)
    is_own = now is not None and now in shelf.own
    versions = () if is_own else await visit.parts.storage().versions.of(f"{key}.md")
    if now is None and not versions:
        raise HTTPException(404)
    shown = await _version(visit, key, number) if number else now
    quotes: tuple[Quoted, ...] = ()
    if shown is not None and is_own and not number:
        pack = visit.parts.live.now.pack
        live = visit.parts.live
        review = await asyncio.to_thread(reviewed, pack, live.rules_of(live.now) or RULES)
        quotes = (*quotes_of(pack.programme, shown), *_unused(review, shown))
    text = "" if shown is None else shown.text[:_SHOWN]
    return visit.show(
        "document.html",
        status,
        key=key,
        document=shown,
        number=number,
        is_own=is_own,
        is_there=now is not None,
        is_cut=shown is not None and len(shown.text) > _SHOWN,
        blocks=await asyncio.to_thread(laid_out, text, quotes),
        quotes=quotes,
        versions=versions,
        passages=0 if shown is None else _passages(shown),
        other=_other(shelf, key),
        over="" if is_own or now is None else digest_of(current(_folder(visit), f"{key}.md")),
        problem=problem,
    )


def _other(shelf: Shelf, key: str) -> str | None:
    """The same document in the other language, if there is one."""
    id = key.rpartition(".")[0]
    return next((one.key for one in shelf.own if one.id == id and one.key != key), None)


async def download(visit: Visit) -> Response:
    """The text as it is kept, never as a page."""
    key, number = visit.request.path_params["key"], _number(visit.asked("version", 20))
    shelf = await _shelf(visit)
    found = await _version(visit, key, number) if number else shelf.find(key)
    if found is None:
        raise HTTPException(404)
    text = found.text if found in shelf.own else kept_as(found)[1]
    headers = {"Content-Disposition": f'attachment; filename="{found.key}.md"'}
    return Response(text, media_type="text/plain; charset=utf-8", headers=headers)


async def _version(visit: Visit, key: str, number: int) -> Document | None:
    text = await visit.parts.storage().versions.text(f"{key}.md", number)
    if text is None:
        raise HTTPException(404)
    try:
        return parse_document(text.encode(), Path(f"{key}.md"))
    except DocumentError:  # kept by an earlier Gongo that read more than this one
        raise HTTPException(404) from None


def _unused(review: Review, document: Document) -> list[Quoted]:
    """Sentences with figures or conditions that no rule takes, and those that staff marked, with the reason."""
    left = (*review.coverage.unclaimed_figures, *review.coverage.unclaimed_conditions)
    found = {one.sentence: Quoted(one.sentence) for one in left if one.document == document.key}
    marked = [one for one in review.marks if one.document == document.id]
    language = document.language
    return [*found.values(), *(Quoted(one.text[language], (), one.reason[language]) for one in marked)]


# --- adding -----------------------------------------------------------------------------------------------------


async def add(visit: Visit) -> Response:
    return _add_page(visit)


def _add_page(visit: Visit, status: int = 200, problem: str = "", detail: str = "") -> Response:
    return visit.show(
        "document_add.html",
        status,
        problem=problem,
        detail=detail,
        suffixes=SUFFIXES,
        megabytes=MAX_BYTES // 10**6,
        names=added_names(_folder(visit)),
        chosen=visit.asked("over", 300),
    )


async def read(visit: Visit) -> Response:
    """Reads a file and shows what it would change; nothing is kept yet but for the one who sent it."""
    sent = visit.form.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return _add_page(visit, 400, visit.say("console_docs_no_file"))
    try:
        content = await sent.read(MAX_BYTES + 1)
        async with visit.parts.reading:  # a reader may take much memory, and a thread for long
            waiting = await asyncio.to_thread(read_uploaded, sent.filename, content)
    except AddingError as error:
        return _add_page(visit, 400, visit.say("console_docs_unreadable"), str(error))
    over = visit.field("over", 300)
    if over:
        if over not in added_names(_folder(visit)):
            raise HTTPException(400)
        waiting = replace(waiting, document=put_in_place(waiting.document, over))
    before = next((one for one in (await _shelf(visit)).added if one.key == waiting.document.key), None)
    if before is not None and not waiting.document.publisher:
        waiting = replace(waiting, document=_with_details_of(before, waiting.document))
    if waiting.document.id in _own_ids(visit):
        return _add_page(visit, 400, visit.say("console_docs_taken", name=waiting.document.id))
    token = visit.parts.token()
    await asyncio.to_thread(_keep_waiting, visit, token, waiting)
    return visit.go("documents.upload", token=token)


async def upload(visit: Visit) -> Response:
    return await _upload_page(visit, _waiting(visit))


async def _upload_page(
    visit: Visit, waiting: Waiting, status: int = 200, problem: str = "", detail: str = ""
) -> Response:
    folder, read = _folder(visit), waiting.document
    there = await asyncio.to_thread(current, folder, f"{read.key}.md")
    before = [one for one in (await _shelf(visit)).added if one.key == read.key]
    names = visit.parts.live.now.pack.programme.names
    found = await asyncio.to_thread(figures, read.text[:_SHOWN], names)
    return visit.show(
        "document_upload.html",
        status,
        waiting=waiting,
        document=read,
        replaces=bool(there),
        is_same=digest_of(there) == digest_of(_kept_text(read)) if there else False,
        change=await asyncio.to_thread(_previewed, tuple(before), (read,)),
        listed=_LISTED,
        figures=list(dict.fromkeys((one.kind, one.text) for one in found))[:_LISTED],
        problem=problem,
        detail=detail,
        ranks=RANKS,
        languages=LANGUAGES,
    )


async def decide(visit: Visit) -> Response:
    """Details filled in, accepted, or thrown away."""
    do = visit.field("do", 20)
    if do not in ("details", "accept", "discard"):
        raise HTTPException(400)
    waiting, token = _waiting(visit), visit.request.path_params["token"]
    if do == "discard":
        _uploads(visit).drop(_secret(visit, token))
        return visit.go("documents", done="console_done_upload_discarded")
    filled = replace(waiting, document=_with_details(visit, waiting.document))
    try:
        document, text = kept_as(filled.document)
    except AddingError as error:
        return await _upload_page(visit, filled, 400, visit.say("console_docs_details_wrong"), str(error))
    if do == "accept" and filled.document == waiting.document:
        return await _accept(visit, token, waiting, document, text)
    await asyncio.to_thread(_keep_waiting, visit, token, filled)
    # What is accepted was shown before, as it is: details that change on the way are shown first.
    return visit.go("documents.upload", done="console_done_upload_details", token=token)


async def _accept(visit: Visit, token: str, waiting: Waiting, document: Document, text: str) -> Response:
    if digest_of(text) == waiting.over:
        _uploads(visit).drop(_secret(visit, token))
        return visit.go("documents.one", done="console_done_document_same", key=document.key)
    try:
        change = await _put(visit, f"{document.key}.md", text, waiting.over)
    except ChangedMeanwhile:
        await asyncio.to_thread(_keep_waiting, visit, token, waiting)
        return await _upload_page(visit, waiting, 400, visit.say("console_docs_changed_meanwhile"))
    except NotWritten:
        return await _upload_page(visit, waiting, 400, visit.say("console_docs_not_written"))
    _uploads(visit).drop(_secret(visit, token))
    done = "console_done_document_added" if change == "added" else "console_done_document_changed"
    return visit.go("documents.one", done=done, key=document.key)


async def change(visit: Visit) -> Response:
    """Takes a document of staff away, once that is confirmed."""
    if visit.field("do", 20) != "remove":
        raise HTTPException(400)
    key = visit.request.path_params["key"]
    if f"{key}.md" not in added_names(_folder(visit)) or key.rpartition(".")[0] in _own_ids(visit):
        raise HTTPException(404)
    if visit.field("confirmed", 10) != "yes":
        return await _document_page(visit, key, 400, visit.say("console_docs_confirm_first"))
    over = visit.field("over", 64)
    try:
        await _put(visit, f"{key}.md", "", over)
    except ChangedMeanwhile:
        return await _document_page(visit, key, 400, visit.say("console_docs_changed_meanwhile"))
    except NotWritten:
        return await _document_page(visit, key, 400, visit.say("console_docs_not_written"))
    return visit.go("documents", done="console_done_document_removed")


async def _put(visit: Visit, name: str, text: str, over: str) -> Change:
    """Keeps or removes, with its version and its audit, all or nothing."""
    storage, after = visit.parts.storage(), digest_of(text) if text else ""

    def deed(change: Change) -> Deed:
        return Deed(visit.who.name, f"document_{change}", f"document:{name}", over, after)

    job = keeping(_folder(visit), storage.versions, name, text, over=over, who=visit.who.name, at=visit.now)
    return await storage.audit.done(deed, visit.now, job)


def _with_details(visit: Visit, document: Document) -> Document:
    language, rank = visit.field("language", 2), visit.field("rank", 1)
    if language not in LANGUAGES or rank not in RANKS:
        raise HTTPException(400)
    return replace(
        document,
        title=_one_line(visit.field("title", 300)) or document.title,
        language="ko" if language == "ko" else "en",
        publisher=_one_line(visit.field("publisher", 200)),
        date=visit.field("date", 10),
        address=visit.field("address", 500),
        rank=int(rank),
        own_words=visit.field("own_words", 5) == "yes",
    )


def _with_details_of(before: Document, document: Document) -> Document:
    """A new version comes from where the earlier one came from, until staff say otherwise."""
    return replace(
        document,
        publisher=before.publisher,
        date=document.date or before.date,
        address=document.address or before.address,
        rank=before.rank,
        own_words=before.own_words,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _kept_text(document: Document) -> str:
    try:
        return kept_as(document)[1]
    except AddingError:
        return ""


def _keep_waiting(visit: Visit, token: str, waiting: Waiting) -> None:
    there = current(_folder(visit), f"{waiting.document.key}.md")
    shown = replace(waiting, over=digest_of(there) if there else "")
    _uploads(visit).put(_secret(visit, token), shown, visit.now)


def _waiting(visit: Visit) -> Waiting:
    found = _uploads(visit).get(_secret(visit, visit.request.path_params["token"]), visit.now)
    if found is None:
        raise HTTPException(404)
    return found


def _secret(visit: Visit, token: str) -> str:
    """Only the session that sent a document finds it."""
    assert visit.session is not None
    return json.dumps([visit.session.digest, token])


def _uploads(visit: Visit) -> Uploads:
    return Uploads(visit.parts.home / "uploads")


def _folder(visit: Visit) -> Path:
    return visit.parts.home / "documents"


def _own_ids(visit: Visit) -> frozenset[str]:
    return frozenset(one.id for one in visit.parts.live.now.pack.documents)


async def _shelf(visit: Visit) -> Shelf:
    own = visit.parts.live.now.pack.documents
    added, problems = await asyncio.to_thread(read_added, _folder(visit), _own_ids(visit))
    return Shelf(own, added, problems)


@lru_cache(maxsize=1000)
def _passages(document: Document) -> int:
    return len(split(document))


@lru_cache(maxsize=4)
def _previewed(before: Sequence[Document], after: Sequence[Document]) -> Preview:
    return preview(before, after)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


PAGES = (
    Page("/documents", "documents", "viewer", documents),
    Page("/documents/add", "documents.add", "editor", add, read, largest=MAX_BYTES + _FORM_BYTES),
    Page("/documents/uploads/{token}", "documents.upload", "editor", upload, decide),
    Page("/documents/{key}", "documents.one", "viewer", document, change, changes="editor"),
    Page("/documents/{key}/text", "documents.text", "viewer", download),
)
MENU = (Item("documents", "console_documents", group="knowledge"),)
