"""The dialogue: respond(state, event) -> Turn(state, replies). Pure: time comes with the event, search is inside
the answerer. The guided self-check lives here; what it decides, and every word on the programme, comes from answering.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer, Context, Language
from bot.answering.composing import Composer
from bot.answering.eligibility import question, with_target_of
from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from bot.answering.understanding import MAX_CHARACTERS, Reading
from bot.answering.values import example_of, is_bare, read_value, told_values
from bot.presenting import (
    ASKING,
    Rows,
    answer_reply,
    capital,
    change_button,
    choice_rows,
    menu,
    quotes_named,
    rows,
    sources_button,
    sources_reply,
    ways_on,
)
from bot.reply import Button, Event, Paragraph, Reply, Span
from bot.typed import (
    bare,
    carries_on,
    choice_meant,
    closes,
    command_meant,
    does_not_know,
    ends_sentence,
    is_question,
    is_sigh,
    language_wanted,
    says_no,
    says_yes,
    stops_midway,
    stops_short,
    wants_only_one,
)
from bot.wording.catalogue import LANGUAGES, say
from knowledge.normalise import language_of
from rules.facts import Facts, FactSpec, Known, Value, merge, read_fact
from rules.questions import next_question
from rules.verdict import Verdict

SEOUL = ZoneInfo("Asia/Seoul")

_BARE_ANSWER = 40  # characters; what is longer is a message of its own
_LABEL = 60  # characters of a button

_GOES_ON_WITHIN = 120.0  # seconds
_LONGEST_FRAGMENT = 200  # characters
_NOT_LINKED = ("decline", "smalltalk")  # kinds of topics that no link asks for

# Makes what a finished self-check leaves to hand on: from the facts, the tracks looked at (none: all), day and language.
Receipt = Callable[[Facts, tuple[str, ...], date, Language], tuple[Reply, ...]]


@dataclass(frozen=True)
class Check:
    """A self-check: the facts asked so far, in order, and the one now open.

    `tracks` are those that it looks at, none for all. With nothing open its answers are shown to be confirmed; once
    `confirmed`, it is done, and a changed answer leads to the result at once.
    """

    asked: tuple[str, ...] = ()
    open: str | None = None
    tracks: tuple[str, ...] = ()
    confirmed: bool = False

    @property
    def stage(self) -> Literal["asking", "confirming", "done"]:
        if self.open is not None:
            return "asking"
        return "done" if self.confirmed else "confirming"


@dataclass(frozen=True)
class State:
    """Everything that is remembered of a chat. `language` is fixed by /language and beats the message's.

    `fragment` is what was said last and could not be understood alone, with its time in seconds since 1970: what
    comes soon after may go on with it. `sources` names the quotes of the last answer. `step` counts the moves of
    self-checks: a button that goes back or stops works only as long as nothing has moved since.
    """

    context: Context = field(default_factory=Context)
    greeted: bool = False
    language: Language | None = None
    check: Check | None = None
    fragment: tuple[str, float] | None = None
    sources: str = ""
    step: int = 0

    @property
    def facts(self) -> Facts:
        """What is known of the company, with the target that a check of one track implies."""
        return with_target_of(self.check.tracks if self.check else (), self.context.facts)


@dataclass(frozen=True)
class Turn:
    """The chat after an event, and what is said. `answer` is the answer behind the replies, if there was one."""

    state: State
    replies: tuple[Reply, ...]
    answer: Answer | None = None


def respond(state: State, event: Event, answerer: Answerer, receipt: Receipt | None = None) -> Turn:
    """One step of a dialogue. Never raises for any event. Without `receipt` none is offered."""
    state = _fitting(state, answerer.pack, _day_of(event))
    turn = _Dialogue(state, event, answerer, receipt).turn()
    if turn.state.greeted:
        return turn
    hello = say(_language(turn.state, event), "first_message")
    return _begun(replace(turn, state=replace(turn.state, greeted=True)), (Span(hello, "italic"),))


def _begun(turn: Turn, paragraph: Paragraph) -> Turn:
    """The turn with a paragraph before everything that it says."""
    first, *others = turn.replies
    first = replace(first, paragraphs=(paragraph, *first.paragraphs))
    return replace(turn, replies=(first, *others))


def _language(state: State, event: Event) -> Language:
    fallback: Language = "en" if event.locale and not event.locale.lower().startswith("ko") else "ko"
    return state.language or state.context.language or fallback


@dataclass(frozen=True)
class _Dialogue:
    state: State
    event: Event
    answerer: Answerer
    receipt: Receipt | None = None

    @property
    def language(self) -> Language:
        return _language(self.state, self.event)

    @property
    def specs(self) -> dict[str, FactSpec]:
        return dict(self.answerer.pack.programme.facts)

    def turn(self) -> Turn:
        match self.event.kind:
            case "command":
                return self._command()
            case "button":
                return self._button(self.event.text)
            case "other":
                return self._not_text()
            case "edited":
                again = replace(self, state=replace(self.state, fragment=None))._text(self.event.text)
                return _begun(again, (Span(say(_language(again.state, self.event), "edited")),))
            case "text":
                return self._text(self.event.text)

    def _not_text(self) -> Turn:
        """A photo, a voice message: its caption is read, the rest is declined with a way on."""
        if not self.event.text.strip():
            media = self.event.media
            return self._told(f"only_text_{media}") if media else self._told("only_text")
        read = self._text(self.event.text)
        return _begun(read, (Span(say(_language(read.state, self.event), "only_caption")),))

    # commands and buttons

    def _command(self) -> Turn:
        name, _, payload = self.event.text.removeprefix("/").partition(" ")
        match name.split("@")[0].lower(), payload.strip().lower():
            case ("check", track):
                return self._start_check(self._tracks([track]))
            case ("start", link) if link == "check" or link.startswith(("check_", "check-")):
                return self._start_check(self._tracks([link[6:]]))
            case ("start", link) if link.startswith("q_"):
                return self._linked(link.removeprefix("q_"))
            case ("start", _):
                return self._fresh()
            case ("sources", _):
                return self._sources(self.state.sources) if self.state.sources else self._topic("sources")
            case ("language", "ko" | "en" as chosen):
                return self._set_language("ko" if chosen == "ko" else "en")
            case ("language", _):
                buttons = ((Button("한국어", "lang:ko"), Button("English", "lang:en")),)
                return Turn(self.state, (_reply([say(self.language, "choose_language")], buttons),))
            case _:
                return self._said("help", menu(self.language))

    def _fresh(self) -> Turn:
        state = State(
            Context(language=self.state.context.language),
            language=self.state.language,
            step=self.state.step + 1,
        )
        words = ["fresh_start"] if self.state.context.facts else []
        said = [say(self.language, one) for one in (*words, "talk_can_ask")]
        return Turn(state, (_reply(said, menu(self.language)),))

    def _linked(self, topic: str) -> Turn:
        """A link to a question, as "q_cap" or "q_where-to-apply"."""
        topics = self.answerer.pack.topics
        found = topics.topics.get(topic) if topics else None
        if found is None or found.kind in _NOT_LINKED:
            return self._said("talk_can_ask", menu(self.language))
        return self._topic(topic)

    def _set_language(self, language: Language) -> Turn:
        context = replace(self.state.context, language=language)
        dialogue = replace(self, state=replace(self.state, language=language, context=context))
        return dialogue._told("language_set")

    def _again_in(self, language: Language, text: str) -> Turn:
        """The language is set, and the last answer is given in it.

        Who asks for the language in that very language needs it set for nothing else: what they write next is
        answered as it is written.
        """
        turn = self._set_language(language)
        if language_of(text) == language:
            turn = replace(turn, state=replace(turn.state, language=None))
        if turn.state.context.topic is None or turn.state.check is not None:
            return turn
        again = replace(self, state=turn.state)._asked(text)
        return _begun(again, (Span(say(language, "language_set")),))

    def _button(self, data: str) -> Turn:
        step = str(self.state.step)
        match data.split(":"):
            case ["lang", "ko" | "en" as chosen]:
                return self._set_language("ko" if chosen == "ko" else "en")
            case ["check", *tracks]:
                return self._start_check(self._tracks(tracks))
            case ["ask", key] if key in ASKING:
                return self._asked(say(self.language, key))
            case ["t", "why" | "change" as topic]:
                return self._topic(topic)
            case ["s", names]:
                return self._sources(names)
            case ["a", fact, value] if fact in self.specs:
                return self._pressed(fact, value)
            case ["g", fact, member] if fact in self.specs:
                return self._pressed_group(fact, member)
            case ["edit"]:
                return self._edit_menu()
            case ["edit", fact] if fact in self.state.facts:
                return self._ask(self.state, fact)
            case ["receipt"] if self.receipt is not None:
                return self._receipt(self.receipt)
            case [move, now] if now == step:
                return self._moved(move)
            case _:
                return self._told("stale_button")

    def _moved(self, move: str) -> Turn:
        """A move within the check to which the button belongs."""
        match move:
            case "back":
                return self._back()
            case "keep":
                return self._go_on(self.state, [])
            case "confirm":
                return self._confirmed()
            case "restart":
                return self._restart()
            case "stop":
                return self._stop()
            case _:
                return self._told("stale_button")

    def _move(self, key: str, to: str) -> Button:
        """A button that works until the check moves."""
        return Button(say(self.language, key), f"{to}:{self.state.step}")

    def _pressed(self, fact: str, value: str) -> Turn:
        spec, known = self.specs[fact], self.state.context.facts.get(fact)
        chosen: object = {"True": True, "False": False}.get(value, value) if spec.type == "yes_no" else value
        if chosen not in spec.values and value != "?":
            return self._told("stale_button")
        # An older message's button still answers what nobody has answered since; else it is late, or doubled.
        if fact != self.state.context.asked and known is not None and _settled(known):
            same = known.uncertain if value == "?" else known.value == chosen and not known.uncertain
            return self._told("doubled_button" if same else "stale_button")
        return self._record({fact: self._unknown(spec) if value == "?" else read_fact(chosen, spec)}, fact)

    def _pressed_group(self, fact: str, member: str) -> Turn:
        """A province, of which several choices are left: the next question is which."""
        spec, known = self.specs[fact], self.state.context.facts.get(fact)
        groups = {one.value: one.group for one in spec.choices if one.group is not None}
        group = frozenset(value for value, one in groups.items() if one == groups.get(member))
        late = fact != self.state.context.asked and known is not None and _settled(known)
        if late or not group:
            return self._told("stale_button")
        state = self._recorded({fact: Known(group)}, fact)
        matters = any(fact in one.ask for one in self._verdicts(state))
        return self._ask(state, fact) if matters else self._go_on(state, [])

    def _sources(self, names: str) -> Turn:
        """The quotes behind one answer, whenever it was given."""
        answer = self.answerer.sources(names, self.state.context, self._today(), self.language)
        if answer is None:
            return self._told("sources_gone")
        whole = self.answerer.quotes.are_all_there(names)
        notes = [] if whole else [say(self.language, "sources_changed")]
        return Turn(self.state, (sources_reply(answer, notes),))

    def _receipt(self, receipt: Receipt) -> Turn:
        check = self.state.check
        if check is None or check.stage != "done":
            return self._told("stale_button")
        return Turn(self.state, receipt(self.state.facts, check.tracks, self._today(), self.language))

    # free text

    def _text(self, text: str) -> Turn:
        if not "".join(text.split()):
            return self._told("empty")
        wanted = language_wanted(text)
        if wanted is not None:
            return self._again_in(wanted, text)
        if is_sigh(text):
            return self._told("sigh")
        meant, check = command_meant(text), self.state.check
        stage = check.stage if check else None
        if meant == "check":
            return self._in_language_of(text)._start_check()
        if wants_only_one(text):
            reading = self.answerer.read(text, self._today(), self.state.context)
            if len(reading.tracks) == 1:
                return self._in_language_of(text)._knowing(reading)._start_check(self._tracks(reading.tracks))
        if meant == "restart" and (stage or self.state.context.facts):
            return self._restart()
        if stage == "done" and meant == "back":
            return self._edit_menu()
        if meant == "edit" and (stage or self.state.context.facts):
            return self._edit_menu()
        if stage in ("asking", "confirming") and meant == "back":
            return self._back()
        if stage in ("asking", "confirming") and meant == "stop":
            return self._stop()
        if stage == "confirming":
            return self._at_confirmation(text)
        fact = self.state.context.asked
        return self._typed(text, fact) if fact else self._in_parts(text)

    def _in_parts(self, text: str) -> Turn:
        """A question, which people may send in several messages: "저희가요" … "경기도인데" … "되나요?"."""
        before, now = self.state.fragment, self.event.at.timestamp()
        alone = replace(self, state=replace(self.state, fragment=None))
        said, is_short = text, stops_short(text) and not is_question(text)
        goes_on = before is not None and (not stops_midway(before[0]) or carries_on(text, before[0]))
        if before is not None and goes_on and 0 <= now - before[1] <= _GOES_ON_WITHIN:
            said = f"{before[0]} {text}"
            is_short = is_short and not ends_sentence(text)
            whole = alone._asked(said)
            # Who was asked to go on, and stops short again, has not come to the question yet.
            if not is_short and whole.answer is not None and not _is_lost(whole.answer):
                return _going_on(whole, said, now) if stops_midway(text) else whole
        turn = alone._asked(text)
        if turn.answer is not None and turn.answer.status == "smalltalk":
            return turn  # thanks go on with nothing
        midway = _going_on(turn, text, now) if stops_midway(text) else turn
        if not is_short:
            return midway
        # "저희가요" begins something and tells nothing yet: what it may be about is not asked back
        tells = turn.state.context.facts != self.state.context.facts
        asks_back = turn.answer is not None and turn.answer.status == "question"
        begins = asks_back and not (tells or ends_sentence(text))
        lost = turn.answer is not None and _is_lost(turn.answer)
        if said == text and not begins and not lost:
            # "중견기업은" is answered, and may still be what "기초 유형에 들어갈 수 있나요?" is asked of
            return midway
        # what it was taken for is not waited for either, only what it told is kept
        told = replace(turn.state.context, asked=self.state.context.asked)
        kept = replace(turn.state, context=told, fragment=(said[-_LONGEST_FRAGMENT:], now))
        return Turn(kept, (_reply([say(self.language, "go_on")]),))

    def _knowing(self, reading: Reading) -> _Dialogue:
        """With what a message tells of the company by the way: "중소기업이고요, 기초만 확인해 주세요"."""
        told = {} if reading.told.hypothetical else reading.told.facts
        context = replace(self.state.context, facts=merge(self.state.context.facts, told))
        return replace(self, state=replace(self.state, context=context))

    def _in_language_of(self, text: str) -> _Dialogue:
        language = self.answerer.read(text, self._today(), self.state.context).language
        if language is None:
            return self
        return replace(
            self, state=replace(self.state, context=replace(self.state.context, language=language))
        )

    def _asked(self, text: str) -> Turn:
        """A question. One in the middle of a self-check is answered, and the check goes on."""
        turn = self._answered(text)
        check = self.state.check
        lost = turn.answer is not None and _is_lost(turn.answer) and not is_question(text)
        if check and check.open and lost:
            return self._ask(self.state, check.open, [self._again(check.open)])
        if check and check.stage == "confirming" and lost:
            return self._confirm(self.state, [say(self.language, "check_again_confirm")])
        return self._and_back(turn)

    def _asked_again(self, fact: str) -> Turn:
        """A question of the free chat, which was answered in words that were not understood."""
        spec, known = self.specs[fact], self.state.context.facts.get(fact)
        possible = known.possible if known is not None and known.value is None else spec.values
        composer = Composer(self.answerer.pack.programme, self.language)
        asks = question(composer, self.answerer.pack.programme, fact, known)
        words = [self._again(fact), asks.text]
        return Turn(self.state, (_reply(words, choice_rows(spec, possible, self.language)),))

    def _topic(self, topic: str) -> Turn:
        """What a button or a link asks for."""
        answer, context = self.answerer.on_topic(topic, self.state.context, self._today(), self.language)
        return self._and_back(self._with(answer, context))

    def _and_back(self, turn: Turn) -> Turn:
        """The turn, and then the check from which it led away."""
        check = self.state.check
        if check is None or check.stage == "done" or turn.answer is None:
            return turn
        if check.open and turn.answer.asked and not check.tracks:
            return turn  # it ends with the question that is to be answered next
        words = [say(_language(turn.state, self.event), "check_goes_on")]
        state = replace(turn.state, context=replace(turn.state.context, asked=None))
        on = self._go_on(state, words)
        if check.open and state.context.facts == self.state.context.facts:
            on = self._ask(state, check.open, words)
        return replace(on, replies=(*turn.replies, *on.replies), answer=on.answer or turn.answer)

    def _answered(self, text: str) -> Turn:
        before = self.state.context
        if is_question(text):  # a place in a question is not the answer to "where is the factory?"
            before = replace(before, asked=None)
        answer, context = self.answerer.answer(text, before, self._today(), self.state.language)
        notes = [say(answer.language, "shortened")] if len(text) > MAX_CHARACTERS else []
        return self._with(answer, context, notes)

    def _with(self, answer: Answer, context: Context, notes: Iterable[str] = ()) -> Turn:
        """The turn that gives an answer, with the ways on; within a check only those that do not lead away."""
        check = self.state.check
        names = quotes_named(answer, self.answerer.quotes)
        buttons = ways_on(answer, self.answerer.pack, names, context)
        if check and check.stage != "done":
            buttons = rows(sources_button(names, answer.language))
        if check and check.open and answer.asked and not check.tracks:
            check = replace(check, open=answer.asked)
            spec = self.specs[answer.asked]
            known = context.facts.get(answer.asked)
            possible = known.possible if known is not None and known.value is None else spec.values
            buttons = (*choice_rows(spec, possible, answer.language), *buttons, tuple(self._controls()))
        state = replace(self.state, context=context, check=check, sources=names or self.state.sources)
        reply = answer_reply(answer, self.answerer.pack, self._today(), notes, buttons)
        return Turn(state, (reply,), answer)

    # the self-check

    def _tracks(self, named: Iterable[str]) -> tuple[str, ...]:
        """Those that the deciding edition has."""
        tracks = self.answerer.pack.judge_on(self._today()).edition.tracks
        return tuple(one for one in named if one in tracks)

    def _start_check(self, tracks: tuple[str, ...] = ()) -> Turn:
        """What the chat has told already is not asked again, but shown."""
        if "eligibility" in self.answerer.paused:
            return replace(self, state=replace(self.state, check=None))._topic("eligibility")
        state = _forward(
            replace(self.state, check=Check(tracks=tracks), context=replace(self.state.context, asked=None))
        )
        words = [say(self.language, "check_intro")]
        if tracks:
            words = [say(self.language, "check_intro_track", track=self._titles(tracks))]
        if state.context.facts:
            told = " · ".join(self._labelled(key, state.context.facts) for key in state.context.facts)
            words.append(say(self.language, "understood", facts=told))
        return self._go_on(state, words)

    def _restart(self) -> Turn:
        state = replace(self.state, context=Context(language=self.state.context.language))
        return replace(self, state=state)._start_check(self.state.check.tracks if self.state.check else ())

    def _typed(self, text: str, fact: str) -> Turn:
        """A message after a question: its answer in any words, other facts, or something else altogether."""
        reading = self.answerer.read(text, self._today(), replace(self.state.context, asked=fact))
        spec, so_far = self.specs[fact], self.state.context.facts.get(fact)
        told: Facts = {} if reading.told.hypothetical or is_question(text) else reading.told.facts
        if spec.is_ordered and len(text) <= 2 * _BARE_ANSWER and not is_question(text):
            value = read_value(text, spec, so_far)
            if value is not None:
                return self._record({**told, fact: value}, fact)
            if is_bare(text) and not does_not_know(text):
                return self._ask(self.state, fact, [self._again(fact)])
        # "대기업은 아닌데 중소인지 중견인지는 몰라요" does not know its size, whatever was asked.
        about = next((one for one in told if told[one].value is None), fact)
        answer = self._plain_answer(text, self.specs[about], told.get(about))
        if answer is not None:
            return self._record({**told, about: answer}, about)
        if self.state.check is None or self.state.check.open is None:
            turn = self._answered(text)  # who describes the company in a free chat gets a verdict at once
            lost = turn.answer is not None and _is_lost(turn.answer) and turn.answer.status == "question"
            if lost and not is_question(text):
                return replace(self._asked_again(fact), answer=turn.answer)
            if fact not in told or (turn.answer and turn.answer.status == "verdict"):
                return turn
        if fact in told:
            return self._record(told, fact)
        return self._noted(told) or self._asked(text)

    def _noted(self, told: Facts) -> Turn | None:
        """Facts that were not asked for just now; None where they change nothing that could matter."""
        facts = merge(self.state.context.facts, told)
        if facts == self.state.context.facts or not any(self.specs[one].matters for one in told):
            return None
        state = replace(self.state, context=replace(self.state.context, facts=facts, asked=None))
        news = " · ".join(self._labelled(one, facts) for one in told if self.specs[one].matters)
        return self._go_on(_forward(state), [say(self.language, "check_noted", facts=news)])

    def _at_confirmation(self, text: str) -> Turn:
        """Yes, no, a correction in any words, or something else altogether."""
        context = replace(self.state.context, topic="eligibility")
        reading = self.answerer.read(text, self._today(), context)
        if not is_question(text) and not reading.told.hypothetical:
            noted = self._noted(reading.told.facts)
            if noted is not None:
                return noted
        words = bare(text)
        if command_meant(text) == "result":
            return self._confirmed()
        if len(words) <= _BARE_ANSWER and not is_question(text):
            if says_no(words):
                return self._edit_menu()
            if says_yes(words):
                return self._confirmed()
        return self._asked(text)

    def _plain_answer(self, text: str, spec: FactSpec, told: Known | None) -> Known | None:
        """A bare answer to one question: "I don't know", a choice's own words, yes or no."""
        words = bare(text)
        if len(words) > _BARE_ANSWER or (told is not None and told.value is not None):
            return None
        if does_not_know(words) and not (is_question(text) and len(words) > _BARE_ANSWER // 2):
            return self._unknown(spec, told)
        if is_question(text):
            return None
        partly = self.state.context.facts.get(spec.key)
        narrowed = partly is not None and not _settled(partly)
        chosen = choice_meant(words, spec, partly.possible if partly and narrowed else spec.values)
        if chosen is not None and (told is None or narrowed):
            return Known(frozenset([chosen]))
        if told is not None:
            return None
        no, yes = says_no(words), says_yes(words)
        if (not no and not yes) or closes(words):
            return None
        if spec.type == "yes_no":
            return Known(frozenset([not no]))
        if "none" in spec.values:  # "have you had any of these?"
            return Known(frozenset(["none"]) if no else spec.values - {"none"})
        return None

    def _again(self, fact: str) -> str:
        """That an answer was not understood, and what right looks like."""
        spec = self.specs[fact]
        if not spec.is_ordered:
            return say(self.language, "check_again")
        low, high = (told_values([one], spec, self.language).text for one in spec.bounds)
        example = example_of(spec, self.language)
        key = "check_again_date" if spec.type == "date" else "check_again_number"
        return say(self.language, key, low=low, high=high, example=example)

    def _unknown(self, spec: FactSpec, told: Known | None = None) -> Known:
        """Not known even to the company; what was told of it in part still holds."""
        partly = told or self.state.context.facts.get(spec.key)
        possible = partly.possible if partly is not None and partly.value is None else spec.values
        return Known(possible, uncertain=True)

    def _record(self, news: Facts, fact: str) -> Turn:
        return self._go_on(self._recorded(news, fact), [])

    def _recorded(self, news: Facts, fact: str) -> State:
        """What was answered. Who answers a question of the free chat began no check, and has nothing to confirm."""
        context = self.state.context
        check = self.state.check or Check(confirmed=True)
        asked = (*(one for one in check.asked if one != fact), fact)
        state = replace(
            self.state,
            context=replace(context, facts=merge(context.facts, news), asked=None),
            check=replace(check, asked=asked, open=None),
        )
        return _forward(state)

    def _go_on(self, state: State, words: list[str]) -> Turn:
        """The next question that can still matter, or the answers to be confirmed, or the result."""
        check = state.check or Check()
        judge = self.answerer.pack.judge_on(self._today())
        key = next_question(judge, judge.judge(state.facts), state.facts, self.specs, check.tracks or None)
        if key is not None:
            return self._ask(state, key, words)
        return self._result(state) if check.confirmed else self._confirm(state, words)

    def _ask(self, state: State, key: str, words: Iterable[str] = ()) -> Turn:
        spec = self.specs[key]
        known = state.facts.get(key)
        check = state.check or Check()
        language = _language(state, self.event)
        dialogue = replace(self, state=state)
        judged = self.answerer.pack.judge_on(self._today()).judge(
            {k: v for k, v in state.facts.items() if k != key}
        )
        verdicts = [one for id, one in judged.items() if id in check.tracks or not check.tracks]
        lines = [spec.question.in_(language)]
        if spec.is_ordered:
            lines.append(say(language, "check_example", example=example_of(spec, language)))
        moot = not any(key in one.ask for one in dialogue._verdicts(state))
        if known is not None and (_settled(known) or moot):  # asked only because it is to be changed
            lines.append(say(language, "check_now", told=dialogue._label(key, state.facts)))
            controls = [dialogue._move("button_keep", "keep")]
        else:
            number = len([one for one in check.asked if one != key]) + 1
            waiting = {one for verdict in verdicts for one in verdict.ask} - {key}
            lines.insert(0, say(language, "check_progress", number=number, total=number + len(waiting)))
            if known is not None:
                lines.append(say(language, "check_narrow", choices=dialogue._label(key, state.facts)))
            controls = dialogue._controls()
        reason = _reason(verdicts, key, language)
        possible = known.possible if known is not None and known.value is None else spec.values
        buttons = (*choice_rows(spec, possible, language), tuple(controls))
        after = replace(
            state,
            check=replace(check, open=key),
            context=replace(state.context, language=language, asked=key),
        )
        return Turn(after, (_reply([*words, "\n".join(lines), *reason], buttons),))

    def _controls(self) -> list[Button]:
        asked = self.state.check.asked if self.state.check else ()
        back = [self._move("button_back", "back")] if asked else []
        return [*back, self._move("button_stop", "stop")]

    def _back(self) -> Turn:
        """The last answer that still matters, asked again."""
        check = self.state.check
        if check is None or not check.asked:
            return self._start_check(check.tracks if check else ())
        last = check.asked[-1]
        facts = {key: value for key, value in self.state.context.facts.items() if key != last}
        context = replace(self.state.context, facts=facts)
        state = replace(self.state, context=context, check=replace(check, asked=check.asked[:-1], open=None))
        matters = any(last in one.ask for one in self._verdicts(state))
        return self._ask(_forward(state), last) if matters else replace(self, state=state)._back()

    def _verdicts(self, state: State) -> list[Verdict]:
        """On the tracks that the check looks at."""
        tracks = state.check.tracks if state.check else ()
        judged = self.answerer.pack.judge_on(self._today()).judge(state.facts)
        return [one for id, one in judged.items() if id in tracks or not tracks]

    def _confirm(self, state: State, words: Iterable[str] = ()) -> Turn:
        """The answers in short, to be confirmed before the result."""
        language, check = _language(state, self.event), state.check or Check()
        dialogue = replace(self, state=state)
        known = [key for key in self.specs if key in state.facts]
        lines = [say(language, "check_confirm")]
        lines += [say(language, "check_told", told=dialogue._labelled(key, state.facts)) for key in known]
        if check.tracks:
            lines.append(say(language, "check_only", track=dialogue._titles(check.tracks)))
        buttons = (
            (dialogue._move("button_confirm", "confirm"),),
            (Button(say(language, "button_edit"), "edit"), dialogue._move("button_restart", "restart")),
        )
        after = replace(
            state,
            check=replace(check, open=None, confirmed=False),
            context=replace(state.context, language=language, asked=None),
        )
        return Turn(after, (_reply([*words, "\n".join(lines)], buttons),))

    def _confirmed(self) -> Turn:
        check = self.state.check
        if check is None or check.stage == "asking":
            return self._told("stale_button")
        return self._result(_forward(replace(self.state, check=replace(check, confirmed=True))))

    def _edit_menu(self) -> Turn:
        known = [key for key in self.specs if key in self.state.facts]
        if not known:
            return self._said("nothing_to_edit", menu(self.language))
        labels = [(key, self._labelled(key, self.state.facts)) for key in known]
        answers = tuple((Button(_shortened(told), f"edit:{key}"),) for key, told in labels)
        keep = ((self._move("button_keep", "keep"),),) if self.state.check else ()
        return self._said("check_edit", (*answers, *keep))

    def _labelled(self, key: str, facts: Facts) -> str:
        return f"{capital(self.specs[key].label.in_(self.language))}: {self._label(key, facts)}"

    def _label(self, key: str, facts: Facts) -> str:
        spec, fact = self.specs[key], facts[key]
        if fact.possible == spec.values:
            return say(self.language, "button_unknown")
        return told_values(fact.possible, spec, self.language).text

    def _titles(self, tracks: Iterable[str]) -> str:
        known = self.answerer.pack.judge_on(self._today()).edition.tracks
        return ", ".join(known[one].title.in_(self.language) for one in tracks)

    def _stop(self) -> Turn:
        state = replace(self.state, check=None, context=replace(self.state.context, asked=None))
        return replace(self, state=_forward(state))._said("check_stopped", menu(self.language))

    def _result(self, state: State) -> Turn:
        """The headlines with what decides them; everything else is behind a button."""
        language = _language(state, self.event)
        check = replace(state.check or Check(), open=None, confirmed=True)
        answer, context = self.answerer.result(state.context, self._today(), language, check.tracks)
        names = quotes_named(answer, self.answerer.quotes)
        state = replace(state, context=context, check=check, sources=names or state.sources)
        buttons = [
            Button(say(language, "button_why"), "t:why"),
            *sources_button(names, language),
            *change_button(answer),
            Button(say(language, "button_edit"), "edit"),
            *([Button(say(language, "button_receipt"), "receipt")] if self.receipt else []),
            replace(self, state=state)._move("button_restart", "restart"),
        ]
        title = [say(language, "check_result")]
        reply = answer_reply(answer, self.answerer.pack, self._today(), title, rows(buttons))
        return Turn(state, (reply,), answer)

    # short words

    def _said(self, key: str, buttons: Rows = ()) -> Turn:
        return Turn(self.state, (_reply([say(self.language, key)], buttons),))

    def _told(self, key: str) -> Turn:
        """A sentence, and then the way on: the question of a check under way, or the menu."""
        check = self.state.check
        if check and check.open:
            return self._ask(self.state, check.open, [say(self.language, key)])
        if check and check.stage == "confirming":
            return self._confirm(self.state, [say(self.language, key)])
        return self._said(key, menu(self.language))

    def _today(self) -> date:
        return _day_of(self.event)


def _day_of(event: Event) -> date:
    return event.at.astimezone(SEOUL).date()


def _fitting(state: State, pack: Pack, day: date) -> State:
    """The state as far as this pack has its words on a day: it may have been stored under another one."""
    specs, context, check = pack.programme.facts, state.context, state.check
    statements = frozenset[str]().union(*(one.statements for one in pack.programme.editions.values()))

    def still_known(facts: Facts) -> Facts:
        kept = {
            key: replace(fact, possible=frozenset(one for one in fact.possible if specs[key].has(one)))
            for key, fact in facts.items()
            if key in specs
        }
        # Of a number that the company does not know no value is possible in particular.
        return {
            key: fact
            for key, fact in kept.items()
            if fact.possible or (fact.uncertain and specs[key].is_ordered and not facts[key].possible)
        }

    spoken = tuple(
        one
        for one in context.spoken
        if one.removeprefix("statement:") in statements or one[:10] != "statement:"
    )
    asked = context.asked if context.asked in specs else None
    if check is not None:
        done = tuple(one for one in check.asked if one in specs)
        tracks = tuple(one for one in check.tracks if one in pack.judge_on(day).edition.tracks)
        check = replace(check, asked=done, tracks=tracks) if check.open in (None, *specs) else None
    facts, set_aside = still_known(context.facts), still_known(context.set_aside)
    firms = {letter: still_known(one) for letter, one in context.firms.items()}
    context = replace(context, facts=facts, set_aside=set_aside, firms=firms, spoken=spoken, asked=asked)
    return replace(state, context=context, check=check)


def _settled(fact: Known) -> bool:
    """Nothing more is to be had by asking: one value, or the company does not know."""
    return fact.uncertain or fact.value is not None


def _forward(state: State) -> State:
    """After a move of a check: the buttons that moved it before are late."""
    return replace(state, step=state.step + 1)


def _is_lost(answer: Answer) -> bool:
    """Whether nothing in the message was recognised."""
    return not answer.topics and answer.status in ("question", "out_of_scope", "not_in_documents")


def _going_on(turn: Turn, said: str, now: float) -> Turn:
    """The turn, after which what was said so far may go on: "중견기업은" … "기초 유형에 들어갈 수 있나요?"."""
    return replace(turn, state=replace(turn.state, fragment=(said[-_LONGEST_FRAGMENT:], now)))


def _shortened(label: str) -> str:
    return label if len(label) <= _LABEL else label[: _LABEL - 1] + "…"


def _reason(verdicts: Iterable[Verdict], key: str, language: Language) -> list[str]:
    tracks = [one.track.title.in_(language) for one in verdicts if key in one.ask]
    return [say(language, "check_reason", tracks=", ".join(tracks))] if tracks else []


def _reply(words: Iterable[str], buttons: Rows = ()) -> Reply:
    return Reply(tuple((Span(one),) for one in words), buttons)


# --- state as text ----------------------------------------------------------------------------------------------


_FACTS = ("facts", "set_aside")  # of a context


def to_json(state: State) -> str:
    """The state as JSON, for storage."""
    bare = replace(state.context, facts={}, set_aside={}, firms={})
    data = asdict(replace(state, context=bare))
    for name in _FACTS:
        data["context"][name] = _facts_as_json(getattr(state.context, name))
    data["context"]["firms"] = {letter: _facts_as_json(one) for letter, one in state.context.firms.items()}
    return json.dumps(data, ensure_ascii=False)


def from_json(text: str | None) -> State:
    """The state that was stored; a new one for None, and for text of another version that cannot be read."""
    if text is None:
        return State()
    try:
        data = json.loads(text)
        facts: dict[str, Any] = {name: _facts_of(data["context"].get(name, {})) for name in _FACTS}
        facts["firms"] = {letter: _facts_of(one) for letter, one in data["context"].get("firms", {}).items()}
        context: dict[str, Any] = {
            key: tuple(one) if isinstance(one, list) else one for key, one in data["context"].items()
        }
        check = data["check"]
        state = State(
            Context(**{**context, **facts}),
            bool(data["greeted"]),
            data["language"],
            _check_of(check) if check else None,
            (str(data["fragment"][0]), float(data["fragment"][1])) if data.get("fragment") else None,
            str(data.get("sources", "")),
            int(data.get("step", 0)),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return State()
    known = (*LANGUAGES, None)
    return state if state.language in known and state.context.language in known else State()


def _facts_as_json(facts: Facts) -> dict[str, Any]:
    return {
        key: {"possible": [*map(_as_json, sorted(fact.possible, key=str))], "uncertain": fact.uncertain}
        for key, fact in facts.items()
    }


def _facts_of(stored: dict[str, Any]) -> Facts:
    return {
        key: Known(frozenset(map(_from_json, fact["possible"])), bool(fact["uncertain"]))
        for key, fact in stored.items()
    }


def _check_of(stored: dict[str, Any]) -> Check:
    """A check as it was stored. Before there was anything to confirm, one with nothing open was done."""
    done = bool(stored.get("confirmed", stored["open"] is None))
    return Check(tuple(stored["asked"]), stored["open"], tuple(stored.get("tracks", ())), done)


def _as_json(value: Value) -> object:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _from_json(stored: Any) -> Value:
    return date.fromisoformat(stored["day"]) if isinstance(stored, dict) else cast(Value, stored)
