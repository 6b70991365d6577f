"""Figures for the README and the closing notes: `make bench`. Not a test: it holds a stopwatch."""

import asyncio
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import wiring
from bot.conversation import State, respond
from bot.evaluation.sets import read_set
from bot.reply import Event
from bot.settings import Settings
from tests import bench_console, bench_rules, bench_scale, bench_service

NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Seoul"))
QUESTIONS = [
    "고도화는 얼마까지 지원되나요?",
    "지금도 신청 가능한가요",
    "저희 경기도 화성인데 기초 신청 되나요",
    "부산에서 금형 만드는 중소기업입니다. 기초 수준으로 하려는데 자격이 되나요?",
    "What does the Smart 365 Center do?",
    "How much is the own share?",
    "공장 지붕 색깔도 정해져 있나요",
    "엑스포 부스비 무료에요?",
]
SETS = [Path(__file__).parent / "evaluation" / name for name in ("questions.yaml", "questions_12.yaml")]
CHOICES = {
    "company_size": ["sme", "mid_sized", "large"],
    "manufacturer": [True, False],
    "samsung_dealings": [True, False],
    "region": [
        "seoul",
        "busan",
        "daegu",
        "gwangju",
        "gyeonggi",
        "chungbuk",
        "gyeongbuk_pohang",
        "gyeongbuk_other",
    ],
    "target_level": ["basic", "advanced", "both"],
    "prior_support": ["none", "basic", "advanced"],
}


def main() -> None:
    gongo = Path(sys.executable).with_name("gongo")
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "GONGO_HOME": home}
        row(
            "cold `gongo ask`, answered from rules",
            f"{timed([gongo, 'ask', QUESTIONS[0]], environment):.2f} s",
        )
        seconds = timed([gongo, "ask", "공장 지붕 색깔도 정해져 있나요"], environment)
        row("cold `gongo ask`, index built for the first time", f"{seconds:.2f} s")
        seconds = timed([gongo, "ask", "공장 지붕 색깔도 정해져 있나요"], environment)
        row("cold `gongo ask`, index opened", f"{seconds:.2f} s")
        lines = "\n".join(companies(10_000))
        seconds = timed([gongo, "check", "--jsonl"], environment, lines)
        row("`gongo check --jsonl`, 10,000 companies", f"{seconds:.2f} s")
        answers(Path(home))
    silence()
    bench_scale.main(row)
    asyncio.run(bench_service.measure(row, bench_service.RATES))
    bench_rules.main(row)
    bench_console.main(row)


def answers(home: Path) -> None:
    answerer, library = wiring.build_answerer(Settings(gongo_home=home))
    library.open()
    for question in QUESTIONS:
        respond(State(), Event("text", question, NOON), answerer)
    times = []
    for path in SETS:  # messages that were not read before: what is asked again has its vectors at hand
        for one in read_set(path, answerer.pack).questions:
            started = time.perf_counter()
            respond(State(greeted=True), Event("text", one.text, NOON), answerer)
            times.append(1000 * (time.perf_counter() - started))
    times.sort()
    row("warm answer, median", f"{statistics.median(times):.1f} ms")
    row("warm answer, 99th percentile", f"{times[int(len(times) * 0.99)]:.1f} ms")
    row(
        "resident memory, index and encoder open",
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
    )
    started = time.perf_counter()
    pack = wiring.full_pack()
    row("load of the pack with all checks of a start", f"{1000 * (time.perf_counter() - started):.0f} ms")
    facts = [pack_facts(pack) for _ in range(5_000)]
    started = time.perf_counter()
    for one in facts:
        pack.judge.judge(one)
    row(
        "exact verdicts on both tracks, unseen and repeated companies",
        f"{len(facts) / (time.perf_counter() - started):,.0f}/s",
    )
    library.close()


def silence() -> None:
    """How well the share of words of the best passage tells what the documents answer from what they do not."""
    from knowledge.documents import language_of
    from knowledge.ingestion import build_store
    from knowledge.scoring import area_under_curve

    pack = wiring.full_pack()
    store = build_store(pack.documents, None)
    shares: dict[str, list[float]] = {"answered": [], "not_in_documents": [], "out_of_scope": []}
    for name in ("questions.yaml", "questions_2.yaml", "questions_3.yaml"):
        for one in read_set(Path(__file__).with_name("evaluation") / name, pack).questions:
            expected = tuple(one.expected.status)
            kind = "answered" if set(expected) <= {"answered", "verdict"} else expected[0]
            if kind in shares and (kind == "answered" or len(expected) == 1):
                shares[kind].append(store.search(one.text, language_of(one.text)).lexical_share)
    for kind in ("not_in_documents", "out_of_scope"):
        row(
            f"lexical share, answered against {kind}, area under the curve",
            f"{area_under_curve(shares['answered'], shares[kind]):.2f}",
        )
    store.close()


def companies(number: int) -> list[str]:
    draw = random.Random(0)
    lines = []
    for id in range(number):
        facts = {key: value(draw, values) for key, values in CHOICES.items()}
        lines.append(json.dumps({"id": id, "facts": facts}))
    return lines


def value(draw: random.Random, values: list[object]) -> object:
    chance = draw.random()
    if chance < 0.3:
        return None
    return draw.sample(values, draw.randint(1, len(values))) if chance < 0.5 else draw.choice(values)


def pack_facts(pack: wiring.Pack) -> object:
    from rules.facts import read_facts

    draw = random.Random(random.random())
    return read_facts({key: value(draw, values) for key, values in CHOICES.items()}, pack.programme.facts)


def timed(command: list[object], environment: dict[str, str], given: str = "") -> float:
    """Seconds of one whole process."""
    started = time.perf_counter()
    subprocess.run(
        [*map(str, command), "--today", date(2026, 11, 22).isoformat()],
        input=given,
        text=True,
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - started


def row(what: str, figure: str) -> None:
    print(f"{what:<72} {figure}", flush=True)


if __name__ == "__main__":
    main()
