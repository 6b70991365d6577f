"""The self-check as a whole: confirmed before its result, limited to a track, and steady under any walk through it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.answering.answer import Language
from bot.answering.pipeline import Answerer
from bot.conversation import Check, State, from_json
from bot.reply import Reply, Span
from bot.wording.catalogue import LANGUAGES, say
from rules.facts import Facts, known
from tests.bot.talking import Talk, assert_result, finish

ANSWERS = {"target_level": "둘 다", "region": "광주", "company_size": "중소", "manufacturer": "예"}


def at_the_region(chat: Talk) -> str:
    chat.says("/check")
    return chat.presses("둘 다")


def confirming(chat: Talk, command: str = "/check") -> str:
    chat.says(command)
    chat.until_confirming(lambda fact: chat.presses(ANSWERS[fact]))
    assert chat.stage == "confirming"
    return chat.text


# --- a long list of choices -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("command", "columns"), [("/language ko", 4), ("/language en", 3)])
def test_the_region_is_asked_by_province_in_few_rows(chat: Talk, command: str, columns: int) -> None:
    chat.says(command)
    chat.says("/check")
    chat.presses_data("a:target_level:both")
    *rows, controls = chat.turn.replies[-1].buttons

    assert {len(row) for row in rows[:-1]} == {columns}
    assert len(rows) <= 6
    assert sum(len(row) for row in rows) == 18
    assert len(controls) == 2


def test_a_province_of_several_choices_asks_which_and_goes_back_to_all(chat: Talk) -> None:
    at_the_region(chat)
    which = chat.presses("경북")
    offered = chat.labels[:4]
    chat.presses(say("ko", "button_back"))
    again = chat.labels
    chat.presses("경북")
    chat.presses("경북 포항")

    assert say("ko", "check_progress", number=2, total=5) in which
    assert offered == ["경북 구미", "경북 포항", "경북(구미·포항 외)", "모름"]
    assert "서울" in again
    assert chat.fact("region") == "gyeongbuk_pohang"


def test_after_a_province_a_typed_city_answers_too(chat: Talk) -> None:
    at_the_region(chat)
    chat.presses("경북")
    chat.says("구미요")

    assert chat.fact("region") == "gyeongbuk_gumi"


def test_a_province_that_matters_no_more_is_kept_as_it_is(chat: Talk) -> None:
    finish(chat)
    chat.presses(say("ko", "button_edit"))
    chat.presses("목표 수준")
    chat.presses("고도화")
    chat.presses(say("ko", "button_edit"))
    chat.presses("공장 소재지")
    chat.presses("경북")

    assert chat.stage == "done"
    assert chat.state.context.facts["region"].value is None


@pytest.mark.parametrize("data", ["g:region:gyeongbuk_gumi", "g:region:seoul", "g:region:moon"])
def test_a_late_or_unknown_province_changes_nothing(chat: Talk, data: str) -> None:
    at_the_region(chat)
    chat.presses("부산")
    before = chat.state.context.facts
    said = chat.presses_data(data)

    assert say("ko", "stale_button") in said
    assert chat.state.context.facts == before


# --- the answers are confirmed ----------------------------------------------------------------------------------


def test_before_the_result_the_answers_are_shown_and_nothing_is_decided(chat: Talk) -> None:
    said = confirming(chat)

    assert say("ko", "check_confirm") in said
    assert "· 공장 소재지: 광주\n" in said
    assert "· 기업 규모: 중소기업\n" in said
    assert chat.turn.answer is None
    assert chat.labels == [say("ko", one) for one in ("button_confirm", "button_edit", "button_restart")]


@pytest.mark.parametrize(
    "way", ["button", "네", "네 맞습니다", "맞아요!", "ㅇㅇ", "결과 보여주세요", "yes", "show me the result"]
)
def test_a_yes_in_any_words_brings_the_result(chat: Talk, way: str) -> None:
    confirming(chat)
    if way == "button":
        chat.presses(say("ko", "button_confirm"))
    else:
        chat.says(way)

    assert chat.stage == "done"
    assert chat.turn.answer is not None
    assert chat.turn.answer.status == "verdict"


@pytest.mark.parametrize("way", ["button", "아니요", "아뇨 틀렸어요", "no", "답 고치기"])
def test_a_no_offers_to_change_an_answer_and_comes_back_to_be_confirmed(chat: Talk, way: str) -> None:
    confirming(chat)
    if way == "button":
        chat.presses(say("ko", "button_edit"))
    else:
        chat.says(way)
    assert say("ko", "check_edit") in chat.text or say("en", "check_edit") in chat.text
    chat.presses("공장 소재지") if "공장 소재지: 광주" in chat.labels else chat.presses(
        "Place of the factory"
    )
    chat.presses_data("a:region:busan")

    assert chat.stage == "confirming"
    assert chat.fact("region") == "busan"


def test_a_correction_may_be_typed_instead(chat: Talk) -> None:
    confirming(chat)
    said = chat.says("공장은 부산이에요")

    assert say("ko", "check_noted", facts="공장 소재지: 부산") in said
    assert "· 공장 소재지: 부산" in said
    assert chat.stage == "confirming"


def test_a_question_before_confirming_is_answered_and_the_answers_stand_there_again(chat: Talk) -> None:
    confirming(chat)
    said = chat.says("그런데 고도화는 얼마까지 지원되나요?")

    assert "1억 5천만원" in said
    assert "· 공장 소재지: 광주\n" in said
    assert chat.stage == "confirming"


def test_words_that_nobody_understands_are_told_what_is_waited_for(chat: Talk) -> None:
    confirming(chat)

    assert say("ko", "check_again_confirm") in chat.says("음 그게 좀 복잡합니다")
    assert chat.stage == "confirming"


def test_an_answer_changed_after_the_result_needs_no_second_confirmation(chat: Talk) -> None:
    finish(chat)
    chat.presses("답 고치기")
    chat.presses("공장 소재지")
    chat.presses("부산")

    assert chat.stage == "done"
    assert chat.turn.answer is not None


def test_who_only_answers_a_question_of_the_free_chat_has_nothing_to_confirm(chat: Talk) -> None:
    chat.says("저희는 부산에 있는 중소 제조업체인데 신청되나요?")
    chat.presses_data(chat.buttons[0].data)

    assert chat.turn.answer is not None
    assert chat.turn.answer.status == "verdict"


def test_a_check_that_was_done_before_there_was_anything_to_confirm_is_done(chat: Talk) -> None:
    stored = '{"context": {"facts": {}}, "greeted": true, "language": null, "check": {"asked": ["region"], "open": null}}'
    check = from_json(stored).check

    assert check is not None
    assert check.stage == "done"


# --- one track --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["기초만 확인해 주세요", "기초 유형만 진단", "기초만 자가진단할게요", "/check basic", "/start check_basic", "check only the basic track",
     "just check basic"],
)  # fmt: skip
def test_a_check_of_one_track_asks_only_what_matters_to_it(chat: Talk, words: str) -> None:
    chat.says(words)
    asked: list[str] = []
    chat.until_the_end(lambda fact: (asked.append(fact), chat.presses_data(f"a:{fact}:?")))

    assert "target_level" not in asked  # who looks at the basic track wants that level
    assert chat.state.check is not None
    assert chat.state.check.tracks == ("basic",)
    assert chat.turn.answer is not None
    assert [*chat.turn.answer.verdicts] == ["basic"]


def test_the_advanced_track_is_checked_without_a_region(chat: Talk) -> None:
    chat.says("고도화만 확인해줘")
    asked: list[str] = []
    chat.until_the_end(lambda fact: (asked.append(fact), chat.presses_data(f"a:{fact}:?")))

    assert set(asked) == {"company_size", "manufacturer"}
    assert "고도화 유형" in chat.text
    assert "기초 유형" not in chat.text


def test_the_implied_target_is_shown_to_be_confirmed_and_forgotten_by_a_check_of_all(chat: Talk) -> None:
    said = confirming(chat, "/check basic")

    assert "· 목표 수준: 기초" in said
    assert say("ko", "check_only", track="기초 유형") in said
    assert "target_level" not in chat.state.context.facts
    chat.says("/check")
    assert chat.open == "target_level"


def test_a_track_that_the_edition_of_today_does_not_have_is_forgotten(chat: Talk) -> None:
    chat.state = State(greeted=True, check=Check(tracks=("basic", "moon"), open="region"))
    chat.says("/help")

    assert chat.state.check == Check(tracks=("basic",), open="region")


def test_start_over_keeps_to_the_track(chat: Talk) -> None:
    confirming(chat, "/check basic")
    chat.presses("처음부터")

    assert chat.state.check == Check(tracks=("basic",), open=chat.open)
    assert chat.state.context.facts == {}


def test_why_and_what_to_change_speak_of_that_track(chat: Talk) -> None:
    chat.says("기초만 확인")
    chat.until_the_end(lambda fact: chat.presses("서울" if fact == "region" else ANSWERS[fact]))
    why = chat.presses("요건별로 보기")
    change = chat.presses("무엇을 바꾸면 되나요?")

    assert why.count(say("ko", "mark_met")) == 3
    assert why.count(say("ko", "mark_ask")) == 2  # decided already, so nobody asked
    assert why.count(say("ko", "mark_unmet")) == 1
    assert "고도화 유형" not in why
    assert "공장 소재지 → 부산" in change


def test_an_answer_on_one_track_offers_the_check_of_that_track(chat: Talk) -> None:
    chat.says("기초는 얼마까지 되나요?")
    chat.presses(say("ko", "button_check_track", track="기초 유형"))

    assert chat.state.check is not None
    assert chat.state.check.tracks == ("basic",)


# --- the result -------------------------------------------------------------------------------------------------


def test_the_result_opens_with_the_verdicts_and_stays_short(chat: Talk) -> None:
    finish(chat, region="서울")
    paragraphs = chat.text.split("\n\n")

    assert paragraphs[0] == say("ko", "check_result")
    assert paragraphs[1].startswith("✅ 고도화 유형")
    assert "1억 5천만원" in paragraphs[1]
    assert paragraphs[2].startswith("❌ 기초 유형")
    assert len(paragraphs) <= 5
    assert len(chat.text) < 700


def test_each_criterion_has_a_mark_and_its_source(chat: Talk) -> None:
    finish(chat, region="서울")
    chat.presses("요건별로 보기")
    (reply,) = chat.turn.replies
    marks = [one for paragraph in reply.paragraphs for one in paragraph if "충족:" in one.text]
    linked = [one for paragraph in reply.paragraphs for one in paragraph if one.link]

    assert len(marks) == 11
    assert len(linked) >= 8  # Gongo's own notes have no address


def test_what_is_missing_is_told_with_who_knows_it(chat: Talk) -> None:
    chat.says("/check basic")

    def step(fact: str) -> object:
        elsewhere = "경북(구미·포항 외)" if "경북(구미·포항 외)" in chat.labels else "경북"
        return chat.presses(elsewhere if fact == "region" else "모름")

    chat.until_the_end(step)

    assert "❔ 기초 유형" in chat.text
    assert say("ko", "check_unknown", facts="제조업 여부, 기업 규모") in chat.text
    assert say("ko", "ask_there") in chat.text


def test_nothing_to_change_is_offered_where_every_track_is_open(chat: Talk) -> None:
    finish(chat, region="부산")

    assert say("ko", "button_change") not in chat.labels


def test_a_receipt_is_offered_only_where_one_can_be_made(chat: Talk) -> None:
    made: list[object] = []

    def receipt(facts: Facts, tracks: tuple[str, ...], day: date, language: Language) -> tuple[Reply, ...]:
        made.append((dict(facts), tracks, day, language))
        return (Reply(((Span("확인서 본문"),),)),)

    chat.receipt = receipt
    finish(chat)
    said = chat.presses(say("ko", "button_receipt"))

    assert said == "확인서 본문"
    assert made[0] == (dict(chat.state.facts), (), date(2026, 11, 22), "ko")
    chat.says("/check")
    assert say("ko", "stale_button") not in chat.text
    chat.says("처음부터")
    assert say("ko", "stale_button") in chat.presses_data("receipt")


# --- buttons that come late -------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["← 이전", "그만하기"])
def test_a_doubled_press_of_a_move_is_harmless(chat: Talk, label: str) -> None:
    chat.says("/check")
    chat.presses("둘 다")
    chat.presses("광주")
    data = next(one.data for one in chat.buttons if one.label == label)
    chat.presses_data(data)
    before = chat.state
    said = chat.presses_data(data)

    assert say("ko", "stale_button") in said
    assert (chat.state.context.facts, chat.stage) == (
        before.context.facts,
        before.check and before.check.stage,
    )


def test_start_over_under_an_older_result_does_not_wipe_the_answers_of_now(chat: Talk) -> None:
    finish(chat)
    old = next(one.data for one in chat.buttons if one.label == "처음부터")
    chat.presses("처음부터")
    chat.presses("둘 다")
    chat.presses_data(old)

    assert chat.fact("target_level") == "both"


def test_a_question_in_between_leaves_the_buttons_of_the_check_good(chat: Talk) -> None:
    chat.says("/check")
    chat.presses("둘 다")
    back = next(one.data for one in chat.buttons if one.label == "← 이전")
    chat.says("얼마까지 되나요?")
    chat.presses_data(back)

    assert chat.open == "target_level"


# --- every walk -------------------------------------------------------------------------------------------------

TYPED = [
    "모르겠어요", "아니요", "네", "광주", "구미요", "기초", "둘 다요", "이전", "그만", "처음부터", "답 고치기", "얼마까지 되나요?", "저희 되나요?",
    "중소기업이고 경북 포항이요", "대기업 계열사예요", "기초만 확인", "자가진단", "결과", "yes", "음 글쎄 그게", "why?", "출처 알려줘", "만약 부산이면요?",
]  # fmt: skip
COMMANDS = [
    "/check",
    "/check basic",
    "/start",
    "/start q_cap",
    "/sources",
    "/language en",
    "/language ko",
    "/help",
]


class Walk(RuleBasedStateMachine):
    """Any order of words and of buttons, also of buttons from long ago."""

    def __init__(self, answerer: Answerer) -> None:
        super().__init__()
        self.chat = Talk(answerer, state=State(greeted=True))
        self.seen: list[str] = ["back", "a:region:?"]

    @rule(text=st.sampled_from(TYPED))
    def says(self, text: str) -> None:
        self.chat.says(text)
        self._remember()

    @rule(command=st.sampled_from(COMMANDS))
    def commands(self, command: str) -> None:
        self.chat.says(command)
        self._remember()

    @rule(text=st.sampled_from(TYPED))
    def edits(self, text: str) -> None:
        self.chat.edits(text)
        self._remember()

    @rule(data=st.data())
    def presses_a_button_of_now(self, data: st.DataObject) -> None:
        shown = [one.data for reply in self.chat.turn.replies for row in reply.buttons for one in row]
        self.chat.presses_data(data.draw(st.sampled_from(shown or ["check"])))
        self._remember()

    @rule(data=st.data())
    def presses_a_button_of_some_time(self, data: st.DataObject) -> None:
        self.chat.presses_data(data.draw(st.sampled_from(self.seen)))
        self._remember()

    def _remember(self) -> None:
        shown = [one.data for reply in self.chat.turn.replies for row in reply.buttons for one in row]
        self.seen = [*dict.fromkeys([*self.seen, *shown])]

    @invariant()
    def asks_only_what_can_matter_and_nothing_twice(self) -> None:
        state, fact = self.chat.state, self.chat.open
        if fact is None or state.check is None or not self._asks_now(fact):
            return
        known = state.facts.get(fact)
        if known is not None and any(say(one, "check_now", told="") in self.chat.text for one in LANGUAGES):
            return  # to be changed
        assert known is None or not (known.uncertain or known.value is not None)
        verdicts = self.chat.answerer.pack.judge.judge(state.facts)
        tracks = state.check.tracks or tuple(verdicts)
        assert any(fact in verdicts[one].ask for one in tracks)

    def _asks_now(self, fact: str) -> bool:
        spec = self.chat.answerer.pack.programme.facts[fact]
        return any(spec.question.in_(one) in self.chat.text for one in LANGUAGES)

    def teardown(self) -> None:
        chat = self.chat
        chat.says("/check")
        for _ in range(len(chat.answerer.pack.programme.facts)):
            if chat.open is not None:
                chat.presses_data(f"a:{chat.open}:?")
        assert chat.stage == "confirming"
        chat.presses_data(f"confirm:{chat.state.step}")
        assert chat.stage == "done"
        assert_result(chat.turn, chat.answerer)


def test_any_walk_keeps_its_word_and_can_be_brought_to_its_end(answerer: Answerer) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        lambda: Walk(answerer),
        settings=settings(
            max_examples=60,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


def test_progress_counts_up_and_its_end_only_comes_nearer(answerer: Answerer) -> None:
    chat = Talk(answerer, state=State(greeted=True))
    chat.says("/check")
    shown: list[tuple[int, int]] = []
    for _ in range(6):
        if chat.open is None:
            break
        number, total = chat.text.split("질문 ")[1].split("\n")[0].split("/")
        shown.append((int(number), int(total)))
        chat.says(
            {
                "target_level": "둘 다요",
                "region": "포항",
                "prior_support": "처음이에요",
                "company_size": "중소기업",
            }.get(chat.open, "네")
        )

    assert [number for number, _ in shown] == [*range(1, len(shown) + 1)]
    assert [total for _, total in shown] == sorted((total for _, total in shown), reverse=True)
    assert shown[-1][0] == shown[-1][1]


def test_known_facts_of_the_chat_need_only_be_confirmed(chat: Talk) -> None:
    facts = {
        "target_level": known("both"),
        "region": known("busan"),
        "company_size": known("sme"),
        "manufacturer": known(True),
    }
    chat.state = State(chat.state.context.__class__(facts=facts), greeted=True)
    said = chat.says("/check")

    assert chat.stage == "confirming"
    assert "· 공장 소재지: 부산" in said
