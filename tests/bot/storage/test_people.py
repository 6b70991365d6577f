"""What is kept of dealings with persons, on both databases."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.storage.people import Change, Move, Offer, Opinion, Outpaced, Subscribe, Unsubscribe
from bot.storage.storage import KEPT, Arrival, Exchange, Storage
from bot.storage.tables import metadata

BOT = 42
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
OFFER = Offer(1, "ko", "얼마?", "최대 …", "지역: 광주", "{}", NOW)


async def turn(storage: Storage, update_id: int, *changes: Change, chat: int = 7, **more: object) -> None:
    """One whole turn in a chat, which leaves `changes` behind."""
    await storage.store_updates(BOT, [Arrival(update_id, chat, "{}")], NOW)
    (taken,) = await storage.take(BOT, [])
    exchange = Exchange(None, (), f"text {update_id}", "reply", changes=changes)
    await storage.commit_turn(taken, replace(exchange, **more), NOW)  # type: ignore[arg-type]
    await storage.let_go(BOT, chat)


async def test_tables_are_those_of_the_migrations(storage: Storage) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with storage._engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_question_is_offered_once_and_moves_on(storage: Storage) -> None:
    await turn(storage, 1, OFFER)
    await turn(storage, 2, replace(OFFER, question="another"))
    offered = await storage.people.escalation_of(BOT, 7, 1)
    assert offered is not None
    await turn(storage, 3, Move(offered.number, ("offered",), "open", facts=False, state_before="bare"))
    moved = await storage.people.escalation(BOT, offered.number)

    assert (offered.question, offered.state) == ("얼마?", "offered")
    assert moved == replace(offered, state="open", facts="", state_before="bare")
    assert await storage.people.handed_over(BOT, 7) == (offered.number,)
    assert (await storage.people.open_questions(BOT), await storage.people.open_questions(BOT + 1)) == (1, 0)


async def test_a_move_that_comes_too_late_undoes_its_whole_turn(storage: Storage) -> None:
    await turn(storage, 1, OFFER)
    number = (await storage.people.escalation_of(BOT, 7, 1)).number  # type: ignore[union-attr]
    with pytest.raises(Outpaced):
        await turn(storage, 2, Move(number, ("open",), "answered"), to_others=((7, "reply"),))

    assert await storage.next_outgoing(BOT, held=[], now=NOW) == ()
    assert await storage.count(BOT) == (1, 0)


async def test_a_withdrawn_question_keeps_no_words(storage: Storage) -> None:
    await turn(storage, 1, OFFER)
    number = (await storage.people.escalation_of(BOT, 7, 1)).number  # type: ignore[union-attr]
    await turn(storage, 2, Move(number, ("offered",), "withdrawn", content=False))
    found = await storage.people.escalation(BOT, number)

    assert found is not None
    assert (found.question, found.answer, found.facts, found.state_before) == ("", "", "", None)


async def test_what_was_never_handed_over_goes_early(storage: Storage) -> None:
    await turn(storage, 1, OFFER)
    await storage.purge(NOW + KEPT + timedelta(minutes=1))

    assert await storage.people.escalation_of(BOT, 7, 1) is None


async def test_an_opinion_stands_with_its_answer_and_no_other_chats(storage: Storage) -> None:
    await turn(storage, 1, status="answered", topics=("cap", "places"))
    await turn(storage, 2, Opinion(1, "up"), chat=8)
    untouched = await storage.people.logged(BOT, 7)
    await turn(storage, 3, Opinion(1, "down", "figure"))
    found = await storage.people.logged(BOT, 7, 1)

    assert untouched is not None
    assert found is not None
    assert untouched.feedback is None
    assert (found.topics, found.feedback, found.reason) == ("cap places", "down", "figure")
    assert await storage.people.logged(BOT, 8) is None


async def test_unanswered_questions_are_counted_since_a_day(storage: Storage) -> None:
    await turn(storage, 1, status="not_in_documents", topics=("deadline",))
    await turn(storage, 2, status="answered")

    assert await storage.people.unanswered(BOT, NOW) == (("text 1", "deadline"),)
    assert await storage.people.unanswered(BOT, NOW + timedelta(days=1)) == ()


async def test_a_wish_is_kept_once_and_ended_by_its_own_chat_only(storage: Storage) -> None:
    wish = Subscribe("intake", "advanced", "ko")
    await turn(storage, 1, wish, wish)
    (kept,) = await storage.people.subscriptions(BOT)
    await turn(storage, 2, Unsubscribe(kept.id), chat=8)
    still = await storage.people.subscriptions(BOT, 7)
    await turn(storage, 3, Unsubscribe(kept.id))

    assert still == (kept,)
    assert await storage.people.subscriptions(BOT) == ()


async def test_a_notice_goes_out_once_and_may_end_its_wish(storage: Storage) -> None:
    await turn(storage, 1, Subscribe("intake", "advanced", "ko"))
    (kept,) = await storage.people.subscriptions(BOT)
    first = await storage.notify(BOT, 7, "opened", ["told"], NOW)
    second = await storage.notify(BOT, 7, "opened", ["told"], NOW, ends=kept.id)

    assert (first, second) == (True, False)
    assert [one.payload for one in await storage.next_outgoing(BOT, held=[], now=NOW)] == ["told"]
    assert await storage.people.told(BOT) == {(7, "opened")}
    assert await storage.people.subscriptions(BOT) == ()


async def test_forgetting_takes_questions_and_wishes_too(storage: Storage) -> None:
    await turn(storage, 1, OFFER, Subscribe("intake", "advanced", "ko"))
    await storage.notify(BOT, 7, "opened", [], NOW)
    await storage.forget(BOT, 7)
    left = json.loads(await storage.export(BOT, 7))

    assert all(rows == [] for rows in left.values())
