"""The whole way of a question, webhook to sent answer, with the load generator on the same machine.

`python -m tests.bench_service [rate ...]`: so many questions a second, `BENCH_SECONDS` each; 0 is all at once. Milli-
seconds of CPU are the steadier figure: rates move with what else the machine does.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests import bench_bots
from tests.telegram_server import TOKEN, TelegramServer

RATES = (30.0, 60.0, 100.0, 120.0, 0.0)
SECONDS = float(os.environ.get("BENCH_SECONDS", "60"))
AT_ONCE = 2000  # questions in a burst
SETS = ("questions.yaml", "questions_2.yaml", "questions_3.yaml")
_FREE = "999999/1"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Run:
    """What one load showed: answers a second, milliseconds of CPU each of the bot and of load and emulator, and the
    milliseconds from question to answer, sorted."""

    rate: float
    bot: float
    load: float
    waits: list[float]

    def at(self, share: float) -> float:
        return self.waits[int(len(self.waits) * share)]


def questions() -> list[str]:
    folder = Path(__file__).with_name("evaluation")
    return [
        one["text"] for name in SETS for one in yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    ]


async def measure(row: Callable[[str, str], None], rates: tuple[float, ...]) -> None:
    texts = questions()
    with tempfile.TemporaryDirectory() as home:
        async with TelegramServer() as server:
            process = await gongo(server, home)
            try:
                await ask(server, texts, 100, 20.0)  # what is loaded at the first of its kind
                for rate in rates:
                    mine = await _run(process.pid, server, texts, rate)
                    _tell(row, "Gongo", rate, mine)
                row("resident memory of the service", f"{memory(process.pid) / 2**20:.0f} MB")
            finally:
                process.terminate()
                await process.wait()
    row("Telegram's ceiling for one bot", f"{bench_bots.CEILING}/s")
    row("... of which Gongo could do", f"{mine.rate / bench_bots.CEILING:.1f} times as much")
    if not bench_bots.is_ready():
        row("PTB's and aiogram's echo", "left out: `make bench` could not install .bench/requirements.lock")
        return
    await bench_bots.aiogram_reads(row)
    for name, script in bench_bots.BOTS.items():
        async with TelegramServer() as server, bench_bots.echo_bot(script, server) as process:
            await ask(server, texts, 100, 20.0)
            for rate in rates[-1:]:
                other = await _run(process.pid, server, texts, rate)
                _tell(row, name, rate, other)
                row(f"... CPU of Gongo's answer to that of {name}", f"{mine.bot / other.bot:.1f} times")
            row(f"... resident memory of {name}", f"{memory(process.pid) / 2**20:.0f} MB")


def _tell(row: Callable[[str, str], None], name: str, asked: float, run: Run) -> None:
    load = f"{asked:.0f}/s for {SECONDS:.0f} s" if asked else f"{AT_ONCE:,} at once"
    row(f"{name}, {load}: answered", f"{run.rate:.0f}/s")
    row("... CPU each: bot; load and emulator", f"{run.bot:.1f}; {run.load:.1f} ms")
    if asked:
        row("... median, 99th percentile", f"{run.at(0.5):.0f}, {run.at(0.99):.0f} ms")


async def _run(pid: int, server: TelegramServer, texts: list[str], rate: float) -> Run:
    count = int(rate * SECONDS) or AT_ONCE
    bot, load = cpu(pid), time.process_time()
    waits, seconds = await ask(server, texts, count, rate)
    used = [1000 * spent / count for spent in (cpu(pid) - bot, time.process_time() - load)]
    return Run(count / seconds, *used, [1000 * wait for wait in waits])


async def gongo(server: TelegramServer, home: str) -> asyncio.subprocess.Process:
    port = bench_bots.free_port()
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


async def ask(server: TelegramServer, texts: list[str], count: int, rate: float) -> tuple[list[float], float]:
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


def cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory(pid: int) -> int:
    """Resident bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024


if __name__ == "__main__":
    given = tuple(float(one) for one in sys.argv[1:])
    asyncio.run(measure(lambda what, figure: print(f"{what:<72} {figure}", flush=True), given or RATES))
