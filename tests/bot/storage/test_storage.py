from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select
from sqlalchemy.exc import DBAPIError

from bot.storage.keys import pseudonym
from bot.storage.people import Subscribe
from bot.storage.storage import KEPT, Arrival, Exchange, Outgoing, Overtaken, Storage, StoredUpdate
from bot.storage.tables import answer_log, inbox

BOT = 42
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


async def _store(storage: Storage, *updates: tuple[int, int]) -> frozenset[int]:
    arrivals = [Arrival(update_id, chat_id, "{}") for update_id, chat_id in updates]
    return await storage.store_updates(BOT, arrivals, NOW)


async def _take(storage: Storage, *held: int) -> StoredUpdate:
    (taken,) = await storage.take(BOT, held)
    await storage.let_go(BOT, taken.chat_id)
    return taken


async def _say(storage: Storage, chat_id: int, *messages: str, update_id: int = 1) -> None:
    await _store(storage, (update_id, chat_id))
    await storage.commit_turn(await _take(storage), Exchange("{}", messages, "q", "a"), NOW)


async def _due(storage: Storage, *held: int, now: datetime = NOW) -> tuple[Outgoing, ...]:
    return await storage.next_outgoing(BOT, held=held, now=now)


async def test_an_update_is_stored_once(storage: Storage) -> None:
    assert await _store(storage, (1, 7), (2, 7)) == {1, 2}
    assert await _store(storage, (2, 7), (3, 7)) == {3}


async def test_two_bots_may_have_updates_of_one_number(storage: Storage) -> None:
    await _store(storage, (1, 7))

    assert await storage.store_updates(BOT + 1, [Arrival(1, 7, "{}")], NOW) == {1}


async def test_concurrent_deliveries_of_one_update_store_it_once(storage: Storage) -> None:
    stored = await asyncio.gather(*(_store(storage, (1, 7)) for _ in range(20)))

    assert sorted(map(len, stored)) == [0] * 19 + [1]


async def test_the_oldest_update_of_a_free_chat_comes_first(storage: Storage) -> None:
    await _store(storage, (5, 7), (4, 7), (6, 8))

    assert (await _take(storage)).update_id == 4
    assert (await _take(storage, 7)).update_id == 6
    assert await storage.take(BOT, {7, 8}) == ()


async def test_a_turn_leaves_state_messages_and_an_empty_inbox(storage: Storage) -> None:
    await _say(storage, 7, "a", "b")

    assert await storage.state_of(BOT, 7) == "{}"
    assert await storage.take(BOT, ()) == ()
    assert [message.payload for message in await _due(storage)] == ["a"]


async def test_a_turn_that_cannot_be_written_leaves_nothing(storage: Storage) -> None:
    await _store(storage, (1, 7))
    unwritable = Exchange("{}", ("fine", "\ud800"), "q", "a")
    with pytest.raises((UnicodeEncodeError, DBAPIError)):
        await storage.commit_turn(await _take(storage), unwritable, NOW)

    assert await storage.state_of(BOT, 7) is None
    assert (await _take(storage)).update_id == 1
    assert await _due(storage) == ()


async def test_an_update_is_set_aside_after_its_last_try(storage: Storage) -> None:
    await _store(storage, (1, 7))
    given_up = [
        await storage.fail_update(await _take(storage), "boom", tries=3, messages=["sorry"], at=NOW)
        for _ in range(3)
    ]

    assert given_up == [False, False, True]
    assert await storage.take(BOT, ()) == ()
    assert [message.payload for message in await _due(storage)] == ["sorry"]


async def test_messages_of_a_chat_go_out_one_after_the_other(storage: Storage) -> None:
    await _say(storage, 7, "a", "b")
    await _say(storage, 8, "c", update_id=2)
    first, other = await _due(storage)
    await storage.mark_sent(first, 100)

    assert (first.payload, other.payload) == ("a", "c")
    assert [message.payload for message in await _due(storage)] == ["b", "c"]
    assert [message.payload for message in await _due(storage, 7)] == ["c"]


async def test_a_message_put_off_holds_back_those_behind_it(storage: Storage) -> None:
    await _say(storage, 7, "a", "b")
    (first,) = await _due(storage)
    later = NOW + timedelta(seconds=5)
    await storage.put_off(first, "429", later)

    assert await _due(storage) == ()
    assert await storage.next_due(BOT, NOW) == later
    (again,) = await _due(storage, now=later)
    assert (again.payload, again.attempts) == ("a", 1)


