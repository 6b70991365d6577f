"""Gaps: what is asked and not answered well, in groups; what staff make of it."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.visits import Item, Page, Visit
from bot.services.drafting import CannotEdit
from bot.services.gap_groups import answered_now, nearest
from bot.services.golden import today
from bot.services.outcome import cut
from bot.storage.audit import Deed
from bot.storage.gaps import OPEN, STATES, Asked, Group, Sums
from rules.plain_yaml import RuleFileError

_GROUPS = 20
_EXAMPLES = 3
_MEMBERS = 30
_ASKED_AGAIN = 50
_PASSAGES = 5
_LANGUAGES = ("ko", "en")


async def gaps(visit: Visit) -> Response:
    parts, book = visit.parts, visit.parts.storage().gaps
    parts.gaps.look(parts.storage, parts.embed, visit.now)
    chosen = visit.asked("state", 20)
    states = (chosen,) if chosen in STATES else OPEN
    found = await book.groups(states, _GROUPS + 1, _after(visit.asked("after", 40)))
    shown = found[:_GROUPS]
    ids = [one.id for one in shown]
    examples: dict[int, list[Asked]] = {}
    for one in await book.examples(ids, _EXAMPLES):
        examples.setdefault(one.group_id, []).append(one)
    last = shown[-1] if len(found) > _GROUPS else None
    return visit.show(
        "gaps.html",
        groups=shown,
        sums=await book.sums(ids, visit.now),
        none=Sums(),
        examples=examples,
        waiting=await book.waiting(ids),
        states=STATES,
        chosen=chosen if chosen in STATES else "",
        after=f"{last.count}-{last.id}" if last else None,
        finder=parts.gaps,
    )


async def change_gaps(visit: Visit) -> Response:
    if visit.field("do", 20) != "look":
        raise HTTPException(400)
    parts = visit.parts
    parts.gaps.look(parts.storage, parts.embed, visit.now, again=True)
    return visit.go("gaps", done="console_done_gaps_looking")


async def group(visit: Visit) -> Response:
    return await _group_page(visit, await _group_of(visit))


async def _group_page(
    visit: Visit,
    found: Group,
    status: int = 200,
    problem: str = "",
    again: list[tuple[Asked, str, bool]] | None = None,
) -> Response:
    parts, book = visit.parts, visit.parts.storage().gaps
    before = _number(visit.asked("before", 20)) or None
    members = await book.members(found.id, _MEMBERS + 1, before)
    passages = None
    if members and visit.asked("near"):
        first = members[0]
        passages = await asyncio.to_thread(
            nearest, parts.live.now.search, first.text, first.language, _PASSAGES
        )
    topics = parts.live.now.pack.topics
    return visit.show(
        "gap.html",
        status,
        part="passages",
        group=found,
        problem=problem,
        sums=(await book.sums([found.id], visit.now)).get(found.id, Sums()),
        members=members[:_MEMBERS],
        before=members[_MEMBERS - 1].log_id if len(members) > _MEMBERS else None,
        waiting=(await book.waiting([found.id])).get(found.id, 0),
        passages=passages,
        again=again,
        answered=sum(one[2] for one in again or ()),
        states=STATES,
        topics=sorted(topics.topics, key=visit.topic) if topics else (),
        languages=_LANGUAGES,
        may_notify=parts.bot_id != 0,
    )


async def change_group(visit: Visit) -> Response:
    do = visit.field("do", 20)
    if do not in ("state", "out", "answered", "again", "notify", "example", "statement"):
        raise HTTPException(400)
    found = await _group_of(visit)
    match do:
        case "state":
            state = visit.field("state", 20)
            if state not in STATES:
                raise HTTPException(400)
            return await _set(visit, found, state, visit.field("note", 500))
        case "out":
            return await _set(visit, found, "out_of_scope", found.note)
        case "again" | "answered":
            return await _again(visit, found, is_answered=do == "answered")
        case "notify":
            return await _notify(visit, found)
    return await _draft(visit, found, do)


async def _set(visit: Visit, found: Group, state: str, note: str) -> Response:
    await _keep(visit, found, state, note)
    return visit.go("gaps.group", id=found.id, done="console_done_gap_set")


async def _keep(visit: Visit, found: Group, state: str, note: str) -> None:
    storage = visit.parts.storage()
    before, after = (" ".join(one) for one in ((found.state, found.note), (state, note)))
    deed = Deed(visit.who.name, "gap_state", f"gap:{found.id}", before.strip(), after.strip())
    job = storage.gaps.set(found.id, state, note, visit.who.name, visit.now)
    await storage.audit.done(deed, visit.now, job)


async def _again(visit: Visit, found: Group, *, is_answered: bool) -> Response:
    """Asks the newest questions of the group once more, by what answers now."""
    parts = visit.parts
    rows = await parts.storage().gaps.members(found.id, _ASKED_AGAIN)
    again = await asyncio.to_thread(answered_now, parts.live.now.answerer, rows, today(parts.clock))
    if is_answered:
        await _keep(visit, found, "answered", found.note)
        found = await _group_of(visit)
    return await _group_page(visit, found, again=again)


async def _notify(visit: Visit, found: Group) -> Response:
    """What chats asked to be told of is looked for at the next round, as if the pack were another one."""
    storage, bot_id = visit.parts.storage(), visit.parts.bot_id
    if not bot_id:
        raise HTTPException(404)
    await storage.audit.note(Deed(visit.who.name, "gap_notify", f"gap:{found.id}"), visit.now)
    await storage.keep_note(f"notices:{bot_id}", "")
    return visit.go("gaps.group", id=found.id, done="console_done_gap_notify")


async def _draft(visit: Visit, found: Group, do: str) -> Response:
    """A draft of its own for what is missing: with the example in it, or open where the statement is to be written."""
    question, language = visit.field("question", 1000), visit.field("language", 2)
    topics = visit.parts.live.now.pack.topics
    topic = visit.field("topic", 100)
    if not question or language not in _LANGUAGES:
        raise HTTPException(400)
    if do == "example" and (topics is None or topic not in topics.topics):
        raise HTTPException(400)
    publisher = visit.parts.publisher
    draft = await publisher.begin(cut(question, 100), visit.who)
    if do == "example":
        try:
            await publisher.add_example(
                draft.id, topic, "en" if language == "en" else "ko", question, visit.who
            )
        except (CannotEdit, RuleFileError) as error:
            await publisher.drop(draft.id, visit.who)
            return await _group_page(visit, found, 400, str(error))
    if found.state == "new":
        await _keep(visit, found, "to_write", found.note)
    if do == "example":
        return visit.go("drafts.one", id=draft.id, done="console_done_gap_drafted")
    return visit.go("drafts.add", query={"what": "statement"}, id=draft.id)


async def _group_of(visit: Visit) -> Group:
    found = await visit.parts.storage().gaps.group(_number(str(visit.request.path_params["id"])))
    if found is None:
        raise HTTPException(404)
    return found


def _after(text: str) -> tuple[int, int] | None:
    count, _, id = text.partition("-")
    return (_number(count), _number(id)) if id else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0


PAGES = (
    Page("/gaps", "gaps", "viewer", gaps, change_gaps, "editor"),
    Page("/gaps/{id:int}", "gaps.group", "viewer", group, change_group, "editor"),
)
MENU = (Item("gaps", "console_gaps"),)
