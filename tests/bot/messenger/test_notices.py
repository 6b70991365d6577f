"""Being told of things: chosen, listed and cancelled in the chat; sent once, whatever happens in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot import wiring
from bot.answering.pipeline import Answerer
from bot.wording.catalogue import say
from rules.edition import Window
from tests.bot.messenger.conftest import Running, Serving
from tests.bot.messenger.scripted import PACE
from tests.bot.messenger.test_people import CAP, asked, pressed
from tests.telegram_server import Chat

MORNING = datetime.fromisoformat("2027-03-02T10:00:00+09:00")
NIGHT = datetime.fromisoformat("2027-03-02T03:00:00+09:00")


def with_intake(answerer: Answerer) -> Answerer:
    pack = answerer.pack
    edition = pack.programme.deciding
    track = edition.tracks["advanced"]
    window = Window("spring", date(2027, 3, 2), date(2027, 3, 26), track.windows[0].statement)
    tracks = {**edition.tracks, "advanced": replace(track, windows=(window,))}
    editions = {**pack.programme.editions, edition.id: replace(edition, tracks=tracks)}
    programme = replace(pack.programme, editions=editions)
    new = replace(pack, programme=programme, digest="another")
    return Answerer(new, lambda *_: [], lambda *_: [], lambda *_: [])


async def test_a_wish_is_listed_and_cancelled(gongo: Running, user: Chat) -> None:
    track = "고도화 유형"
    async with gongo:
        empty = await asked(user, "/notify")
        wanted = await pressed(user, say("ko", "button_notify_track", track=track))
        listed = await asked(user, "/notify")
        label = say("ko", "notify_label_track", track=track)
        removed = await pressed(user, say("ko", "button_notify_off", what=label))
        again = await asked(user, "/notify")

    assert say("ko", "notify_none") in empty.text
    assert track in wanted.text
    assert f"· {label}" in listed.text
    assert removed.text == say("ko", "notify_removed")
    assert say("ko", "notify_none") in again.text


async def test_an_answer_can_be_watched(gongo: Running, user: Chat) -> None:
    async with gongo:
        await asked(user, CAP)
        await asked(user, "/notify")
        wanted = await pressed(user, say("ko", "button_notify_changed"))

    assert wanted.text == say("ko", "notify_changed_set", question=CAP)


async def test_an_intake_is_told_of_once_and_not_at_night(
    serving: Serving, answerer: Answerer, user: Chat
) -> None:
    respond, spring = wiring.responder(answerer), with_intake(answerer)
    often = replace(PACE, notices=0.02)
    async with serving(respond, answerer=spring, clock=lambda: NIGHT, pace=often):
        await asked(user, "/notify")
        await pressed(user, say("ko", "button_notify_track", track="고도화 유형"))
        await asked(user, CAP)
        heard = len(user.said)
    async with serving(respond, answerer=spring, clock=lambda: MORNING, pace=often):
        told = await user.hears()
        await asked(user, CAP)
    async with serving(respond, answerer=spring, clock=lambda: MORNING, pace=often):
        await asked(user, CAP)

    assert "접수가 시작되었습니다" in told.text
    assert "2027년 3월 2일부터 2027년 3월 26일까지" in told.text
    assert heard == 3
    assert sum("접수가 시작되었습니다" in one.text for one in user.said) == 1
