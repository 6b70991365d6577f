"""Switches: a topic that is not answered for now, and the whole bot with a sentence that says why."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.drafts import topic_words
from bot.console.visits import Item, Page, Visit
from bot.services.live import TOPIC
from bot.services.publishing import Refused
from bot.storage.packs import BOT


async def pauses(visit: Visit) -> Response:
    return await _pauses_page(visit)


async def _pauses_page(visit: Visit, status: int = 200, problem: str = "") -> Response:
    switches = {one.name: one for one in (await visit.parts.publisher.packs.standing()).switches}
    words = topic_words(visit)
    topics = visit.parts.live.now.pack.topics
    answering = (
        {id for id, one in topics.topics.items() if one.kind not in ("smalltalk", "decline")}
        if topics
        else set()
    )
    return visit.show(
        "pauses.html",
        status,
        bot=switches.get(BOT),
        # what is paused stands first, also a topic that the pack has no more
        paused=[(one, words.get(name.removeprefix(TOPIC), ""), name.removeprefix(TOPIC))
                for name, one in switches.items() if name.startswith(TOPIC)],
        topics={id: said for id, said in words.items() if id in answering and f"{TOPIC}{id}" not in switches},
        problem=problem,
        ko=visit.field("ko"),
        en=visit.field("en"),
    )  # fmt: skip


async def change_pauses(visit: Visit) -> Response:
    publisher, topic = visit.parts.publisher, visit.field("topic", 100)
    try:
        match visit.field("do", 20):
            case "pause_topic":
                await publisher.pause_topic(topic, visit.who)
            case "resume_topic":
                await publisher.resume_topic(topic, visit.who)
            case "pause_bot":
                await publisher.pause_bot(visit.field("ko"), visit.field("en"), visit.who)
            case "resume_bot":
                await publisher.resume_bot(visit.who)
            case _:
                raise HTTPException(400)
    except Refused as refused:
        return await _pauses_page(visit, 400, refused.told(visit.language))
    return visit.go("pauses", done="console_done_pauses")


PAGES = (Page("/pauses", "pauses", "approver", pauses, change_pauses),)
MENU = (Item("pauses", "console_pauses", "approver", "administration"),)
