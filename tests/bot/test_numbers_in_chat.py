"""A programme with number and date facts in the chat: asked, answered in any usual form, told back, stored."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.answering.answer import Context
from bot.answering.handlers import HANDLERS
from bot.answering.pack import RULES, Pack, load_pack
from bot.answering.pipeline import Answerer
from bot.conversation import State, from_json, respond, to_json
from bot.reply import Event, plain
from bot.wording.catalogue import say
from rules.facts import Known, known

NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Seoul"))

FACTS = """
  workers:
    type: number
    label: {ko: 종업원, en: workers}
    question: {ko: "상시 종업원은 몇 명인가요?", en: "How many people work there?"}
    unit: {ko: 명, en: people}
    minimum: 1
    maximum: 5_000
    changeable: yes
  founded:
    type: date
    label: {ko: 설립일, en: day of founding}
    question: {ko: "회사를 언제 세웠나요?", en: "When was the company founded?"}
    minimum: 1950-01-01
    maximum: 2030-12-31
  turnover:
    type: number
    label: {ko: 매출액, en: turnover}
    question: {ko: "지난해 매출액은 얼마인가요?", en: "What was the turnover last year?"}
    unit: {ko: 원, en: won}
    minimum: 0
    maximum: 1_000_000_000_000
"""
CRITERION = """\
      - id: measures
        says: {ko: "이 유형은 회사의 규모와 나이를 봅니다.", en: "This track looks at the size and the age of a company."}
        unmet: {ko: "규모나 나이가 맞지 않습니다.", en: "Its size or age does not fit."}
        when:
          all:
            - {workers: {less_than: 300}}
            - {workers: {at_least: 5}}
            - {founded: {at_most: 2022-12-31}}
            - {turnover: {at_least: 1_000_000_000}}
        proof:
          - source: gongo-notes
            quote:
              ko: "2025년 고도화 유형에서 공장 소재지를 제한하는 내용은 찾지 못했으므로, 지역 제한이 없는 것으로 봅니다."
              en: "No limit on the place of the factory was found for the 2025 advanced track, so it is taken to have none."
        confidence: M
"""
# Everything else that decides, so that only numbers and the day are left to ask.
COMPANY = {
    "company_size": known("sme"),
    "manufacturer": known(True),
    "region": known("gyeonggi"),
    "target_level": known("advanced"),
}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("measured") / "rules"
    shutil.copytree(RULES, folder)
    _change(folder / "facts.yaml", "\n  prior_support:\n", FACTS + "  prior_support:\n")
    _change(folder / "2025.yaml", "\n  basic:\n    title", f"\n{CRITERION}  basic:\n    title")
    return load_pack(folder, handlers=HANDLERS)


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@dataclass
class Talk:
    """One person's chat; every turn is taken from the stored state."""

    answerer: Answerer
    locale: str = "ko"
    state: State = field(default_factory=lambda: State(greeted=True))

    def says(self, text: str) -> str:
        return self._happens(Event("command" if text.startswith("/") else "text", text, NOON, self.locale))

    def presses(self, data: str) -> str:
        return self._happens(Event("button", data, NOON, self.locale))

    def _happens(self, event: Event) -> str:
        turn = respond(from_json(to_json(self.state)), event, self.answerer)
        self.state = turn.state
        assert from_json(to_json(self.state)) == self.state
        return "\n".join(plain(one) for one in turn.replies)

    def until(self, fact: str) -> str:
        """Answers what is asked before this fact, and gives its question."""
        answers = {"workers": "50명", "founded": "2019년 3월 1일", "turnover": "30억"}
        said = self.says("/check")
        while self.open != fact:
            said = self.says(answers[str(self.open)])
        return said

    @property
    def open(self) -> str | None:
        return self.state.check.open if self.state.check else None

    @property
    def facts(self) -> dict[str, Known]:
        return dict(self.state.context.facts)


@pytest.fixture
def talk(pack: Pack) -> Talk:
    talk = Talk(Answerer(pack, lambda *_: (), lambda *_: (), lambda *_: ()))
    talk.state = State(Context(language="ko", facts=COMPANY), greeted=True)
    return talk


