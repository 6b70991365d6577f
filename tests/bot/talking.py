"""One person's chat, and what every result of a self-check has to hold to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings

from bot.answering.checking import check_company
from bot.answering.pipeline import Answerer
from bot.conversation import Receipt, State, Turn, from_json, respond, to_json
from bot.messenger.limits import MESSAGE_UNITS, utf16_units
from bot.messenger.rendering import render
from bot.reply import Button, Event, Media, plain
from bot.wording.catalogue import say

NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Seoul"))
DAY = NOON.date()
FEW = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class Talk:
    """One person's chat. Every turn is also taken from the stored state, and checked against Telegram's limits."""

    answerer: Answerer
    locale: str | None = "ko"
    state: State = field(default_factory=State)
    turn: Turn = field(default_factory=lambda: Turn(State(), ()))
    receipt: Receipt | None = None

    def says(self, text: str) -> str:
        return self._happens(Event("command" if text.startswith("/") else "text", text, NOON, self.locale))

    def presses(self, label: str) -> str:
        """Presses the button whose label begins so, of the last message."""
        found = next((one for one in self.buttons if one.label.startswith(label)), None)
        assert found, f"no button {label!r} among {[one.label for one in self.buttons]}"
        return self.presses_data(found.data)

    def presses_data(self, data: str) -> str:
        return self._happens(Event("button", data, NOON, self.locale))

    def sends(self, media: Media | None, caption: str = "") -> str:
        return self._happens(Event("other", caption, NOON, self.locale, media))

    def edits(self, text: str) -> str:
        return self._happens(Event("edited", text, NOON, self.locale))

    @property
    def text(self) -> str:
        return "\n\n".join(plain(one) for one in self.turn.replies)

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.turn.replies[-1].buttons for button in row]

    @property
    def labels(self) -> list[str]:
        return [one.label for one in self.buttons]

    @property
    def open(self) -> str | None:
        return self.state.check.open if self.state.check else None

    def fact(self, key: str) -> object:
        return self.state.context.facts[key].value

    def until_confirming(self, step: Callable[[str], object]) -> None:
        """Answers the open question with `step(fact)` until nothing is open, at most as often as there are facts."""
        for _ in range(6):
            if self.open is not None:
                step(self.open)
        assert self.open is None, self.text

    def until_the_end(self, step: Callable[[str], object]) -> None:
        """As `until_confirming`, and confirms what the answers were."""
        self.until_confirming(step)
        if self.stage == "confirming":
            self.presses(say(self.turn.state.context.language or "ko", "button_confirm"))

    @property
    def stage(self) -> str | None:
        return self.state.check.stage if self.state.check else None

    def _happens(self, event: Event) -> str:
        stored = to_json(self.state)
        assert from_json(stored) == self.state
        self.turn = respond(self.state, event, self.answerer, self.receipt)
        assert respond(from_json(stored), event, self.answerer, self.receipt) == self.turn
        self.state = self.turn.state
        assert self.turn.replies
        for reply in self.turn.replies:
            assert all(utf16_units(one.plain) <= MESSAGE_UNITS for one in render(reply))
            assert all(one.label for row in reply.buttons for one in row)
        return self.text


def finish(chat: Talk, *, region: str = "광주") -> str:
    """A check to its end: an SME that makes things and is open to either track."""
    chat.says("/check")
    wanted = {"target_level": "둘 다", "region": region, "company_size": "중소", "manufacturer": "예"}
    chat.until_the_end(lambda fact: chat.presses(wanted[fact]))
    return chat.text


def assert_result(turn: Turn, answerer: Answerer) -> None:
    """The verdict of each track is that of the rules for the same facts, and the intake is told as closed."""
    answer = turn.answer
    assert answer is not None
    facts = turn.state.context.facts
    checked = check_company(
        answerer.pack, {key: sorted(one.possible, key=str) for key, one in facts.items()}, DAY
    )
    assert answer.verdicts == checked["verdicts"]
    open_facts = {one for keys in checked["ask"].values() for one in keys}
    assert all(facts[one].uncertain for one in open_facts)
    text = plain(turn.replies[-1])
    for track in answerer.pack.judge.edition.tracks.values():
        assert track.title.in_(answer.language).lower() in text.lower()
    closed = {"ko": "지금은 신청할 수 없습니다", "en": "applications are not taken now"}
    assert closed[answer.language] in text
    for promise in (
        "신청할 수 있습니다",
        "신청하실 수 있습니다",
        "신청 가능합니다",
        "you can apply",
        "may apply now",
    ):
        assert promise not in text
