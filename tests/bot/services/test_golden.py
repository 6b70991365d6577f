"""What broke since when, and which words of a logged chat make a case."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.services.golden import broken_since, messages_of
from bot.storage.golden import Outcome, Run, Said
from bot.wiring import full_pack

AT = datetime(2026, 11, 22, tzinfo=UTC)


def ran(id: int, pack: str, *, passed: bool) -> tuple[Run, Outcome]:
    run = Run(id, "kim", pack, "", "done", 1, 1, int(passed), 0, AT, AT)
    return run, Outcome(7, passed, False, "answered", ())


def test_a_case_that_holds_is_not_broken() -> None:
    assert broken_since([]) is None
    assert broken_since([ran(2, "b", passed=True), ran(1, "a", passed=False)]) is None


def test_what_broke_is_told_with_the_last_run_that_held_and_every_pack_since() -> None:
    history = [
        ran(6, "c", passed=False),
        ran(5, "b", passed=False),
        ran(4, "b", passed=False),
        ran(3, "a", passed=True),
        ran(2, "z", passed=False),
    ]
    found = broken_since(history)

    assert found is not None
    assert (found.passed and found.passed.id, found.failed.id, found.packs) == (3, 4, ("b", "c"))


def test_a_case_that_never_held_says_so() -> None:
    found = broken_since([ran(1, "a", passed=False)])

    assert found is not None
    assert (found.passed, found.packs) == (None, ("a",))


def test_buttons_are_worded_and_commands_left_out() -> None:
    said = ["/start", "check", "a:manufacturer:True", "why:advanced", "기초는요?"]
    chat = [Said(number, one, "", AT, "answered", "ko") for number, one in enumerate(said)]
    found = messages_of(chat, full_pack().programme.facts)

    assert len(found) == 2
    assert found[0].endswith("네") or ":" in found[0]
    assert found[1] == "기초는요?"