async def test_a_message_that_may_have_arrived_is_not_sent_again(storage: Storage) -> None:
    await _say(storage, 7, "a", "b")
    await storage.mark_unknown((await _due(storage))[0], "timed out")

    assert [message.payload for message in await _due(storage)] == ["b"]


async def test_closing_a_chat_drops_what_waits_for_it(storage: Storage) -> None:
    await _say(storage, 7, "a", "b")
    await _say(storage, 8, "c", update_id=2)

    assert await storage.close_chat(BOT, 7, "blocked") == 2
    assert [message.payload for message in await _due(storage)] == ["c"]


async def test_the_purge_keeps_what_waits_and_what_telegram_may_repeat(storage: Storage) -> None:
    await _store(storage, (1, 7), (2, 7))
    await storage.finish_update(await _take(storage))
    await storage.purge(NOW + KEPT - timedelta(minutes=1))
    assert await _store(storage, (1, 7)) == frozenset()

    await storage.purge(NOW + KEPT + timedelta(minutes=1))

    assert await _store(storage, (1, 7)) == {1}
    assert await _store(storage, (2, 7)) == frozenset()


async def test_times_come_back_in_utc(storage: Storage) -> None:
    await _store(storage, (1, 7))

    assert (await _take(storage)).received_at == NOW


async def test_a_note_is_replaced_by_the_newer_one(storage: Storage) -> None:
    await storage.keep_note("menu", "one")
    await storage.keep_note("menu", "two")

    assert await storage.noted("menu") == "two"
    assert await storage.noted("other") is None


async def test_chats_take_turns_however_much_one_of_them_says(storage: Storage) -> None:
    flood = [(number, 7) for number in range(1, 6)]
    await _store(storage, *flood, (6, 8), (7, 9))
    order = []
    for minute in range(7):
        taken = await _take(storage)
        order.append(taken.chat_id)
        await storage.commit_turn(taken, Exchange("{}", (), "q", "a"), NOW + timedelta(minutes=minute + 1))

    assert order == [7, 8, 9, 7, 7, 7, 7]


async def test_several_chats_are_taken_at_once_each_with_its_oldest(storage: Storage) -> None:
    await _store(storage, (5, 7), (4, 7), (6, 8), (3, 9))

    assert [one.update_id for one in await storage.take(BOT, {9}, 5)] == [4, 6]


async def test_a_turn_that_another_process_has_settled_leaves_nothing(storage: Storage) -> None:
    await _store(storage, (1, 7))
    taken = await _take(storage)
    await storage.commit_turn(taken, Exchange("first", ("a",), "q", "a"), NOW)
    with pytest.raises(Overtaken):
        await storage.commit_turn(taken, Exchange("second", ("b",), "q", "a"), NOW)

    assert await storage.state_of(BOT, 7) == "first"
    assert [message.payload for message in await _due(storage)] == ["a"]


async def test_writes_of_one_moment_fail_alone(storage: Storage) -> None:
    await _store(storage, *((number, number) for number in range(1, 9)))
    taken = await storage.take(BOT, (), 8)
    words = ["q"] * 7 + ["\ud800"]
    results = await asyncio.gather(
        *(
            storage.commit_turn(one, Exchange("{}", (), text, "a"), NOW)
            for one, text in zip(taken, words, strict=True)
        ),
        return_exceptions=True,
    )

    assert results[:7] == [None] * 7
    assert isinstance(results[7], UnicodeEncodeError | DBAPIError)
    assert [one.update_id for one in await storage.take(BOT, (), 8)] == [8]


async def test_an_alert_goes_out_with_the_last_try(storage: Storage) -> None:
    await _store(storage, (1, 7))
    await storage.fail_update(
        await _take(storage), "boom", tries=1, messages=["sorry"], at=NOW, alert=(-9, "look")
    )

    assert {one.chat_id: one.payload for one in await _due(storage)} == {7: "sorry", -9: "look"}


async def test_the_log_does_not_know_chats(storage: Storage, tmp_path: Path) -> None:
    await _say(storage, 7_000_000_007, "a")
    await storage.forget(BOT + 1, 7_000_000_007)
    log = (await _rows(storage, answer_log))[0]

    assert log["person"] == pseudonym(storage.key, BOT, 7_000_000_007)
    assert "7000000007" not in str(log)
    assert (tmp_path / "key").read_text() == storage.key.hex()


