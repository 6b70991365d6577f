from __future__ import annotations

import random

from bot.messenger.limiter import Limiter, Rates
from bot.services.rate import Rate


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def _sent_within(limiter: Limiter, clock: Clock, chats: list[int], seconds: float) -> list[tuple[float, int]]:
    """Sends to random chats as often as the limiter lets it."""
    chance, end, sent = random.Random(1), clock.now + seconds, list[tuple[float, int]]()
    while clock.now < end:
        waits = limiter.chat_waits()
        free = [chat for chat in chats if chat not in waits]
        if free and limiter.overall_wait() == 0:
            chat = chance.choice(free)
            limiter.note_sent(chat)
            sent.append((clock.now, chat))
        else:
            clock.now += 0.01
    return sent


def _most_in_any(times: list[float], seconds: float) -> int:
    return max(sum(start <= time < start + seconds - 1e-6 for time in times) for start in times)


def test_no_second_has_more_than_thirty_messages() -> None:
    clock = Clock()
    sent = _sent_within(Limiter(Rates(), clock), clock, list(range(1, 200)), 5)

    assert _most_in_any([time for time, _ in sent], 1) == 30


def test_a_chat_gets_a_few_at_once_and_then_one_a_second() -> None:
    clock = Clock()
    sent = _sent_within(Limiter(Rates(), clock), clock, [1], 30)

    assert _most_in_any([time for time, _ in sent], 3) == 3
    assert len(sent) == 30


def test_a_group_gets_no_more_than_twenty_in_any_minute() -> None:
    clock = Clock()
    sent = _sent_within(Limiter(Rates(), clock), clock, [-1], 150)

    assert _most_in_any([time for time, _ in sent], 60) == 20


def test_a_rest_holds_for_its_chat_only_and_for_its_whole_time() -> None:
    clock = Clock()
    limiter = Limiter(Rates(), clock)
    limiter.rest(1, 5)
    limiter.rest(1, 2)  # a shorter one does not end it
    clock.now += 4

    assert limiter.chat_waits() == {1: 1.0}
    clock.now += 1
    assert limiter.chat_waits() == {}


def test_the_limits_are_settable() -> None:
    clock = Clock()
    limiter = Limiter(Rates(overall=Rate(1, 10)), clock)
    limiter.note_sent(1)
    clock.now += 4

    assert limiter.overall_wait() == 6


def test_quiet_chats_are_forgotten() -> None:
    clock = Clock()
    limiter = Limiter(Rates(), clock)
    for chat in range(1000):
        limiter.note_sent(chat)
    clock.now += 3600
    limiter.chat_waits()

    assert limiter.known_chats == 0
