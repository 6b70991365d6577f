"""The dialogue: respond(state, event) -> Turn(state, replies). Pure: time comes with the event, search is inside
the answerer. The guided self-check lives here; what it decides, and every word on the programme, comes from answering.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, cast
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer, Citation, Context, Language
from bot.answering.pipeline import Answerer
from bot.reply import Button, Event, Paragraph, Reply, Span
from bot.wording.catalogue import say
from rules.facts import Facts, FactSpec, Known, merge, read_fact
from rules.questions import next_question
from rules.verdict import Verdict

SEOUL = ZoneInfo("Asia/Seoul")

_SOURCES_SHOWN = 3
_YES = re.compile(
    r"^(?:네|예|응|ㅇㅇ|넵|맞|그렇|그래|있|합니다|해요|y|yes|yeah|yep|sure|we do|right|correct)",
    re.IGNORECASE,
)
_NO = re.compile(r"^(?:아니|아뇨|노|ㄴㄴ|없|안|않|n$|no\b|nope|not|we don)", re.IGNORECASE)
_DONT_KNOW = re.compile(
    r"모르|모름|몰라|글쎄|잘모|모릅|don'?t know|not sure|no idea|unsure|dunno|unknown", re.IGNORECASE
)
_STOP = re.compile(r"^(?:그만|중단|취소|멈춰|됐어|stop|cancel|quit|exit)", re.IGNORECASE)
_BACK = re.compile(r"^(?:이전|뒤로|back$|previous$|go back)", re.IGNORECASE)
_RESTART = re.compile(r"^(?:처음부터|다시시작|초기화|리셋|start over|restart|reset)", re.IGNORECASE)
_START_CHECK = re.compile(
    r"^(?:자가진단|자격진단|자격확인|진단)(?:시작|할게요|하기|해줘|해주세요|해볼게요)?$|^(?:self[- ]?check|check)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Check:
    """A self-check under way: the facts asked so far, in order, and the one now open."""

    asked: tuple[str, ...] = ()
    open: str | None = None


@dataclass(frozen=True)
class State:
    """Everything that is remembered of a chat. `language` is fixed by /language and beats the message's."""

    context: Context = field(default_factory=Context)
    greeted: bool = False
    language: Language | None = None
    check: Check | None = None


@dataclass(frozen=True)
class Turn:
    """The chat after an event, and what is said. `answer` is the answer behind the replies, if there was one."""

    state: State
    replies: tuple[Reply, ...]
    answer: Answer | None = None


def respond(state: State, event: Event, answerer: Answerer) -> Turn:
    """One step of a dialogue. Never raises for any event."""
    turn = _Dialogue(state, event, answerer).turn()
    if turn.state.greeted:
        return turn
    hello: Paragraph = (Span(say(_language(turn.state, event), "first_message"), "italic"),)
    first, *others = turn.replies
    greeted = replace(first, paragraphs=(hello, *first.paragraphs))
    return replace(turn, state=replace(turn.state, greeted=True), replies=(greeted, *others))


def _language(state: State, event: Event) -> Language:
    fallback: Language = "en" if event.locale and not event.locale.lower().startswith("ko") else "ko"
    return state.language or state.context.language or fallback


