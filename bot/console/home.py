"""The first page: what was asked in the last days, what came of it, how fast, and what waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from prometheus_client import CollectorRegistry
from starlette.responses import Response

from bot.console import charts
from bot.console.parts import SEOUL
from bot.console.visits import Item, Page, Visit
from bot.services.overview import FOUND, SILENT, overview, times
from bot.storage.log import beginning

DAYS = 30
_TOPICS = 12


@dataclass(frozen=True)
class Counted:
    """What /metrics counts since this process began. `rows` are (name, label, count)."""

    since: datetime
    rows: tuple[tuple[str, str, int], ...]


async def home(visit: Visit) -> Response:
    parts, storage = visit.parts, visit.parts.storage()
    today = visit.now.astimezone(SEOUL).date()
    first = today - timedelta(days=DAYS - 1)
    days = await storage.log.days(first, today, visit.now)
    found = overview(days)
    opinions = await storage.log.opinions(beginning(first))
    waiting, failed = await storage.count(parts.bot_id), await storage.count(parts.bot_id, "failed")
    dates = [one.day for one in days]
    speeds = [times(one.took) for one in days]
    each = [
        (
            one.day,
            sum(one.statuses.values()),
            sum(one.statuses.get(kind, 0) for kind in FOUND),
            one.statuses.get(SILENT, 0),
            *speed,
        )
        for one, speed in zip(days, speeds, strict=True)
    ]
    statuses = [(visit.say(f"console_log_status_{name}"), count) for name, count in found.statuses]
    topics = [(visit.topic(id), count) for id, count in found.topics]
    rated = [(visit.say(f"console_log_feedback_{one}"), opinions.get(one, 0)) for one in ("up", "down")]
    return visit.show(
        "home.html",
        pack=parts.live.now.pack,
        found=found,
        each=each,
        statuses=statuses,
        topics=topics,
        rated=rated,
        waiting=waiting,
        failed=failed,
        open_questions=await storage.people.open_questions(parts.bot_id),
        counted=counted(parts.registry),
        asked_chart=charts.by_day(dates, [one[1] for one in each], [one[3] for one in each]),
        speed_chart=charts.lines_by_day(dates, ([one for one, _ in speeds], [one for _, one in speeds])),
        status_chart=charts.lying(statuses),
        topic_chart=charts.lying(topics[:_TOPICS]),
        rated_chart=charts.lying(rated),
        links=links(visit, first.isoformat()),
    )


def links(visit: Visit, since: str) -> Mapping[str, str]:
    """From a figure to the conversations behind it."""
    return {
        "silent": visit.url("conversations", {"status": SILENT, "since": since}),
        "down": visit.url("conversations", {"feedback": "down", "since": since}),
    }


def counted(registry: CollectorRegistry | None) -> Counted | None:
    """The counters of /metrics, read from where it reads them; None where nothing is counted."""
    if registry is None:
        return None
    rows, since = [], []
    for metric in registry.collect():
        for sample in metric.samples:
            if metric.type == "counter" and sample.name.endswith("_total"):
                label = ", ".join(sample.labels.values())
                rows.append((sample.name, label, int(sample.value)))
            elif sample.name.endswith("_created"):
                since.append(sample.value)
    return Counted(datetime.fromtimestamp(min(since), UTC), tuple(sorted(rows))) if since else None


PAGES = (Page("/", "home", "viewer", home),)
MENU = (Item("home", "console_home"),)
