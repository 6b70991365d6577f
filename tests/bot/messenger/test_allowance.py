from __future__ import annotations

from bot.messenger.allowance import Admission, Allowance
from bot.services.rate import Rate


def asked(allowance: Allowance, user: int, *times: float) -> list[Admission]:
    return [allowance.admit(user, at) for at in times]


def test_who_asks_too_fast_is_told_once_and_admitted_again_later() -> None:
    allowance = Allowance(Rate(2, 60.0), Rate(100, 60.0))

    assert asked(allowance, 7, 0, 1, 2, 3, 61, 61.5, 62) == [
        "admitted",
        "admitted",
        "too_fast",
        "silent",
        "admitted",
        "admitted",
        "too_fast",
    ]


def test_one_user_does_not_use_up_the_others_allowance() -> None:
    allowance = Allowance(Rate(2, 60.0), Rate(100, 60.0))
    asked(allowance, 7, *range(50))

    assert asked(allowance, 8, 50) == ["admitted"]


def test_too_many_users_at_once_are_told_that_it_is_busy() -> None:
    allowance = Allowance(Rate(2, 60.0), Rate(3, 1.0))

    assert [allowance.admit(user, 0.0) for user in range(5)] == ["admitted"] * 3 + ["too_busy"] * 2
    assert allowance.admit(4, 1.1) == "admitted"


def test_a_backlog_written_long_apart_is_no_flood() -> None:
    allowance = Allowance(Rate(2, 60.0), Rate(100, 60.0))

    assert set(asked(allowance, 7, *range(0, 6000, 60))) == {"admitted"}


def test_quiet_users_are_forgotten() -> None:
    allowance = Allowance(Rate(2, 1.0), Rate(10**6, 1.0))
    for user in range(25_000):
        allowance.admit(user, float(user))

    assert len(allowance._users) <= 10_001
