"""What 20,000 passages change: run by `make bench`. Each size in a process of its own, so that memory is its own."""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

DOCUMENTS, OF_EACH = 40, 500  # 20,000 passages
_QUESTIONS = Path(__file__).parent / "evaluation" / "questions.yaml"
_NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Seoul"))
_WHO = [
    "제조업체",
    "협력사",
    "중소기업",
    "조합",
    "시청",
    "도청",
    "진흥원",
    "대학",
    "연구소",
    "컨설팅사",
    "공급기업",
    "은행",
    "보증기관",
    "심사위원",
    "담당자",
    "현장팀",
]
_WHAT = [
    "금형",
    "사출",
    "도금",
    "프레스",
    "용접",
    "포장",
    "검사",
    "재고",
    "물류",
    "품질",
    "설비",
    "센서",
    "로봇",
    "서버",
    "도면",
    "교육",
    "특허",
    "수출",
    "환경",
    "안전",
]
_DOES = [
    "점검합니다",
    "교체합니다",
    "기록합니다",
    "신고합니다",
    "보관합니다",
    "임대합니다",
    "측정합니다",
    "비교합니다",
    "승인합니다",
    "개선합니다",
]
_WHEN = [
    "매달",
    "매주",
    "분기마다",
    "해마다",
    "준공",
    "뒤에",
    "계약",
    "전에",
    "검수",
    "때",
    "연말에",
    "필요할",
    "때",
    "착공",
    "전에",
]


def main(row: Callable[[str, str], None]) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        write_documents(Path(other) / "documents")
        for home, told in ((one, "shipped passages"), (other, "20,000 passages beside them")):
            built, opened = _measured(home), _measured(home)
            row(f"{told}: index built for the first time", f"{built['start']:.1f} s")
            row(f"{told}: warm start, ready for the first question", f"{opened['start']:.2f} s")
            row(
                f"{told}: one message, median and 99th percentile",
                f"{opened['median']:.1f}, {opened['slow']:.1f} ms",
            )
            row(
                f"{told}: one search, median and 99th percentile",
                f"{opened['search']:.1f}, {opened['slow_search']:.1f} ms",
            )
            row(f"{told}: a message of 20,000 characters, slowest", f"{opened['long']:.0f} ms")
            row(f"{told}: resident memory", f"{opened['megabytes']:.0f} MB")


def write_documents(folder: Path) -> None:
    """Documents as `gongo ingest` keeps them, all sentences different, the same at every run."""
    draw = random.Random(0)
    folder.mkdir(parents=True)
    for number in range(DOCUMENTS):
        lines = [f"# 현장 기록 {number}", *(_sentence(draw, number, place) for place in range(OF_EACH))]
        front = f'---\nid: record-{number}\nlanguage: ko\ntitle: "현장 기록 {number}"\npublisher: "기록실"\n'
        front += 'date: "2025-01-01"\naddress: ""\nrank: 5\nown_words: false\n---\n'
        (folder / f"record-{number}.ko.md").write_text(front + "\n\n".join(lines) + "\n", encoding="utf-8")


def _sentence(draw: random.Random, number: int, place: int) -> str:
    words = [f"{draw.choice(_WHO)}의 {draw.choice(_WHAT)} {draw.choice(_WHAT)} 업무는 {draw.choice(_WHEN)}"]
    words += [f"{draw.choice(_WHO)}와 함께 {draw.choice(_DOES)}." for _ in range(draw.randint(1, 3))]
    return f"기록 {number}-{place}: {' '.join(words)}"


def _measured(home: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench_scale", home], stdout=subprocess.PIPE, check=True, text=True
    )
    return dict(json.loads(done.stdout))


def _one_process(home: Path) -> dict[str, float]:
    """Everything from the first import on, as `gongo run` starts."""
    started = time.perf_counter()
    from bot import wiring
    from bot.conversation import State, respond
    from bot.reply import Event
    from bot.settings import Settings

    answerer, library = wiring.build_answerer(Settings(gongo_home=home))
    library.open()
    start = time.perf_counter() - started

    def asked(text: str) -> float:
        began = time.perf_counter()
        respond(State(greeted=True), Event("text", text, _NOON), answerer)
        return 1000 * (time.perf_counter() - began)

    def searched(text: str) -> float:
        began = time.perf_counter()
        library.search(text, "ko")
        return 1000 * (time.perf_counter() - began)

    texts = [entry["text"] for entry in yaml.safe_load(_QUESTIONS.read_text(encoding="utf-8"))]
    for text in texts:
        asked(text)
    messages = sorted(asked(text) for _ in range(3) for text in texts)  # one text twice in a row is too easy
    searches = sorted(searched(text) for text in texts)
    figures = {
        "start": start,
        "median": statistics.median(messages),
        "slow": _percentile_99(messages),
        "search": statistics.median(searches),
        "slow_search": _percentile_99(searches),
        "long": max(asked(text) for text in _long_texts(texts)),
        "megabytes": _peak(),
    }
    library.close()
    return figures


def _peak() -> float:
    """Megabytes at most. Not `ru_maxrss`, into which the kernel takes what the parent held at the fork."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _percentile_99(ascending: list[float]) -> float:
    return ascending[int(len(ascending) * 0.99)]


def _long_texts(texts: list[str]) -> Iterator[str]:
    """20,000 characters: real questions in a row, one word for ever, figures, and no word at all."""
    for one in (" ".join(texts), "스마트공장", "1억5천만원 2025년 3월 31일 ", "?!ㅋㅋ🙂 "):
        yield (one * (20_000 // len(one) + 1))[:20_000]


if __name__ == "__main__":
    print(json.dumps(_one_process(Path(sys.argv[1]))))
