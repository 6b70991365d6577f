"""The whole way of a question, webhook to sent answer, with the load generator on the same machine.

`python -m tests.bench_service [rate ...]`: so many questions a second, `BENCH_SECONDS` each; 0 is all at once.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from tests.telegram_server import TOKEN, TelegramServer

RATES = (60.0, 0.0)
SECONDS = float(os.environ.get("BENCH_SECONDS", "20"))
AT_ONCE = 2000  # questions in a burst
SETS = ("questions.yaml", "questions_2.yaml", "questions_3.yaml")
_FREE = "999999/1"
_TICKS = os.sysconf("SC_CLK_TCK")


def questions() -> list[str]:
    folder = Path(__file__).with_name("evaluation")
    return [
        one["text"] for name in SETS for one in yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    ]


async def measure(row: Callable[[str, str], None], rates: tuple[float, ...]) -> None:
    texts = questions()
    with tempfile.TemporaryDirectory() as home:
        async with TelegramServer() as server:
            process = await _gongo(server, home)
            try:
                await _ask(server, texts, 100, 20.0)  # what is loaded at the first of its kind
                for rate in rates:
                    count = int(rate * SECONDS) or AT_ONCE
                    before = _cpu(process.pid)
                    waits, seconds = await _ask(server, texts, count, rate)
                    cpu = 1000 * (_cpu(process.pid) - before) / count
                    what = f"webhook to sent, {rate:.0f}/s" if rate else f"webhook to sent, {count:,} at once"
                    half, most = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
                    row(f"{what}: rate", f"{count / seconds:.0f}/s, {cpu:.1f} ms of CPU each")
                    if rate:
                        row(f"{what}: median, 99th percentile", f"{1000 * half:.0f}, {1000 * most:.0f} ms")
                row("resident memory of the service", f"{_memory(process.pid)} MB")
            finally:
                process.terminate()
                await process.wait()


async def _gongo(server: TelegramServer, home: str) -> asyncio.subprocess.Process:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    limits = ("GONGO_ASK_USER", "GONGO_ASK_OVERALL", "GONGO_SEND_OVERALL", "GONGO_SEND_CHAT")
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("python")),
        "-c",
        "from bot.cli import main; main()",
        "run",
        env={
            **os.environ,
            **dict.fromkeys(limits, _FREE),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": server.url,
            "GONGO_HOME": home,
            "GONGO_HTTP_PORT": str(port),
            "GONGO_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
            "NO_PROXY": "127.0.0.1",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    if not await process.stdout.readline():
        raise RuntimeError("gongo run does not start")
    return process


async def _ask(
    server: TelegramServer, texts: list[str], count: int, rate: float
) -> tuple[list[float], float]:
    """Seconds from each question to its answer, sorted, and from the first question to the last answer."""
    asked: dict[int, float] = {}
    first_call, base = len(server.calls), 10_000 + 100_000 * len(server.chats)
    started = time.monotonic()
    for number in range(count):
        if rate:
            await asyncio.sleep(max(0.0, started + number / rate - time.monotonic()))
        chat = server.chat(base + number)
        asked[chat.id] = time.monotonic()
        await chat.says(texts[number % len(texts)])
    while sum(bool(server.chats[chat].said) for chat in asked) < count:
        await asyncio.sleep(0.05)
    answered: dict[int, float] = {}
    for call in server.calls[first_call:]:
        if call.method == "sendMessage":
            answered.setdefault(call.parameters["chat_id"], call.at)
    waits = sorted(answered[chat] - at for chat, at in asked.items())
    return waits, max(answered.values()) - started


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


if __name__ == "__main__":
    given = tuple(float(one) for one in sys.argv[1:])
    asyncio.run(measure(lambda what, figure: print(f"{what:<72} {figure}", flush=True), given or RATES))