@dataclass(frozen=True)
class _Dialogue:
    state: State
    event: Event
    answerer: Answerer

    @property
    def language(self) -> Language:
        return _language(self.state, self.event)

    def turn(self) -> Turn:
        if self.event.kind == "command":
            return self._command()
        if self.event.kind == "button":
            return self._button(self.event.text)
        if self.event.kind == "other":
            return self._said("only_text")
        return self._text(self.event.text)

    # commands and buttons

    def _command(self) -> Turn:
        name, _, payload = self.event.text.removeprefix("/").partition(" ")
        match name.split("@")[0].lower():
            case "start":
                if payload.strip() == "check":
                    return self._start_check()
                return self._fresh(State(greeted=False, language=self.state.language))
            case "check":
                return self._start_check()
            case "language":
                buttons = ((Button("한국어", "lang:ko"), Button("English", "lang:en")),)
                return Turn(self.state, (_reply([say(self.language, "choose_language")], buttons),))
            case _:
                return Turn(self.state, (_reply([say(self.language, "help")], self._main_buttons()),))

    def _fresh(self, state: State) -> Turn:
        words = say(_language(state, self.event), "talk_can_ask")
        return Turn(state, (_reply([words], self._main_buttons()),))

    def _button(self, data: str) -> Turn:
        match data.split(":"):
            case ["lang", "ko" | "en" as chosen]:
                language: Language = "ko" if chosen == "ko" else "en"
                context = replace(self.state.context, language=language)
                state = replace(self.state, language=language, context=context)
                return Turn(state, (_reply([say(language, "language_set")], self._main_buttons(language)),))
            case ["check"]:
                return self._start_check()
            case ["ask", key] if key in (
                "button_intake",
                "button_cap",
                "button_who",
                "button_sources",
                "button_why",
            ):
                return self._answered(say(self.language, key))
            case ["a", fact, value] if fact in self.answerer.pack.programme.facts:
                return self._pressed(fact, value)
            case ["back"]:
                return self._back()
            case ["edit"]:
                return self._edit_menu()
            case ["edit", fact] if fact in self.answerer.pack.programme.facts:
                return self._ask(replace(self.state, check=Check((), fact)), fact)
            case ["restart"]:
                return self._start_check()
            case ["stop"]:
                return self._stop()
            case _:
                return self._said("stale_button")

    # free text

    def _text(self, text: str) -> Turn:
        stripped = "".join(text.split()).rstrip("!?.~")
        if not stripped:
            return self._said("empty")
        if _START_CHECK.match(text.strip().rstrip("!?.~")) or _START_CHECK.match(stripped):
            return self._start_check()
        if self.state.check and self.state.check.open:
            return self._typed(text, stripped, self.state.check.open)
        return self._answered(text)

    def _answered(self, text: str) -> Turn:
        context = self.state.context
        answer, after = self.answerer.answer(text, context, self._today(), self.state.language)
        state = replace(self.state, context=after)
        reply = self._render(answer)
        check = Check((), answer.asked) if answer.asked and answer.status in ("question", "verdict") else None
        if self.state.check and self.state.check.open and check is None:
            check = self.state.check
        return Turn(replace(state, check=check), (reply,), answer)

    # the self-check

    def _start_check(self) -> Turn:
        state = replace(self.state, context=replace(self.state.context, facts={}), check=Check())
        return self._go_on(state, [say(self.language, "check_intro")])

    def _typed(self, text: str, stripped: str, fact: str) -> Turn:
        if _STOP.match(stripped):
            return self._stop()
        if _RESTART.match(stripped):
            return self._start_check()
        if _BACK.match(stripped):
            return self._back()
        spec = self.answerer.pack.programme.facts[fact]
        told = self.answerer.read(text, self._today(), replace(self.state.context, asked=fact)).told.facts
        value = _plain_answer(stripped, text, spec)
        if value is not None:
            return self._record(merge(told, {fact: value}), fact)
        if fact in told and not _is_question(text):
            return self._record(told, fact)
        turn = self._answered(text)
        if turn.answer is not None and turn.answer.status == "verdict":
            return turn
        if turn.answer is not None and turn.answer.status == "question":
            return self._ask(self.state, fact, [say(self.language, "check_again")])
        back = self._ask(
            replace(turn.state, check=self.state.check), fact, [say(self.language, "check_goes_on")]
        )
        return replace(back, replies=(*turn.replies, *back.replies), answer=turn.answer)

    def _pressed(self, fact: str, value: str) -> Turn:
        spec = self.answerer.pack.programme.facts[fact]
        if self.state.check is None or self.state.check.open != fact:
            return self._said("stale_button")
        if value == "?":
            return self._record({fact: Known(spec.values, uncertain=True)}, fact)
        plain: object = {"True": True, "False": False}.get(value, value)
        if plain not in spec.values:
            return self._said("stale_button")
        return self._record({fact: read_fact(plain, spec)}, fact)

    def _record(self, news: Facts, fact: str) -> Turn:
        context = self.state.context
        check = self.state.check or Check()
        asked = (*(one for one in check.asked if one != fact), fact)
        state = replace(
            self.state,
            context=replace(context, facts=merge(context.facts, news), asked=None),
            check=Check(asked, None),
        )
        return self._go_on(state, [])

    def _go_on(self, state: State, words: list[str]) -> Turn:
        """The next question that can still matter, or the result."""
        pack = self.answerer.pack
        facts = state.context.facts
        verdicts = pack.judge.judge(facts)
        key = next_question(pack.judge, verdicts, facts, pack.programme.facts)
        if key is None:
            return self._result(state)
        return self._ask(state, key, words)

    def _ask(self, state: State, key: str, words: Iterable[str] = ()) -> Turn:
        pack = self.answerer.pack
        facts = {one: value for one, value in state.context.facts.items() if one != key}
        verdicts = pack.judge.judge(facts)
        check = state.check or Check()
        spec = pack.programme.facts[key]
        language = _language(state, self.event)
        open_facts = {one for verdict in verdicts.values() for one in verdict.ask} | {key}
        number = len([one for one in check.asked if one != key]) + 1
        progress = say(language, "check_progress", number=number, total=number + len(open_facts) - 1)
        paragraphs = [*words, f"{progress}\n{spec.question.in_(language)}"]
        reason = _reason(verdicts.values(), key, language)
        if reason:
            paragraphs.append(reason)
        possible = state.context.facts[key].possible if key in state.context.facts else spec.values
        buttons = _choice_buttons(spec, possible if len(possible) > 1 else spec.values, language)
        buttons.append((Button(say(language, "button_unknown"), f"a:{key}:?"),))
        controls = [Button(say(language, "button_back"), "back")] if check.asked else []
        buttons.append((*controls, Button(say(language, "button_stop"), "stop")))
        after = replace(
            state, check=Check(check.asked, key), context=replace(state.context, language=language, asked=key)
        )
        return Turn(after, (_reply(paragraphs, tuple(buttons)),))

    def _back(self) -> Turn:
        check = self.state.check
        if check is None or not check.asked:
            return self._start_check()
        last = check.asked[-1]
        facts = {key: value for key, value in self.state.context.facts.items() if key != last}
        state = replace(
            self.state,
            context=replace(self.state.context, facts=facts),
            check=Check(check.asked[:-1], None),
        )
        return self._ask(state, last)

    def _edit_menu(self) -> Turn:
        specs = self.answerer.pack.programme.facts
        known = [key for key in specs if key in self.state.context.facts]
        if not known:
            return self._said("nothing_to_edit")
        buttons = tuple(
            (Button(f"{specs[key].label.in_(self.language)}: {self._told(key)}"[:60], f"edit:{key}"),)
            for key in known
        )
        return Turn(self.state, (_reply([say(self.language, "check_edit")], buttons),))

    def _told(self, key: str) -> str:
        spec, fact = self.answerer.pack.programme.facts[key], self.state.context.facts[key]
        if fact.uncertain:
            return say(self.language, "button_unknown")
        return " / ".join(one.label.in_(self.language) for one in spec.choices if one.value in fact.possible)

    def _stop(self) -> Turn:
        state = replace(self.state, check=None, context=replace(self.state.context, asked=None))
        return Turn(state, (_reply([say(self.language, "check_stopped")], self._main_buttons()),))

    def _result(self, state: State) -> Turn:
        answer, context = self.answerer.result(state.context, self._today(), _language(state, self.event))
        language = _language(state, self.event)
        buttons = (
            (
                Button(say(language, "button_why"), "ask:button_why"),
                Button(say(language, "button_edit"), "edit"),
            ),
            (Button(say(language, "button_restart"), "restart"),),
        )
        reply = self._render(answer, [say(language, "check_result")], buttons)
        return Turn(
            replace(state, context=context, check=replace(state.check or Check(), open=None)),
            (reply,),
            answer,
        )

    # rendering

    def _render(
        self,
        answer: Answer,
        before: Iterable[str] = (),
        buttons: tuple[tuple[Button, ...], ...] | None = None,
    ) -> Reply:
        language = answer.language
        paragraphs: list[Paragraph] = [(Span(one),) for one in before]
        for segment in answer.segments:
            style = "bold" if segment.origin.startswith("message:verdict_") else "plain"
            paragraphs.append((Span(segment.text, cast(Any, style)),))
        if answer.citations and answer.status not in ("smalltalk", "question"):
            paragraphs.append(_sources(answer.citations, language))
        if answer.status not in ("smalltalk", "question"):
            programme = self.answerer.pack.programme
            if self._today() > programme.review_by:
                paragraphs.append((Span(say(language, "review_overdue", date=programme.review_by)),))
            paragraphs.append((Span(say(language, "pack_line", pack=self.answerer.pack.name), "italic"),))
        if buttons is None:
            buttons = self._answer_buttons(answer)
        return Reply(tuple(paragraphs), buttons)

    def _answer_buttons(self, answer: Answer) -> tuple[tuple[Button, ...], ...]:
        language = answer.language
        if answer.asked and answer.choices:
            spec = self.answerer.pack.programme.facts[answer.asked]
            possible = frozenset(
                one.value for one in spec.choices if str(one.value) in {c.text for c in answer.choices}
            )
            return (
                *_choice_buttons(spec, possible, language),
                (Button(say(language, "button_unknown"), f"a:{answer.asked}:?"),),
            )
        if answer.status in ("smalltalk", "question", "out_of_scope"):
            return self._main_buttons(language)
        return ((Button(say(language, "button_sources"), "ask:button_sources"),),)

    def _main_buttons(self, language: Language | None = None) -> tuple[tuple[Button, ...], ...]:
        language = language or self.language
        return (
            (Button(say(language, "button_check"), "check"),),
            (Button(say(language, "button_intake"), "ask:button_intake"),),
            (
                Button(say(language, "button_cap"), "ask:button_cap"),
                Button(say(language, "button_who"), "ask:button_who"),
            ),
        )

    def _said(self, key: str) -> Turn:
        return Turn(self.state, (_reply([say(self.language, key)]),))

    def _today(self) -> Any:
        return self.event.at.astimezone(SEOUL).date()