async def test_a_group_with_another_number_keeps_what_it_had(storage: Storage) -> None:
    await _say(storage, -7, "a")
    await _say(storage, 8, "b", update_id=2)
    await storage.move_chat(BOT, -7, -700)
    await storage.move_chat(BOT, -7, -700)  # both numbers tell of it

    assert await storage.state_of(BOT, -700) == "{}"
    assert await storage.state_of(BOT, -7) is None
    assert [(one.chat_id, one.payload) for one in await _due(storage)] == [(-700, "a"), (8, "b")]
    assert await storage.waiting_for(BOT, -700) == ("a",)
    assert json.loads(await storage.export(BOT, -7)).keys() == {
        name for name, rows in json.loads(await storage.export(BOT, -7)).items() if not rows
    }
    assert pseudonym(storage.key, BOT, -700) in [row["person"] for row in await _rows(storage, answer_log)]


@pytest.mark.parametrize("newer", [-7, -700])
async def test_of_two_conversations_of_a_group_that_moved_the_newer_stays(
    storage: Storage, newer: int
) -> None:
    for number, chat_id in enumerate((-7, -700), 1):
        await _store(storage, (number, chat_id))
        at = NOW + timedelta(minutes=chat_id == newer)
        await storage.commit_turn(await _take(storage), Exchange(f"of {chat_id}", (), "q", "a"), at)
        change = Subscribe("intake", "basic", "ko")
        await _store(storage, (number + 10, chat_id))
        await storage.commit_turn(await _take(storage), Exchange(None, (), "q", "a", changes=(change,)), at)
        await storage.notify(BOT, chat_id, "opened", ["n"], at)
    await storage.move_chat(BOT, -7, -700)

    assert await storage.state_of(BOT, -700) == f"of {newer}"
    assert len(await storage.people.subscriptions(BOT)) == 1
    assert await storage.people.told(BOT) == {(-700, "opened")}


async def test_forgetting_leaves_nothing_of_a_chat_and_all_of_others(storage: Storage) -> None:
    await _say(storage, 7, "a")
    await _say(storage, 8, "b", update_id=2)
    await _store(storage, (3, 7))
    await storage.forget(BOT, 7)

    assert await storage.state_of(BOT, 7) is None
    assert [row["person"] for row in await _rows(storage, answer_log)] == [pseudonym(storage.key, BOT, 8)]
    assert [message.payload for message in await _due(storage)] == ["b"]
    assert await _store(storage, (1, 7)) == frozenset()  # still known as answered
    assert [row["update_id"] for row in await _rows(storage, inbox) if row["chat_id"] == 7] == [3]


async def test_forgetting_as_a_turn_keeps_only_what_is_still_to_be_said(storage: Storage) -> None:
    await _say(storage, 7, "a")
    await _store(storage, (2, 7))
    farewell = Exchange("{}", ("forgotten",), "/forget", "forgotten", forgets=True)
    await storage.commit_turn(await _take(storage), farewell, NOW)

    assert await storage.state_of(BOT, 7) is None
    assert await _rows(storage, answer_log) == []
    assert [message.payload for message in await _due(storage)] == ["forgotten"]


async def test_an_export_holds_what_is_kept_of_a_chat_and_nothing_of_others(storage: Storage) -> None:
    await _say(storage, 7, "mine")
    await _say(storage, 8, "foreign", update_id=2)
    exported = json.loads(await storage.export(BOT, 7))

    assert set(exported) == {
        "inbox",
        "outbox",
        "conversation",
        "answer_log",
        "escalation",
        "subscription",
        "notice",
        "gap_member",
        "api_conversation",
    }
    assert [row["payload"] for row in exported["outbox"]] == ["mine"]
    assert len(exported["answer_log"]) == len(exported["conversation"]) == 1


async def test_what_is_older_than_the_period_goes(storage: Storage) -> None:
    await _say(storage, 7)
    await storage.purge(NOW + timedelta(days=29), timedelta(days=30))
    kept = len(await _rows(storage, answer_log))
    await storage.purge(NOW + timedelta(days=31), timedelta(days=30))

    assert kept == 1
    assert await _rows(storage, answer_log) == []
    assert await storage.state_of(BOT, 7) is None


async def _rows(storage: Storage, table: Table) -> list[dict[str, Any]]:
    async with storage._engine.connect() as connection:
        return [dict(row) for row in (await connection.execute(select(table))).mappings()]