@pytest.mark.parametrize(
    ("fact", "typed", "value"),
    [
        ("workers", "50명", 50),
        ("workers", "50", 50),
        ("workers", "저희 직원은 50명 정도 됩니다", 50),
        ("founded", "2019년 3월 1일", date(2019, 3, 1)),
        ("founded", "2019.3.1", date(2019, 3, 1)),
        ("turnover", "3억", 300_000_000),
        ("turnover", "1억 5천만원입니다", 150_000_000),
    ],
)
def test_a_typed_answer_is_read_into_the_fact(talk, fact, typed, value):
    talk.until(fact)

    talk.says(typed)

    assert talk.facts[fact] == known(value)
    assert talk.open != fact


@pytest.mark.parametrize(
    ("fact", "example"), [("workers", "50명"), ("founded", "2019년 3월 1일"), ("turnover", "3억원")]
)
def test_the_question_shows_what_an_answer_looks_like(talk, fact, example):
    assert say("ko", "check_example", example=example) in talk.until(fact)


@pytest.mark.parametrize(
    ("fact", "typed"),
    [
        ("workers", "9999명"),
        ("workers", "3억"),
        ("workers", "ㅁㄴㅇㄹ"),
        ("founded", "3월 1일"),
        ("founded", "1800년"),
        ("turnover", "50"),
        ("turnover", "50명"),
    ],
)
def test_an_answer_that_cannot_be_read_is_asked_again_with_an_example(talk, fact, typed):
    talk.until(fact)
    bounds = {"workers": ("1명", "5,000명"), "founded": ("1950년 1월 1일", "2030년 12월 31일")}
    low, high = bounds.get(fact, ("0원", "10,000억원"))
    example = {"workers": "50명", "founded": "2019년 3월 1일", "turnover": "3억원"}[fact]
    key = "check_again_date" if fact == "founded" else "check_again_number"

    said = talk.says(typed)

    assert said.startswith(say("ko", key, low=low, high=high, example=example))
    assert talk.open == fact
    assert fact not in talk.facts


def test_in_english_the_same(talk):
    talk.locale = "en"
    talk.says("/language en")
    asked = talk.until("workers")

    again = talk.says("9999 people")
    talk.says("50 people")

    assert say("en", "check_example", example="50 people") in asked
    assert say("en", "check_again_number", low="1 people", high="5,000 people", example="50 people") in again
    assert talk.facts["workers"] == known(50)


def test_a_year_is_exact_where_all_its_days_count_alike_and_asked_again_where_not(talk):
    talk.until("founded")

    talk.says("2019년")

    assert len(talk.facts["founded"].possible) == 365
    assert talk.open != "founded"


def test_who_does_not_know_a_number_is_not_asked_again_and_the_verdict_waits_for_it(talk):
    talk.until("workers")

    talk.says("모르겠어요")
    while talk.open:
        talk.says({"founded": "2019년 3월 1일", "turnover": "30억"}[talk.open])
    said = talk.says("네")

    assert talk.facts["workers"] == Known(frozenset(), uncertain=True)
    assert say("ko", "check_unknown", facts="종업원") in said


def test_a_question_in_between_is_answered_and_the_number_asked_again(talk):
    talk.until("workers")

    said = talk.says("기초는 얼마까지?")

    assert say("ko", "check_goes_on") in said
    assert talk.open == "workers"
    assert "workers" not in talk.facts


def test_numbers_and_days_are_told_back_before_the_result_and_pass_the_number_gate(talk):
    said = talk.until("workers")
    while talk.open:
        said = talk.says({"workers": "3명", "founded": "2019년 3월 1일", "turnover": "30억"}[talk.open])

    assert "종업원: 3명" in said
    assert "고도화" in talk.says("네")
    change = talk.says("그럼 뭘 바꾸면 되나요")
    assert "5명 ~ 299명" in change


def test_a_fact_that_is_edited_is_shown_and_kept(talk):
    talk.until("turnover")
    talk.says("30억")

    menu = talk.presses("edit:turnover")

    assert say("ko", "check_now", told="30억원") in menu
    talk.presses(f"keep:{talk.state.step}")
    assert talk.facts["turnover"] == known(3_000_000_000)