def _plain_answer(stripped: str, text: str, spec: FactSpec) -> Known | None:
    """A bare answer to one question: a choice's own words, yes or no, or "I don't know"."""
    if len(stripped) > 40:
        return None
    if _DONT_KNOW.search(stripped) or _DONT_KNOW.search(text):
        return Known(spec.values, uncertain=True)
    for choice in spec.choices:
        for label in (choice.label.ko, choice.label.en, str(choice.value)):
            if "".join(label.split()).lower() == stripped.lower():
                return Known(frozenset([choice.value]))
    if spec.type == "yes_no":
        if _NO.match(stripped) or _NO.match(text.strip()):
            return Known(frozenset([False]))
        if _YES.match(stripped) or _YES.match(text.strip()):
            return Known(frozenset([True]))
    if spec.key == "prior_support" and (_NO.match(stripped) or _NO.match(text.strip())):
        return Known(frozenset(["none"]))
    return None


def _is_question(text: str) -> bool:
    return text.rstrip().endswith(("?", "나요", "까요", "인가요", "가요", "죠"))


def _choice_buttons(spec: FactSpec, possible: frozenset[Any], language: Language) -> list[tuple[Button, ...]]:
    """Short choices two or three in a row, long ones one in a row."""
    labels = [
        Button(one.label.in_(language), f"a:{spec.key}:{one.value}")
        for one in spec.choices
        if one.value in possible
    ]
    width = 3 if len(labels) > 6 else 1
    return [tuple(labels[start : start + width]) for start in range(0, len(labels), width)]


