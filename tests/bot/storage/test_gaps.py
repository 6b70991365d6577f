"""Groups of questions follow the log: what is new comes in, what is forgotten goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.services.gap_groups import Likeness, group_new
from bot.storage.gaps import OPEN
from bot.storage.people import Opinion, Subscribe
from bot.storage.storage import Arrival, Exchange, Storage

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


async def logs(
    storage: Storage, number: int, text: str, *, chat: int = 9, status: str = "not_in_documents",
    topics: tuple[str, ...] = (), at: datetime = NOW, **more: object,
) -> None:  # fmt: skip
    await storage.store_updates(5, [Arrival(number, chat, "{}")], at)
    (taken,) = await storage.take(5, [])
    exchange = Exchange("{}", (), text, "…", status=status, topics=topics, **more)  # type: ignore[arg-type]
    await storage.commit_turn(taken, exchange, at)
    await storage.let_go(5, chat)


async def look(storage: Storage) -> list[tuple[str, int]]:
    await group_new(lambda: storage, Likeness())
    return [(one.matter, one.count) for one in await storage.gaps.groups(OPEN, 99)]


async def test_unanswered_unclear_and_badly_rated_questions_come_in_and_no_others(storage: Storage) -> None:
    await logs(storage, 1, "보증금?", topics=("deposit",))
    await logs(storage, 2, "asdf", status="question")
    await logs(storage, 3, "which size?", status="question", topics=("eligibility",))
    await logs(storage, 4, "얼마?", status="answered", topics=("cap",))
    await logs(storage, 5, "👎", status="smalltalk", changes=(Opinion(4, "down"),))

    assert sorted(await look(storage)) == [("", 1), ("cap", 1), ("deposit", 1)]
    (bad,) = [one for group in await storage.gaps.groups(OPEN, 9) for one in await storage.gaps.members(group.id, 9) if one.why == "bad"]  # fmt: skip
    assert bad.text == "얼마?"


async def test_looking_again_adds_only_what_is_new(storage: Storage) -> None:
    await logs(storage, 1, "보증금?", topics=("deposit",))
    assert await look(storage) == [("deposit", 1)]
    await logs(storage, 2, "보증금이 있나요?", topics=("deposit",))
    assert await look(storage) == [("deposit", 2)]
    assert await look(storage) == [("deposit", 2)]


async def test_who_is_forgotten_leaves_no_question_behind(storage: Storage) -> None:
    await logs(storage, 1, "보증금?", topics=("deposit",), chat=9)
    await logs(storage, 2, "보증금 있나요?", topics=("deposit",), chat=8)
    await look(storage)
    await storage.forget(5, 9)
    assert await look(storage) == [("deposit", 1)]
    await storage.forget(5, 8)
    assert await look(storage) == []


async def test_an_opinion_taken_back_takes_the_question_out(storage: Storage) -> None:
    await logs(storage, 1, "얼마?", status="answered", topics=("cap",))
    await logs(storage, 2, "👎", status="smalltalk", changes=(Opinion(1, "down"),))
    assert await look(storage) == [("cap", 1)]
    await logs(storage, 3, "👍", status="smalltalk", changes=(Opinion(1, "up"),))
    assert await look(storage) == []


async def test_an_answered_group_is_open_again_when_it_is_asked_in_vain_later(storage: Storage) -> None:
    await logs(storage, 1, "보증금?", topics=("deposit",))
    await look(storage)
    (group,) = await storage.gaps.groups(OPEN, 9)
    await storage._write(storage.gaps.set(group.id, "answered", "", "kim", NOW))
    assert await look(storage) == []
    await logs(storage, 2, "보증금?", topics=("deposit",), at=NOW + timedelta(hours=1))
    assert await look(storage) == [("deposit", 2)]


async def test_trend_languages_and_who_waits_are_told(storage: Storage) -> None:
    for number, days in enumerate((0, 1, 9), 1):
        await logs(
            storage, number, "보증금?", topics=("deposit",), at=NOW - timedelta(days=days), chat=number
        )
    wish = Subscribe("answer", "2", "ko", "보증금?", None, "{}")
    await logs(
        storage, 4, "/notify", status="smalltalk", chat=2, changes=(wish, Subscribe("intake", "basic", "ko"))
    )
    await look(storage)
    (group,) = await storage.gaps.groups(OPEN, 9)

    sums = (await storage.gaps.sums([group.id], NOW))[group.id]
    assert (sums.week, sums.before, sums.languages) == (2, 1, (("", 3),))
    assert await storage.gaps.waiting([group.id]) == {group.id: 1}
    assert len(await storage.gaps.examples([group.id], 2)) == 2


async def test_groups_are_read_on_from_where_the_page_ended(storage: Storage) -> None:
    for number in range(1, 8):
        await logs(storage, number, "?", topics=(f"t{number % 3}",))
    await look(storage)
    first = await storage.gaps.groups(OPEN, 2)
    rest = await storage.gaps.groups(OPEN, 2, (first[-1].count, first[-1].id))

    assert [one.count for one in (*first, *rest)] == [3, 2, 2]
    assert len({one.id for one in (*first, *rest)}) == 3
