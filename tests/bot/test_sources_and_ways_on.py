"""What stands under an answer: its sources on demand, at most three ways on, links to questions, the menu's commands."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.answering.answer import Answer, Citation, Context, Segment
from bot.answering.gate import check
from bot.answering.pipeline import Answerer
from bot.answering.quotes import MOST_NAMED, Quotes, names_of, proofs
from bot.conversation import State
from bot.messenger.limits import CALLBACK_BYTES, COMMAND_LETTERS, COMMAND_WORDS, START_PAYLOAD
from bot.presenting import MOST_WAYS_ON
from bot.wiring import commands
from bot.wording.catalogue import LANGUAGES, say
from tests.bot.talking import DAY, Talk, finish

SOURCES = say("ko", "button_sources")
# The others of the menu are the office's: tests/bot/messenger/test_people.py.
OWN_COMMANDS = ("check", "sources", "language", "help", "start")


def all_quotes(answerer: Answerer) -> set[tuple[str, str]]:
    return {
        (f"{one.source.id}.{language}", one.quote.in_(language))
        for one in proofs(answerer.pack.programme)
        for language in LANGUAGES
    }


# --- names of quotes --------------------------------------------------------------------------------------------


def test_every_quote_of_the_pack_has_a_name_of_its_own(answerer: Answerer) -> None:
    assert len(Quotes(answerer.pack.programme)) == len(all_quotes(answerer))


def test_names_find_exactly_their_quotes_and_fit_a_button(answerer: Answerer) -> None:
    answer, _ = answerer.answer("고도화는 얼마까지 되나요?", Context(), DAY)
    names = names_of(answer.citations)

    assert answerer.quotes.named(names) == answer.citations
    assert answerer.quotes.are_all_there(names)

    whole = names_of(
        Citation(document, "", "", "", "", quote, True) for document, quote in all_quotes(answerer)
    )
    assert len(answerer.quotes.named(whole)) == MOST_NAMED
    assert len(f"s:{whole}".encode()) <= CALLBACK_BYTES


@pytest.mark.parametrize("names", ["", "a", "nope!", "가나다라마", "x" * 60])
def test_names_that_are_none_find_nothing(answerer: Answerer, names: str) -> None:
    assert answerer.quotes.named(names) == ()
    assert answerer.sources(names, Context(), DAY, "ko") is None


def test_a_quote_that_proves_no_rule_does_not_pass_the_gate(answerer: Answerer) -> None:
    answer, _ = answerer.answer("고도화는 얼마까지 되나요?", Context(), DAY)
    quoted = answer.citations[0]
    good = Segment(quoted.quote, f"source:{quoted.document}", (), (quoted,))

    assert check(good, answerer.pack.programme, "ko", {}) is None
    for wrong in (
        replace(good, text=quoted.quote.replace("1억 5천만원", "15억원")),
        replace(good, origin="source:gongo-notes.ko"),
        replace(good, origin="source:moon.ko"),
    ):
        assert check(wrong, answerer.pack.programme, "ko", {}) is not None


# --- sources on demand ------------------------------------------------------------------------------------------


def test_an_answer_shows_one_source_and_the_button_shows_all_with_quote_publisher_date_and_link(
    chat: Talk,
) -> None:
    said = chat.says("고도화는 얼마까지 되나요?")
    assert said.count("https://") == 1
    assert "외 2건" in said

    sources = chat.presses(SOURCES)

    assert sources.startswith(say("ko", "sources_title"))
    assert sources.count("https://") == 3
    assert "전자신문(etnews) 자료를 Gongo가 정리" in sources
    assert "2025-03-30" in sources
    assert "· 2025년 고도화 유형은 80개사에 기업당 최대 1억 5천만원을 지원합니다." in sources


def test_the_button_of_an_older_answer_brings_its_own_sources_even_in_a_chat_without_memory(
    chat: Talk,
) -> None:
    chat.says("고도화는 얼마까지 되나요?")
    first = next(one.data for one in chat.buttons if one.label == SOURCES)
    before = chat.presses_data(first)
    chat.says("총예산이 얼마예요?")
    chat.says("멘토링은 누가 해줘요?")

    assert chat.presses_data(first) == before
    chat.state = State(greeted=True)
    assert chat.presses_data(first) == before


def test_sources_of_a_pack_that_changed_are_told_to_be_gone_or_in_part(chat: Talk) -> None:
    chat.says("고도화는 얼마까지 되나요?")
    names = next(one.data for one in chat.buttons if one.label == SOURCES).removeprefix("s:")

    assert say("ko", "sources_gone") in chat.presses_data("s:AAAAA")
    assert say("ko", "sources_changed") in chat.presses_data(f"s:{names}AAAAA")


def test_sources_in_a_check_leave_the_question_open(chat: Talk) -> None:
    chat.says("/check")
    chat.says("고도화는 얼마까지 지원되나요?")
    data = chat.turn.replies[0].buttons[0][0].data
    asked = chat.open
    chat.presses_data(data)

    assert chat.open == asked


def test_the_command_gives_the_sources_of_the_last_answer_or_what_gongo_rests_on(chat: Talk) -> None:
    assert "공고문" in chat.says("/sources")
    chat.says("총예산이 얼마예요?")

    assert "213억원" in chat.says("/sources")


def test_the_sources_of_a_result_prove_its_verdicts(chat: Talk) -> None:
    finish(chat, region="서울")
    answer = chat.turn.answer
    assert answer is not None
    sources = chat.presses(SOURCES)

    assert all(one.citations[0].quote in sources for one in answer.segments if one.citations)


# --- ways on ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["안녕하세요", "고도화는 얼마까지?", "지금 신청 가능한가요", "10개 지자체 어디어디예요", "자부담 몇프로에요?", "우리회사 붙을까요?", "왜요?",
     "저희 부산 중소 제조업체인데 되나요?", "저희 광주 중소 제조업체고 둘 다 관심있어요 되나요?", "how much is it", "오늘 날씨 어때", "출처 알려줘"],
)  # fmt: skip
def test_under_an_answer_stand_at_most_three_ways_on_and_no_wall_of_choices(chat: Talk, text: str) -> None:
    chat.says(text)
    choices = [one for one in chat.buttons if one.data.startswith("a:")]

    assert len(choices) <= 5
    assert len(chat.buttons) - len(choices) <= MOST_WAYS_ON
    assert len({one.data for one in chat.buttons}) == len(chat.buttons)


def test_what_was_just_answered_is_not_offered_again(chat: Talk) -> None:
    chat.says("지금 신청할 수 있나요?")
    assert say("ko", "button_intake") not in chat.labels
    chat.says("얼마까지 지원되나요?")
    assert say("ko", "button_cap") not in chat.labels


def test_a_question_with_many_choices_leads_into_the_self_check(chat: Talk) -> None:
    chat.says("저희 중소 제조업체이고 기초 하려고 하는데 신청되나요?")
    assert chat.state.context.asked == "region"
    chat.presses(say("ko", "button_check_on"))

    assert chat.open == "region"
    assert "기업 규모: 중소기업" in chat.text


# --- links and commands -----------------------------------------------------------------------------------------


def test_every_topic_can_be_linked_to_within_the_limit(answerer: Answerer) -> None:
    assert answerer.pack.topics is not None
    for topic in answerer.pack.topics.topics.values():
        payload = f"q_{topic.id}"
        assert re.fullmatch(rf"[A-Za-z0-9_-]{{1,{START_PAYLOAD}}}", payload)
        if topic.kind in ("decline", "smalltalk") or topic.id == "why":
            continue
        chat = Talk(answerer, state=State(greeted=True))
        chat.says(f"/start {payload}")
        assert isinstance(chat.turn.answer, Answer)
        assert chat.turn.answer.topics == (topic.id,)


def test_a_link_to_a_question_keeps_what_the_chat_has_told(chat: Talk) -> None:
    chat.says("저희는 부산에 있는 중소 제조업체인데 신청되나요?")
    facts = chat.state.context.facts
    said = chat.says("/start q_cap")

    assert "1억 5천만원" in said
    assert chat.state.context.facts == facts


@pytest.mark.parametrize("link", ["q_", "q_moon", "q_injection", "moon", "check_moon", "q_" + "x" * 500])
def test_a_link_that_leads_nowhere_is_answered_with_a_way_on(chat: Talk, link: str) -> None:
    chat.says(f"/start {link}")

    assert chat.buttons


def test_a_link_in_english_is_answered_in_english(english: Talk) -> None:
    assert "150 million won" in english.says("/start q_cap")


def test_the_menu_of_each_language_has_every_command_within_telegrams_limits() -> None:
    menus = commands()

    assert set(menus) == {"", *LANGUAGES}
    assert menus[""] == menus["ko"]
    assert menus["ko"] != menus["en"]
    for menu in menus.values():
        assert {name for name, _ in menu} >= {*OWN_COMMANDS}
        for name, words in menu:
            assert re.fullmatch(rf"[a-z0-9_]{{1,{COMMAND_LETTERS}}}", name)
            assert 1 <= len(words) <= COMMAND_WORDS


@pytest.mark.parametrize("command", OWN_COMMANDS)
def test_every_command_of_the_dialogue_is_answered(chat: Talk, command: str) -> None:
    chat.says(f"/{command}")

    assert chat.text != say("ko", "help") or command == "help"
