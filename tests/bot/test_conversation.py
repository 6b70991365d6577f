"""The dialogue, pure: commands, the guided self-check by buttons and by typed answers, and questions in between."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import Context
from bot.answering.pipeline import Answerer
from bot.conversation import Check, State, from_json, respond, to_json
from bot.reply import Event, Media
from bot.wording.catalogue import say
from rules.facts import Known, known
from tests.bot.talking import FEW, NOON, Talk, assert_result, finish

# --- the first message ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first", ["안녕하세요", "고도화는 얼마까지 되나요?", "자가진단", "", "/help", "/start check"]
)
def test_the_first_message_says_what_gongo_is_and_only_the_first(chat: Talk, first: str) -> None:
    said = chat.says(first)
    again = chat.says("지금 신청할 수 있나요?")

    assert say("ko", "first_message") in said
    assert said.count("자동 서비스") == 1
    assert "중소기업중앙회의 창구가 아니며" in said
    assert "결정이 아닙니다" in said
    assert "자동 서비스" not in again


def test_the_first_message_in_english(english: Talk) -> None:
    said = english.sends("sticker")

    assert "automated service" in said
    assert "not an office of KBIZ" in said
    assert "no answer here is a decision" in said


def test_start_forgets_the_company_but_not_the_language(answerer: Answerer) -> None:
    chat = Talk(answerer, locale=None)
    chat.says("We are an SME in Busan and make car parts. Can we apply?")

    said = chat.says("/start")

    assert say("en", "fresh_start") in said
    assert chat.state.context.facts == {}


# --- commands ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["/start check", "/check", "/check@gongo_bot", "/START CHECK"])
def test_a_command_starts_the_self_check(chat: Talk, command: str) -> None:
    chat.says(command)

    assert chat.open is not None
    assert say("ko", "check_intro") in chat.text


@pytest.mark.parametrize("command", ["/help", "/unknown", "/", "/Help me"])
def test_help_for_help_and_for_unknown_commands(chat: Talk, command: str) -> None:
    assert say("ko", "help") in chat.says(command)
    assert say("ko", "button_check") in chat.labels


def test_a_chosen_language_beats_that_of_the_message(chat: Talk) -> None:
    chat.says("/language")
    chat.presses("English")
    chat.says("고도화는 얼마까지 되나요?")

    assert chat.turn.answer is not None
    assert chat.turn.answer.language == "en"
    assert "150 million won" in chat.text

    chat.says("/language ko")
    chat.says("how much is the advanced track?")

    assert "1억 5천만원" in chat.text


def test_a_language_chosen_in_a_check_repeats_the_question_in_it(chat: Talk) -> None:
    chat.says("/check")
    chat.says("/language")
    chat.presses("English")

    assert chat.text.startswith(say("en", "language_set"))
    assert "Question 1/" in chat.text


def test_without_a_choice_the_message_decides_the_language(answerer: Answerer) -> None:
    chat = Talk(answerer, locale=None)

    assert "Question 1/" in chat.says("self-check")
    assert "질문 1/" in chat.says("자가진단")


@pytest.mark.parametrize("media", get_args(Media))
def test_what_is_not_text_is_answered_kindly_and_by_its_name(chat: Talk, media: Media) -> None:
    assert say("ko", f"only_text_{media}") in chat.sends(media)


def test_in_a_check_a_photo_is_answered_with_the_question_again(chat: Talk) -> None:
    chat.says("/check")
    said = chat.sends("photo")

    assert say("ko", "only_text_photo") in said
    assert "질문 1/5" in said


def test_words_under_a_photo_are_answered(chat: Talk) -> None:
    said = chat.sends("photo", "고도화는 얼마까지 되나요?")

    assert say("ko", "only_caption") in said
    assert "1억 5천만원" in said


def test_an_edited_message_is_answered_again(chat: Talk) -> None:
    chat.says("총예산이 얼마예요?")
    said = chat.edits("고도화는 얼마까지 되나요?")

    assert said.startswith(say("ko", "edited"))
    assert "1억 5천만원" in said


def test_an_edited_answer_replaces_the_first_one(chat: Talk) -> None:
    chat.says("/check")
    chat.presses("둘 다")
    chat.says("부산이에요")
    chat.edits("대구예요")

    assert chat.fact("region") == "daegu"


def test_an_empty_message_is_answered_kindly(chat: Talk) -> None:
    assert say("ko", "only_text") in chat.sends(None)
    assert say("ko", "empty") in chat.says(" \n ")


def test_a_long_message_is_told_that_only_its_first_part_was_read(chat: Talk) -> None:
    said = chat.says("고도화는 얼마까지 되나요? " + "가나다라 " * 1000)

    assert say("ko", "shortened") in said
    assert "1억 5천만원" in said


# --- the guided self-check --------------------------------------------------------------------------------------


def test_a_check_by_buttons_ends_with_verdicts_and_the_intake(chat: Talk) -> None:
    chat.says("/check")
    wanted = {"target_level": "기초", "region": "광주", "company_size": "중소기업", "manufacturer": "예"}
    chat.until_the_end(lambda fact: chat.presses(wanted[fact]))

    assert chat.turn.answer is not None
    assert chat.turn.answer.verdicts == {"advanced": "ineligible", "basic": "eligible"}
    assert "8천만원" in chat.text
    assert "지금은 신청할 수 없습니다" in chat.text
    assert chat.labels == ["요건별로 보기", "출처", "무엇을 바꾸면 되나요?", "답 고치기", "처음부터"]


def test_a_check_by_typed_answers_in_english(english: Talk) -> None:
    english.says("self-check")
    typed = {
        "target_level": "either",
        "region": "our factory is in Busan",
        "company_size": "we are an SME",
        "manufacturer": "yes, we do",
    }
    english.until_the_end(lambda fact: english.says(typed[fact]))

    assert english.turn.answer is not None
    assert english.turn.answer.verdicts == {"advanced": "eligible", "basic": "eligible"}
    assert "applications are not taken now" in english.text


def test_it_asks_only_what_can_still_matter(chat: Talk) -> None:
    chat.says("/check")
    chat.says("저희는 대기업 계열사예요")
    assert chat.stage == "confirming"
    chat.says("네")

    assert chat.turn.answer is not None
    assert set(chat.turn.answer.verdicts.values()) == {"ineligible"}


def test_dealings_with_samsung_are_never_asked_and_answered_when_told(chat: Talk) -> None:
    chat.says("/check")
    before = chat.open
    said = chat.says("삼성이랑은 거래가 없어요")

    assert chat.open == before
    assert "거래" in said


def test_a_question_gives_its_reason_and_progress(chat: Talk) -> None:
    said = chat.says("/check")

    assert "질문 1/5" in said
    assert say("ko", "check_reason", tracks="고도화 유형, 기초 유형") in said


def test_progress_never_promises_less_than_it_asks(chat: Talk) -> None:
    chat.says("/check")
    totals: list[int] = []

    def step(_: str) -> None:
        number, total = chat.text.split("질문 ")[1].split("\n")[0].split("/")
        totals.append(int(total))
        assert int(number) == len(totals)
        chat.presses("모름")

    chat.until_the_end(step)

    assert totals == sorted(totals, reverse=True)


@pytest.mark.parametrize(
    "typed", ["모르겠어요", "잘 모르겠습니다", "모름", "글쎄요", "I don't know", "not sure"]
)
def test_what_the_company_does_not_know_is_never_asked_again(chat: Talk, typed: str) -> None:
    chat.says("/check")
    asked: list[str] = []
    chat.until_the_end(lambda fact: (asked.append(fact), chat.says(typed)))

    assert len(asked) == len(set(asked))
    assert chat.turn.answer is not None
    language = chat.turn.answer.language
    assert set(chat.turn.answer.verdicts.values()) == {"undetermined"}
    assert say(language, "check_unknown", facts="").rstrip(" .")[:8] in chat.text
    assert "02-2124-4311" in chat.text  # who knows it


def test_not_knowing_keeps_what_was_told_in_part(chat: Talk) -> None:
    chat.says("/check")
    chat.says("대기업은 아닌데 중소인지 중견인지 모르겠어요")

    size = chat.state.context.facts["company_size"]

    assert size == Known(frozenset(["sme", "mid_sized"]), uncertain=True)
    assert chat.open != "company_size"


@pytest.mark.parametrize("typed", ["아니요", "아뇨 유통만 해요", "안 합니다", "no", "No, we don't", "ㄴㄴ"])
def test_a_typed_no(chat: Talk, typed: str) -> None:
    chat.state = State(Context(asked="manufacturer"), greeted=True, check=Check((), "manufacturer"))
    chat.says(typed)

    assert chat.fact("manufacturer") is False


@pytest.mark.parametrize(
    "typed", ["네", "넵!", "네 맞아요", "예, 직접 만들어요", "yes", "Yes we do.", "ㅇㅇ"]
)
def test_a_typed_yes(chat: Talk, typed: str) -> None:
    chat.state = State(Context(asked="manufacturer"), greeted=True, check=Check((), "manufacturer"))
    chat.says(typed)

    assert chat.fact("manufacturer") is True


@pytest.mark.parametrize(
    "typed", ["안녕하세요", "예산이 얼마예요?", "안산은요?", "노하우도 알려주나요", "응모는 어디서 하나요?"]
)
def test_words_that_only_begin_like_yes_or_no_are_neither(chat: Talk, typed: str) -> None:
    chat.state = State(Context(asked="manufacturer"), greeted=True, check=Check((), "manufacturer"))
    chat.says(typed)

    assert "manufacturer" not in chat.state.context.facts


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("처음이에요", {"none"}),
        ("아니요", {"none"}),
        ("이전에 받은 적 없어요", {"none"}),
        ("네, 없어요", {"none"}),
        ("네 있어요", {"basic", "advanced"}),
        ("기초 받았어요", {"basic"}),
        ("yes", {"basic", "advanced"}),
        ("never", {"none"}),
    ],
)
def test_earlier_support_in_own_words(chat: Talk, typed: str, value: set[str]) -> None:
    facts = {"region": known("gyeongbuk_pohang"), "target_level": known("basic")}
    chat.state = State(Context(facts=facts, asked="prior_support"), True, None, Check((), "prior_support"))
    chat.says(typed)

    assert chat.state.context.facts["prior_support"].possible == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("둘 다요", "both"),
        ("기초", "basic"),
        ("고도화로 하려고요", "advanced"),
        ("either", "both"),
        ("Basic", "basic"),
    ],
)
def test_a_target_in_own_words(chat: Talk, typed: str, value: str) -> None:
    chat.says("/check")
    assert chat.open == "target_level"
    chat.says(typed)

    assert chat.fact("target_level") == value


@pytest.mark.parametrize(
    ("typed", "value"), [("화성이요", "gyeonggi"), ("Busan", "busan"), ("경북 구미", "gyeongbuk_gumi")]
)
def test_a_region_by_name(chat: Talk, typed: str, value: str) -> None:
    chat.state = State(Context(asked="region"), greeted=True, check=Check((), "region"))
    chat.says(typed)

    assert chat.fact("region") == value


def test_a_name_of_several_places_is_asked_back_and_the_second_answer_settles_it(chat: Talk) -> None:
    facts = {"target_level": known("both")}
    chat.state = State(Context(facts=facts, asked="region"), greeted=True, check=Check((), "region"))
    said = chat.says("광주")

    assert chat.open == "region"
    assert "다음 중 하나입니다: 광주 / 경기" in said
    assert chat.labels[:3] == ["광주", "경기", "모름"]

    chat.says("광주요")

    assert chat.fact("region") == "gwangju"


def test_one_sentence_may_answer_two_questions(chat: Talk) -> None:
    chat.state = State(Context(asked="region"), greeted=True, check=Check((), "region"))
    chat.says("공장은 구미에 있고 중소기업이에요")

    assert chat.fact("region") == "gyeongbuk_gumi"
    assert chat.fact("company_size") == "sme"


def test_an_answer_to_another_question_is_noted(chat: Talk) -> None:
    chat.says("/check")
    said = chat.says("저희는 자동차 부품 제조업체입니다")

    assert chat.fact("manufacturer") is True
    assert say("ko", "check_noted", facts="제조업 여부: 예") in said
    assert chat.open == "target_level"


def test_what_the_chat_told_before_is_shown_and_not_asked_again(chat: Talk) -> None:
    chat.says("저희는 부산에 있는 중소 제조업체인데 신청되나요?")
    said = chat.says("/check")

    assert "중소기업" in said
    assert "부산" in said
    assert chat.open == "target_level"
    assert "질문 1/1" in said


def test_an_answer_that_nobody_understands_is_asked_again(chat: Talk) -> None:
    chat.says("/check")
    said = chat.says("음 그게 좀 복잡합니다")

    assert say("ko", "check_again") in said
    assert chat.open == "target_level"


# --- moving about in a check ------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["button", "이전", "뒤로", "go back"])
def test_back_takes_the_last_answer_back(chat: Talk, way: str) -> None:
    chat.says("/check")
    chat.presses("둘 다")
    if way == "button":
        chat.presses("← 이전")
    else:
        chat.says(way)

    assert chat.open == "target_level"
    assert chat.state.context.facts == {}
    assert "질문 1/" in chat.text


def test_an_answer_can_be_changed_afterwards(chat: Talk) -> None:
    finish(chat, region="광주")
    chat.presses("답 고치기")
    chat.presses("공장 소재지: 광주")
    assert "지금 답: 광주" in chat.text
    chat.presses("서울")

    assert chat.open is None
    assert chat.turn.answer is not None
    assert chat.turn.answer.verdicts["basic"] == "ineligible"


def test_an_answer_looked_at_can_be_kept(chat: Talk) -> None:
    before = finish(chat)
    assert chat.stage == "done"
    chat.says("답 고치기")
    chat.presses("기업 규모")
    chat.presses("그대로 두기")

    assert chat.text == before


def test_an_edited_answer_may_open_a_question_again(chat: Talk) -> None:
    finish(chat, region="광주")
    chat.presses("답 고치기")
    chat.presses("공장 소재지")
    chat.presses("경북")
    chat.presses("경북 포항")

    assert chat.open == "prior_support"


def test_a_known_answer_can_be_changed_to_unknown(chat: Talk) -> None:
    finish(chat, region="광주")
    chat.presses("답 고치기")
    chat.presses("공장 소재지")
    chat.presses("모름")

    assert chat.state.context.facts["region"].uncertain
    assert len(chat.state.context.facts["region"].possible) == 19


@pytest.mark.parametrize("way", ["button", "처음부터", "다시 시작", "start over"])
def test_start_over_forgets_the_answers(chat: Talk, way: str) -> None:
    finish(chat)
    if way == "button":
        chat.presses("처음부터")
    else:
        chat.says(way)

    assert chat.state.context.facts == {}
    assert "질문 1/5" in chat.text


@pytest.mark.parametrize("way", ["button", "그만", "그만할게요", "취소", "stop"])
def test_a_check_can_be_stopped_and_taken_up_again(chat: Talk, way: str) -> None:
    chat.says("/check")
    chat.presses("둘 다")
    if way == "button":
        chat.presses("그만하기")
    else:
        chat.says(way)
    assert chat.state.check is None
    assert say("ko", "button_check") in chat.labels

    chat.says("자가진단")

    assert chat.open not in (None, "target_level")


@pytest.mark.parametrize(
    "typed",
    ["취소하면 불이익이 있나요?", "이전에 지원받은 적 없어요", "처음이에요", "그만큼 받을 수 있나요?"],
)
def test_words_that_only_begin_like_a_command_are_none(chat: Talk, typed: str) -> None:
    chat.says("/check")
    chat.presses("둘 다")
    asked = chat.open
    chat.says(typed)

    assert chat.open == asked
    assert chat.fact("target_level") == "both"


def test_a_question_in_the_middle_is_answered_and_the_check_goes_on(chat: Talk) -> None:
    chat.says("/check")
    chat.presses("둘 다")
    asked = chat.open
    said = chat.says("그런데 고도화는 얼마까지 지원되나요?")

    assert "1억 5천만원" in said
    assert say("ko", "check_goes_on") in said
    assert chat.open == asked
    assert "질문 2/" in chat.text
    assert "← 이전" in chat.labels


def test_a_place_in_a_question_is_not_the_factory(english: Talk) -> None:
    english.state = State(Context(asked="region"), greeted=True, check=Check((), "region"))
    english.says("how much for basic in Gwangju?")

    assert "80 million won" in english.text
    assert "region" not in english.state.context.facts
    assert english.open == "region"


def test_a_menu_button_in_the_middle_is_answered_too(chat: Talk) -> None:
    chat.says("안녕하세요")
    menu = {one.label: one.data for one in chat.buttons}
    chat.says("/check")
    said = chat.presses_data(menu["얼마까지 지원되나요?"])

    assert "1억 5천만원" in said
    assert chat.open == "target_level"
    assert "질문 1/5" in said


def test_after_a_verdict_in_a_free_chat_a_question_is_just_answered(chat: Talk) -> None:
    chat.says("저희는 화성에 있는 제조업체인데 신청되나요?")
    said = chat.says("멘토링은 누가 해 주나요?")

    assert "170" in said
    assert say("ko", "check_goes_on") not in said
    assert chat.open is None


def test_the_question_under_a_verdict_can_be_answered_by_button(chat: Talk) -> None:
    chat.says("저희는 화성에 있는 제조업체인데 신청되나요?")
    asked = chat.state.context.asked
    assert asked is not None
    chat.presses_data(chat.buttons[0].data)

    assert asked in chat.state.context.facts


# --- buttons that come late -------------------------------------------------------------------------------------


def test_a_doubled_press_changes_nothing_and_shows_the_question_again(chat: Talk) -> None:
    chat.says("/check")
    data = chat.buttons[0].data
    chat.presses_data(data)
    facts, asked = chat.state.context.facts, chat.open
    said = chat.presses_data(data)

    assert say("ko", "doubled_button") in said
    assert (chat.state.context.facts, chat.open) == (facts, asked)
    assert "질문 2/" in said


def test_an_older_button_still_answers_what_is_not_answered_yet(chat: Talk) -> None:
    chat.says("/check")
    data = chat.buttons[0].data
    chat.presses("그만하기")
    chat.presses_data(data)

    assert chat.fact("target_level") == "basic"


@pytest.mark.parametrize(
    "data", ["", "?", "a", "a:", "a:region", "a:region:mars", "a:moon:yes", "a:manufacturer:yes", "a:region:True",
             "edit:moon", "lang:fr", "ask:help", "ask:", ":::", "가나다", "x" * 64, "back", "stop", "restart", "back:99",
             "confirm:99", "t:injection", "t:moon", "receipt"]
)  # fmt: skip
def test_unknown_button_data_is_answered_and_changes_nothing(chat: Talk, data: str) -> None:
    chat.says("/check")
    before = chat.state
    said = chat.presses_data(data)

    assert say("ko", "stale_button") in said
    assert chat.state == before


@pytest.mark.parametrize(
    "data",
    [
        "back:0",
        "edit",
        "keep:0",
        "stop:0",
        "restart:0",
        "confirm:0",
        "t:why",
        "t:change",
        "s:",
        "s:nope",
        "edit:region",
        "a:region:?",
        "check:basic",
        "check:moon",
        "receipt",
    ],
)
def test_every_button_may_be_pressed_in_a_new_chat(chat: Talk, data: str) -> None:
    chat.presses_data(data)

    assert chat.text


# --- every way through ------------------------------------------------------------------------------------------


def test_every_path_by_buttons_ends_in_a_result_that_promises_nothing(answerer: Answerer) -> None:
    start = respond(State(greeted=True), Event("command", "/check", NOON, "ko"), answerer)
    paths, ends = [(start, 0)], 0
    while paths:
        turn, depth = paths.pop()
        assert depth <= 6
        check = turn.state.check
        assert check is not None
        if check.stage == "confirming":
            (confirm, *_), *_ = turn.replies[-1].buttons
            turn = respond(turn.state, Event("button", confirm.data, NOON, "ko"), answerer)
            ends += 1
            assert_result(turn, answerer)
            continue
        rows = turn.replies[-1].buttons[:-1]
        # One button per kind of region is enough: the rest differs in its name only.
        data = [one.data for row in rows for one in row if not one.data.startswith("a:region:") or one.data.endswith(
            ("seoul", "gwangju", "busan", "_pohang", "_other", "?"))]  # fmt: skip
        for one in data:
            paths.append((respond(turn.state, Event("button", one, NOON, "ko"), answerer), depth + 1))

    assert ends > 50


@FEW
@given(data=st.data())
def test_any_walk_through_buttons_and_typed_words_can_be_brought_to_its_end(
    data: st.DataObject, answerer: Answerer
) -> None:
    chat = Talk(answerer, locale=data.draw(st.sampled_from(["ko", "en", None])))
    chat.says("/check")
    typed = [
        "모르겠어요",
        "아니요",
        "네",
        "광주",
        "기초",
        "이전",
        "얼마까지 되나요?",
        "중소기업이고 구미요",
        "yes",
        "edit",
        "경북이요",
    ]
    for _ in range(data.draw(st.integers(0, 8))):
        if chat.buttons and data.draw(st.booleans()):
            chat.presses_data(data.draw(st.sampled_from(chat.buttons)).data)
        else:
            chat.says(data.draw(st.sampled_from(typed)))
    chat.says("/check")
    chat.until_the_end(lambda fact: chat.presses_data(f"a:{fact}:?"))

    assert_result(chat.turn, answerer)


@FEW
@given(text=st.text(st.characters(exclude_categories=[]), max_size=300), in_check=st.booleans())
def test_no_text_raises(text: str, in_check: bool, answerer: Answerer) -> None:
    chat = Talk(answerer)
    if in_check:
        chat.says("/check")
    chat.says(text)
    chat.presses_data(text[:20])


@pytest.mark.parametrize(
    "text", ["\x00\x07\x1b[31m\u202e", "\ud83d", "가" * 100_000, "?" * 5000, "\n" * 300 + "네", "1" * 5000]
)
def test_extreme_text_is_answered(chat: Talk, text: str) -> None:
    chat.says(text)
    chat.says("/check")
    chat.says(text)

    assert chat.text


# --- the stored state -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stored",
    [None, "", "{", "null", "[]", "5", '"x"', "{}", '{"context": 5}', '{"context": {"facts": []}}',
     '{"context": {"facts": {}}, "greeted": true, "language": "fr", "check": null}',
     '{"context": {"facts": {}, "moon": 1}, "greeted": true, "language": null, "check": null}',
     '{"context": {"facts": {"region": 5}}, "greeted": true, "language": null, "check": null}'],
)  # fmt: skip
def test_state_that_cannot_be_read_is_a_new_one(stored: str | None) -> None:
    assert from_json(stored) == State()


def test_state_of_a_chat_before_a_new_field_is_kept() -> None:
    stored = '{"context": {"facts": {}, "topic": "cap"}, "greeted": true, "language": "en", "check": null}'

    assert from_json(stored) == State(Context(topic="cap"), True, "en")


def test_what_another_pack_knew_is_forgotten_and_the_rest_stays(chat: Talk) -> None:
    facts = {"moon": known("full"), "region": known("mars", "busan"), "company_size": known("tiny")}
    context = Context(
        facts=facts, asked="moon", topic="moon", spoken=("statement:moon",), verdict_tracks=("x",)
    )
    chat.state = State(context, greeted=True, check=Check(("moon", "region"), "moon"))

    chat.says("출처 알려줘")
    assert chat.state.context.facts == {"region": known("busan")}
    chat.says("왜요?")
    chat.says("/check")
    assert chat.open is not None


def test_the_state_is_plain_json(chat: Talk) -> None:
    finish(chat)

    stored = json.loads(to_json(chat.state))

    assert stored["context"]["facts"]["region"] == {"possible": ["gwangju"], "uncertain": False}


# --- what was clumsy when it was tried by hand ------------------------------------------------------------------


def test_who_was_asked_to_go_on_may_stop_short_once_more(chat: Talk) -> None:
    chat.says("이거 얼마까지 지원돼요?")
    chat.says("저희가요")
    waiting = chat.says("경기도 화성인데")
    said = chat.says("기초 신청 되나요?")

    assert waiting == say("ko", "go_on")
    assert chat.fact("region") == "gyeonggi"
    assert "❌ 기초 유형" in said


@pytest.mark.parametrize(("typed", "language"), [("영어로 해주세요", "en"), ("korean please", "ko")])
def test_a_language_can_be_asked_for_in_words(chat: Talk, typed: str, language: str) -> None:
    said = chat.says(typed)

    assert say(language, "language_set") in said
    assert chat.state.language == language


def test_who_asks_for_a_language_in_that_language_is_answered_as_they_write_afterwards(chat: Talk) -> None:
    chat.says("고도화 최대 얼마예요?")
    said = chat.says("in english please")
    chat.says("기초는요?")

    assert say("en", "language_set") in said
    assert "150 million won" in said
    assert "6천만원" in chat.text


def test_tears_are_heard_and_the_question_stays(chat: Talk) -> None:
    chat.says("/check")
    said = chat.says("ㅠㅠ")

    assert say("ko", "sigh") in said
    assert chat.open == "target_level"


def test_an_answer_that_is_not_understood_is_asked_for_again_in_the_free_chat(chat: Talk) -> None:
    chat.says("저희는 경기도 화성인데 고도화 신청 되나요?")
    asked = chat.state.context.asked
    again = chat.says("둘다요")

    assert asked is not None
    assert again.startswith(say("ko", "check_again"))
    assert chat.state.context.asked == asked
    assert say("ko", "button_unknown") in chat.labels


def test_where_answers_are_changed_there_is_a_way_back(chat: Talk) -> None:
    result = finish(chat)
    chat.presses(say("ko", "button_edit"))
    back = chat.presses(say("ko", "button_keep"))

    assert back == result


def test_a_subject_is_answered_and_may_be_what_the_next_message_asks_of(chat: Talk) -> None:
    assert "기초" in chat.says("중견기업은")
    joined = chat.says("기초 유형에 들어갈 수 있나요?")

    assert "중견기업" in joined


def test_a_whole_sentence_that_asks_back_is_not_waited_on(chat: Talk) -> None:
    said = chat.says("자격 되는지 확인하고 싶어요")

    assert say("ko", "go_on") not in said
    assert "수준" in said


def test_the_check_begins_anew_for_who_has_told_of_a_company(chat: Talk) -> None:
    chat.says("화성에서 김치 만드는 중소기업이고 기초로 하려고 해요 되나요")
    assert say("ko", "check_intro") in chat.says("처음부터 다시 할게요")
    assert not chat.state.context.facts
