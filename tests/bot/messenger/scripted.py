"""A small dialogue for the tests of the messenger, and a service around it that runs alone as a process.

`python -m tests.bot.messenger.scripted URL HOME` serves until a signal comes; it prints the bot's name when ready.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from pathlib import Path

from bot.messenger.limiter import Rates
from bot.messenger.service import Pace, Plan, run
from bot.messenger.web import Listening
from bot.reply import Button, Event, Reply, Span
from bot.services.rate import Rate
from tests.telegram_server import TOKEN

COMMANDS = {
    "": [("start", "Begin"), ("help", "What I can do")],
    "ko": [("start", "시작"), ("help", "도움말")],
    "en": [("start", "Begin"), ("help", "What I can do")],
}
LONG = tuple(
    (Span(f"{number}번 문단. ", "bold"), Span("지원 내용을 설명합니다 & <확인>하세요. " * 40))
    for number in range(12)
)
FAST = Rates(overall=Rate(1000, 1.0), chat=Rate(1000, 1.0), group=Rate(1000, 1.0))
PACE = Pace(
    poll=10,
    answer=2,
    first_pause=0.02,
    longest_pause=0.2,
    finish=5,
    staff=0.1,
    rates=FAST,
    asking=Rate(10_000, 1.0),
    asking_overall=Rate(10_000, 1.0),
)


class Unspeakable(Exception):
    """What the dialogue raises for the word "poison"."""


def respond(state: str | None, event: Event) -> tuple[str, tuple[Reply, ...], None]:
    """Numbers what it is told and says it back in bold; a few words do special things."""
    count = 1 if state is None else json.loads(state)["count"] + 1
    if event.text == "poison":
        raise Unspeakable(event.text)
    if event.text.startswith("slow"):
        time.sleep(0.3)
    if event.text == "long":
        reply = Reply(LONG, buttons=((Button("끝", "end"),),))
    elif event.text == "ask":
        reply = Reply(((Span("어느 쪽?"),),), buttons=((Button("예", "yes"), Button("아니요", "no")),))
    else:
        reply = Reply(((Span(f"{count} {event.kind}: "), Span(event.text, "bold")),))
    return json.dumps({"count": count}), (reply,), None


def _ready(username: str) -> None:
    print(username, flush=True)


def main(arguments: argparse.Namespace) -> None:
    listening = (
        Listening(port=arguments.port, webhook_url=f"http://127.0.0.1:{arguments.port}/hook")
        if arguments.port
        else None
    )
    asyncio.run(
        run(
            Plan(
                token=TOKEN,
                home=arguments.home,
                respond=respond,
                commands=COMMANDS,
                api_url=arguments.url,
                database_url=arguments.database,
                listening=listening,
                on_ready=_ready,
                pace=PACE,
            )
        )
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("home", type=Path)
    parser.add_argument("--port", type=int, help="receive by webhook there")
    parser.add_argument("--database", help="a PostgreSQL's address")
    main(parser.parse_args())
