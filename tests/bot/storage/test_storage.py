from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta

from bot.storage.storage import KEPT, Arrival, Exchange, Outgoing, Storage, StoredUpdate

BOT = 42
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


async def _store(storage: Storage, *updates: tuple[int, int]) -> frozenset[int]:
    arrivals = [Arrival(update_id, chat_id, "{}") for update_id, chat_id in updates]
    return await storage.store_updates(BOT, arrivals, NOW)


async def _take(storage: Storage, *held: int) -> StoredUpdate:
    taken = await storage.take_next(BOT, held)
    assert taken is not None
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
    assert await storage.take_next(BOT, {7, 8}) is None


async def test_a_turn_leaves_state_messages_and_an_empty_inbox(storage: Storage) -> None:
    await _say(storage, 7, "a", "b")

    assert await storage.state_of(BOT, 7) == "{}"
    assert await storage.take_next(BOT, ()) is None
    assert [message.payload for message in await _due(storage)] == ["a"]


async def test_a_turn_that_cannot_be_written_leaves_nothing(storage: Storage) -> None:
    await _store(storage, (1, 7))
    unwritable = Exchange("{}", ("fine", "\ud800"), "q", "a")
    with contextlib.suppress(UnicodeEncodeError):
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
    assert await storage.take_next(BOT, ()) is None
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
