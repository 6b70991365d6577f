"""Staff, and what answers by words alone: packs are published without index and sentence model."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from bot import wiring
from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from bot.services.live import Answering, Live
from bot.services.publishing import Publisher
from bot.storage.staff import Role, Staff
from bot.storage.storage import Storage

DAY = date(2026, 11, 22)
EDITION = "rules/2025.yaml"
ASKED = "고도화는 얼마까지 지원되나요?"
OLD, NEW = "기업당 최대 1억 5천만원입니다", "한 기업에 많아야 1억 5천만원입니다"


def staff(name: str, role: Role) -> Staff:
    return Staff(1, name, "", role, "ko", None, 0, 0, None, False, True, datetime.now(UTC))


EDITOR, OTHER, APPROVER, ADMIN, VIEWER = (
    staff("kim", "editor"),
    staff("han", "editor"),
    staff("lee", "approver"),
    staff("park", "admin"),
    staff("choi", "viewer"),
)


def words_alone(pack: Pack, rules: Path | None = None) -> Answering:
    return Answering(Answerer(pack, *[lambda *_: ()] * 3), lambda query, language: ())


def live_in(home: Path) -> Live:
    return Live(words_alone(wiring.full_pack()), home, words_alone, words_alone)


def publisher_of(storage: Storage, home: Path, live: Live | None = None) -> Publisher:
    return Publisher(lambda: storage, live or live_in(home), home)


def reworded(edition: str) -> str:
    """The edition with another sentence on the advanced cap."""
    return edition.replace("지원금은 기업당 최대 {cap}입니다", "지원금은 한 기업에 많아야 {cap}입니다", 1)


async def submitted(publisher: Publisher) -> int:
    """A draft of the editor that changes the sentence on a cap, checked and submitted."""
    draft = await publisher.begin("한도 문장", EDITOR)
    text = await publisher.text(draft, EDITION)
    assert text is not None
    assert reworded(text) != text
    await publisher.set_file(draft.id, EDITION, reworded(text), EDITOR)
    await publisher.check(draft.id, EDITOR, day=DAY)
    await publisher.submit(draft.id, EDITOR)
    return draft.id


async def published(publisher: Publisher) -> int:
    return await publisher.approve(await submitted(publisher), APPROVER)
