"""Scores answers against question sets: status, verdicts, figures, mentions, and what must never be stated."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from bot.conversation import State, respond
from bot.reply import Event, plain
from knowledge.figures import figures, same

TODAY = date(2026, 11, 22)
FOLDER = Path(__file__).parent
_APPLY_NOW = re.compile(
    r"(?<!으로 )지금(?:도|은)? 신청(?:할 수 있습니다|하실 수 있습니다|이 가능합니다|받고 있습니다)|접수 중입니다|"
    r"you can apply now|is taking applications|currently open",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Score:
    """`wrong` lists what is missing or false; `harmful` what could mislead a company."""

    id: str
    text: str
    said: str
    status: str
    wrong: tuple[str, ...]
    harmful: tuple[str, ...]

    @property
    def right(self):
        return not self.wrong and not self.harmful


def load(name):
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def ask(answerer, text, state=None):
    at = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=ZoneInfo("Asia/Seoul"))
    return respond(state or State(greeted=True), Event("text", text, at), answerer)


def score(answerer, entry, state=None):
    """The score of one question, and the turn."""
    turn = ask(answerer, entry["text"], state)
    said = "\n\n".join(plain(reply) for reply in turn.replies)
    answer = turn.answer
    status = answer.status if answer else "question"
    wrong, harmful = [], []
    if status not in entry["status"]:
        wrong.append(f"status {status}, not {'/'.join(entry['status'])}")
    names = answerer.pack.programme.names
    segments = answer.segments if answer else ()
    stated = [one for part in segments for one in figures(part.text, names)]
    true = [one for part in segments if not part.corrects for one in figures(part.text, names)]
    for wanted in entry.get("figures") or ():
        if not any(_is(wanted, one) for one in stated):
            wrong.append(f"lacks {wanted}")
    any_of = entry.get("any_figures") or ()
    if any_of and not any(_is(wanted, one) for wanted in any_of for one in stated):
        wrong.append(f"lacks any of {any_of}")
    for pattern in entry.get("mentions") or ():
        if not re.search(pattern, said, re.IGNORECASE):
            wrong.append(f"does not mention {pattern}")
    for never in entry.get("forbidden") or ():
        if any(_is(never, one) for one in true):
            harmful.append(f"states {never}")
    if _APPLY_NOW.search(said):
        harmful.append("says that one can apply now")
    if status == "verdict" and answer:
        for track, outcome in (entry.get("verdicts") or {}).items():
            if answer.verdicts.get(track) != outcome:
                message = f"{track} {answer.verdicts.get(track)}, not {outcome}"
                wrong.append(message)
                if answer.verdicts.get(track) in ("eligible", "ineligible"):
                    harmful.append(message)
    return Score(entry["id"], entry["text"], said, status, tuple(wrong), tuple(harmful)), turn


def score_dialogue(answerer, dialogue):
    """One score a turn."""
    state, scores = State(greeted=True), []
    for number, entry in enumerate(dialogue["turns"], 1):
        result, turn = score(answerer, {"id": f"{dialogue['id']}.{number}", **entry}, state)
        state = turn.state
        scores.append(result)
    return scores


def _is(wanted, found):
    kind, _, value = str(wanted).partition(":")
    return same(kind, value, found) or (
        kind in ("year", "month") and found.kind in ("date", "month") and str(found.value).startswith(value)
    )