def _reason(verdicts: Iterable[Verdict], key: str, language: Language) -> str | None:
    tracks = [one.track.title.in_(language) for one in verdicts if key in one.ask]
    return say(language, "check_reason", tracks=", ".join(tracks)) if tracks else None


def _sources(citations: Iterable[Citation], language: Language) -> Paragraph:
    """The documents behind an answer, best first, each once. A summary is never shown as the publisher's words."""
    documents = list({one.document: one for one in citations}.values())[:_SOURCES_SHOWN]
    spans = [Span(say(language, "sources"), "bold")]
    for one in documents:
        title = f"{one.title}, {one.date}" if one.date else one.title
        key = "source_line_quote"
        if one.own_words:
            key = "source_line_gongo" if one.publisher == "Gongo" else "source_line_summary"
        words = say(language, key, publisher=one.publisher, title=title)
        spans += [Span("\n· "), Span(words, link=one.url or None)]
    return tuple(spans)


def _reply(words: Iterable[str], buttons: tuple[tuple[Button, ...], ...] = ()) -> Reply:
    return Reply(tuple((Span(one),) for one in words), buttons)


# --- state as text ----------------------------------------------------------------------------------------------


def to_json(state: State) -> str:
    """The state as JSON, for storage."""
    data = asdict(replace(state, context=replace(state.context, facts={})))
    data["context"]["facts"] = {
        key: {"possible": sorted(fact.possible, key=str), "uncertain": fact.uncertain}
        for key, fact in state.context.facts.items()
    }
    return json.dumps(data, ensure_ascii=False)


def from_json(text: str | None) -> State:
    """The state that was stored; a new one for None, and for text of another version that cannot be read."""
    if text is None:
        return State()
    try:
        data = json.loads(text)
        context = data["context"]
        facts = {
            key: Known(frozenset(fact["possible"]), bool(fact["uncertain"]))
            for key, fact in context["facts"].items()
        }
        for key in ("subject", "region", "spoken", "verdict_tracks"):
            context[key] = tuple(context[key])
        check = data["check"]
        return State(
            Context(**{**context, "facts": facts}),
            bool(data["greeted"]),
            data["language"],
            Check(tuple(check["asked"]), check["open"]) if check else None,
        )
    except (ValueError, KeyError, TypeError):
        return State()
