"""The dialogue: respond(state, event) -> Turn(state, replies). Pure: time comes with the event, search is inside
the answerer. The guided self-check lives here; what it decides, and every word on the programme, comes from answering.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer, Citation, Context, Language
from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from bot.answering.understanding import MAX_CHARACTERS
from bot.answering.values import example_of, is_bare, read_value, told_values
from bot.reply import Button, Event, Paragraph, Reply, Span
from bot.wording.catalogue import LANGUAGES, say
from rules.facts import Facts, FactSpec, Known, Value, merge, read_fact
from rules.questions import next_question
from rules.verdict import Verdict

SEOUL = ZoneInfo("Asia/Seoul")

_SOURCES_SHOWN = 3
_ROW_WIDTH = 30  # of buttons side by side on a telephone, in half-width characters
_BARE_ANSWER = 40  # characters; what is longer is a message of its own

_GOES_ON_WITHIN = 120.0  # seconds
_LONGEST_FRAGMENT = 200  # characters
# What stops short: a particle, a connective ending, an article.
_UNFINISHED = re.compile(
    r"(?:저희|우리|제|그|이|[가-힣](?:은|는|이|가|을|를|에|의|로|고|데|랑|도|만|면|서|과|와|요))$|"
    r"(?:\b(?:the|a|an|for|to|and|or|of|in|at|on|with|is|are|if|we|our|my|so|but|about|because)|,|\.{2,})$",
    re.IGNORECASE,
)
_ASKING_BUTTONS = frozenset(["button_intake", "button_cap", "button_who", "button_sources", "button_why"])

# What a typed word means. Whole messages only: "취소" stops, "취소하면 어떻게 되나요" asks.
_COMMANDS = {
    "check": r"(?:자가|자격)?진단(?:시작|하기|할게요|할래요|해볼게요|해줘|해줘요|해주세요|받을게요|부탁(?:해요|드려요|드립니다))?|"
    r"자격확인|(?:start )?(?:the )?(?:self[- ]?)?check",
    "stop": r"(?:이제)?(?:그만|중단|취소|멈춰|멈춤|됐어)(?:할게|할래|할게요|할래요|하기|하겠습니다|해|해요|해줘|해주세요|두기|둘게요|요)?|"
    r"(?:stop|cancel|quit|exit)(?: (?:it|please|now|the check))?",
    "back": r"(?:이전|뒤로|앞(?=질문))(?:질문|단계)?(?:으로|로)?(?:가기|갈게요|갈래요|가줘|가주세요|돌아가기|돌아갈게요|요)?|"
    r"(?:go )?back|previous(?: question)?",
    "restart": r"(?:처음부터|다시)(?:다시)?(?:시작|하기|할게요|할래요|해줘|해주세요)?|다시처음부터|초기화|리셋|"
    r"start over|start again|restart|reset",
    "edit": r"(?:답|답변)?(?:을)?(?:고치기|수정|수정하기|고칠래요|고칠게요|고쳐줘|바꾸기|바꿀래요|바꿀게요|수정할게요|수정할래요)|"
    r"(?:edit|change)(?: (?:an? |my |the )?answers?)?",
}
_YES = (
    r"네+|넵|넹|예+|응+|ㅇㅇ|ㅇㅋ|맞(?:아|습니다|음)[가-힣]*|그래요?|그렇[가-힣]+|그럼요|당연[가-힣]*|있[가-힣]+|해당[가-힣]*|"
    r"합니다|해요|하고\s?있[가-힣]+|y|yes|yeah|yep|yup|sure|right|correct|of course|(?:we|i) (?:do|are|have|did)"
)
_NO = (
    r"아니[가-힣]*|아뇨|아녀|아닙니다|ㄴㄴ|없[가-힣]+|안\s?(?:해|합|했|함|받)[가-힣]*|하지\s?않[가-힣]*|전혀[가-힣\s]*|"
    r"n|no|nope|nah|none|never|not (?:at all|really|yet)|(?:we|i) (?:do|are|have|did)(?:n'?t| not)"
)
_APART = r"(?:[\s,.!~ㅎㅋㅠㅜ]+|$)"
_SAYS_YES = re.compile(rf"(?:{_YES})(?:{_APART}|{_YES})", re.IGNORECASE)
_SAYS_NO = re.compile(rf"(?:(?:{_YES})[\s,.!~]*)?(?:{_NO})(?:{_APART}|{_NO})", re.IGNORECASE)
_DONT_KNOW = re.compile(
    r"모르|모름|몰라|글쎄|모릅|don'?t know|do not know|not sure|no idea|unsure|dunno|unknown", re.IGNORECASE
)
_TAIL = re.compile(r"[\s.!~^ㅎㅋㅠㅜ]+$")
_POLITE = re.compile(r"(?:이에요|이예요|예요|에요|입니다|이요|요|임|으로|로)$")
_QUESTION = re.compile(
    r"\?$|(?:나요|까요|(?<![희리제])가요|는지요?|을까|(?:되|맞|있)죠|되나|됨)$|얼마|언제|무엇|무슨|뭐|누가|어떻게|알려\s?(?:줘|주)|궁금|"
    r"^(?:how|what|when|where|who|why|which|can|could|do|does|is|are|will|may|would|tell me)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Check:
    """A self-check under way: the facts asked so far, in order, and the one now open."""

    asked: tuple[str, ...] = ()
    open: str | None = None


@dataclass(frozen=True)
class State:
    """Everything that is remembered of a chat. `language` is fixed by /language and beats the message's.

    `fragment` is what was said last and could not be understood alone, with its time in seconds since 1970: what
    comes soon after may go on with it.
    """

    context: Context = field(default_factory=Context)
    greeted: bool = False
    language: Language | None = None
    check: Check | None = None
    fragment: tuple[str, float] | None = None


@dataclass(frozen=True)
class Turn:
    """The chat after an event, and what is said. `answer` is the answer behind the replies, if there was one."""

    state: State
    replies: tuple[Reply, ...]
    answer: Answer | None = None


def respond(state: State, event: Event, answerer: Answerer) -> Turn:
    """One step of a dialogue. Never raises for any event."""
    turn = _Dialogue(_fitting(state, answerer.pack), event, answerer).turn()
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
        match name.split("@")[0].lower(), payload.strip().lower():
            case ("check", _) | ("start", "check"):
                return self._start_check()
            case ("start", _):
                return self._fresh()
            case ("language", "ko" | "en" as chosen):
                return self._set_language("ko" if chosen == "ko" else "en")
            case ("language", _):
                buttons = ((Button("한국어", "lang:ko"), Button("English", "lang:en")),)
                return Turn(self.state, (_reply([say(self.language, "choose_language")], buttons),))
            case _:
                return self._said("help", self._main_buttons())

    def _fresh(self) -> Turn:
        state = State(Context(language=self.state.context.language), language=self.state.language)
        words = ["fresh_start"] if self.state.context.facts else []
        said = [say(self.language, one) for one in (*words, "talk_can_ask")]
        return Turn(state, (_reply(said, self._main_buttons()),))

    def _set_language(self, language: Language) -> Turn:
        context = replace(self.state.context, language=language)
        dialogue = replace(self, state=replace(self.state, language=language, context=context))
        return dialogue._told("language_set")

    def _button(self, data: str) -> Turn:
        facts = self.answerer.pack.programme.facts
        match data.split(":"):
            case ["lang", "ko" | "en" as chosen]:
                return self._set_language("ko" if chosen == "ko" else "en")
            case ["check"]:
                return self._start_check()
            case ["ask", key] if key in _ASKING_BUTTONS:
                return self._asked(say(self.language, key))
            case ["a", fact, value] if fact in facts:
                return self._pressed(fact, value)
            case ["back"]:
                return self._back()
            case ["edit"]:
                return self._edit_menu()
            case ["edit", fact] if fact in facts:
                return self._ask(self.state, fact)
            case ["keep"]:
                return self._go_on(self.state, [])
            case ["restart"]:
                return self._restart()
            case ["stop"]:
                return self._stop()
            case _:
                return self._told("stale_button")

    def _pressed(self, fact: str, value: str) -> Turn:
        spec = self.answerer.pack.programme.facts[fact]
        known = self.state.context.facts.get(fact)
        chosen: object = {"True": True, "False": False}.get(value, value) if spec.type == "yes_no" else value
        # An older message's button still answers what nobody has answered since; else it is late, or doubled.
        late = fact != self.state.context.asked and known is not None and _settled(known)
        if late or (chosen not in spec.values and value != "?"):
            return self._told("stale_button")
        return self._record({fact: self._unknown(spec) if value == "?" else read_fact(chosen, spec)}, fact)

    # free text

    def _text(self, text: str) -> Turn:
        if not "".join(text.split()):
            return self._said("empty")
        meant = _command_meant(text)
        check = self.state.check
        if meant == "check":
            return self._in_language_of(text)._start_check()
        if check and meant == "restart":
            return self._restart()
        if check and meant == "edit":
            return self._edit_menu()
        if check and check.open and meant == "back":
            return self._back()
        if check and check.open and meant == "stop":
            return self._stop()
        fact = self.state.context.asked
        return self._typed(text, fact) if fact else self._in_parts(text)

    def _in_parts(self, text: str) -> Turn:
        """A question, which people may send in several messages: "저희가요" … "경기도인데" … "되나요?"."""
        before, now = self.state.fragment, self.event.at.timestamp()
        alone = replace(self, state=replace(self.state, fragment=None))
        turn = alone._asked(text)
        if turn.answer is None or not _is_lost(turn.answer):
            return turn
        said = text
        if before is not None and 0 <= now - before[1] <= _GOES_ON_WITHIN:
            said = f"{before[0]} {text}"
            whole = alone._asked(said)
            if whole.answer is not None and not _is_lost(whole.answer):
                return whole
        if _is_question(text) or not _UNFINISHED.search(_TAIL.sub("", text.strip())):
            return turn
        kept = replace(turn.state, fragment=(said[-_LONGEST_FRAGMENT:], now))
        return Turn(kept, (_reply([say(self.language, "go_on")]),))

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
        if check is None or check.open is None or turn.answer is None or turn.answer.asked:
            return turn
        if _is_lost(turn.answer) and not _is_question(text):
            return self._ask(self.state, check.open, [self._again(check.open)])
        words = [say(_language(turn.state, self.event), "check_goes_on")]
        same = turn.state.context.facts == self.state.context.facts
        on = self._ask(turn.state, check.open, words) if same else self._go_on(turn.state, words)
        return replace(on, replies=(*turn.replies, *on.replies), answer=on.answer or turn.answer)

    def _answered(self, text: str) -> Turn:
        before = self.state.context
        if _is_question(text):  # a place in a question is not the answer to "where is the factory?"
            before = replace(before, asked=None)
        answer, context = self.answerer.answer(text, before, self._today(), self.state.language)
        check = self.state.check
        if check and check.open and answer.asked:
            check = replace(check, open=answer.asked)
        notes = [say(answer.language, "shortened")] if len(text) > MAX_CHARACTERS else []
        state = replace(self.state, context=context, check=check)
        return Turn(state, (self._render(answer, notes),), answer)

    # the self-check

    def _start_check(self) -> Turn:
        """What the chat has told already is not asked again, but shown."""
        state = replace(self.state, check=Check(), context=replace(self.state.context, asked=None))
        words = [say(self.language, "check_intro")]
        if state.context.facts:
            told = " · ".join(self._labelled(key) for key in state.context.facts)
            words.append(say(self.language, "understood", facts=told))
        return self._go_on(state, words)

    def _restart(self) -> Turn:
        state = replace(self.state, context=Context(language=self.state.context.language))
        return replace(self, state=state)._start_check()

    def _typed(self, text: str, fact: str) -> Turn:
        """A message after a question: its answer in any words, other facts, or something else altogether."""
        specs = self.answerer.pack.programme.facts
        reading = self.answerer.read(text, self._today(), replace(self.state.context, asked=fact))
        spec, so_far = specs[fact], self.state.context.facts.get(fact)
        told: Facts = {} if reading.told.hypothetical or _is_question(text) else reading.told.facts
        if spec.is_ordered and len(text) <= 2 * _BARE_ANSWER and not _is_question(text):
            value = read_value(text, spec, so_far)
            if value is not None:
                return self._record({**told, fact: value}, fact)
            if is_bare(text) and not _DONT_KNOW.search(text):
                return self._ask(self.state, fact, [self._again(fact)])
        # "대기업은 아닌데 중소인지 중견인지는 몰라요" does not know its size, whatever was asked.
        about = next((one for one in told if told[one].value is None), fact)
        answer = self._plain_answer(text, specs[about], told.get(about))
        if answer is not None:
            return self._record({**told, about: answer}, about)
        if self.state.check is None or self.state.check.open is None:
            turn = self._answered(text)  # who describes the company in a free chat gets a verdict at once
            if fact not in told or (turn.answer and turn.answer.status == "verdict"):
                return turn
        if fact in told:
            return self._record(told, fact)
        if any(specs[one].matters for one in told):
            facts = merge(self.state.context.facts, told)
            state = replace(self.state, context=replace(self.state.context, facts=facts))
            return self._go_on(state, [say(self.language, "check_noted")])
        return self._asked(text)

    def _plain_answer(self, text: str, spec: FactSpec, told: Known | None) -> Known | None:
        """A bare answer to one question: "I don't know", a choice's own words, yes or no."""
        words = _TAIL.sub("", text.strip())
        if len(words) > _BARE_ANSWER or (told is not None and told.value is not None):
            return None
        if _DONT_KNOW.search(words) and not (_is_question(text) and len(words) > _BARE_ANSWER // 2):
            return self._unknown(spec, told)
        if _is_question(text):
            return None
        partly = self.state.context.facts.get(spec.key)
        narrowed = partly is not None and not _settled(partly)
        chosen = _choice_meant(words, spec, partly.possible if partly and narrowed else spec.values)
        if chosen is not None and (told is None or narrowed):
            return Known(frozenset([chosen]))
        if told is not None:
            return None
        no, yes = _SAYS_NO.match(words), _SAYS_YES.match(words)
        if not no and not yes:
            return None
        if spec.type == "yes_no":
            return Known(frozenset([not no]))
        if "none" in spec.values:  # "have you had any of these?"
            return Known(frozenset(["none"]) if no else spec.values - {"none"})
        return None

    def _again(self, fact: str) -> str:
        """That an answer was not understood, and what right looks like."""
        spec = self.answerer.pack.programme.facts[fact]
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
        context = self.state.context
        asked = self.state.check.asked if self.state.check else ()
        state = replace(
            self.state,
            context=replace(context, facts=merge(context.facts, news), asked=None),
            check=Check((*(one for one in asked if one != fact), fact)),
        )
        return self._go_on(state, [])

    def _go_on(self, state: State, words: list[str]) -> Turn:
        """The next question that can still matter, or the result."""
        pack = self.answerer.pack
        facts = state.context.facts
        judge = pack.judge_on(self._today())
        verdicts = judge.judge(facts)
        key = next_question(judge, verdicts, facts, pack.programme.facts)
        return self._result(state) if key is None else self._ask(state, key, words)

    def _ask(self, state: State, key: str, words: Iterable[str] = ()) -> Turn:
        pack = self.answerer.pack
        spec = pack.programme.facts[key]
        known = state.context.facts.get(key)
        check = state.check or Check()
        language = _language(state, self.event)
        dialogue = replace(self, state=state)
        verdicts = pack.judge_on(self._today()).judge(
            {k: v for k, v in state.context.facts.items() if k != key}
        )
        lines = [spec.question.in_(language)]
        if spec.is_ordered:
            lines.append(say(language, "check_example", example=example_of(spec, language)))
        if known is not None and _settled(known):
            lines.append(say(language, "check_now", told=dialogue._label(key)))
            controls = [Button(say(language, "button_keep"), "keep")]
        else:
            number = len([one for one in check.asked if one != key]) + 1
            waiting = {one for verdict in verdicts.values() for one in verdict.ask} - {key}
            lines.insert(0, say(language, "check_progress", number=number, total=number + len(waiting)))
            if known is not None:
                lines.append(say(language, "check_narrow", choices=dialogue._label(key)))
            controls = dialogue._controls()
        reason = _reason(verdicts.values(), key, language)
        possible = known.possible if known is not None and known.value is None else spec.values
        buttons = (*_choice_buttons(spec, possible, language), tuple(controls))
        after = replace(
            state, check=Check(check.asked, key), context=replace(state.context, language=language, asked=key)
        )
        return Turn(after, (_reply([*words, "\n".join(lines), *reason], buttons),))

    def _controls(self) -> list[Button]:
        asked = self.state.check.asked if self.state.check else ()
        back = [Button(say(self.language, "button_back"), "back")] if asked else []
        return [*back, Button(say(self.language, "button_stop"), "stop")]

    def _back(self) -> Turn:
        check = self.state.check
        if check is None or not check.asked:
            return self._start_check()
        last = check.asked[-1]
        facts = {key: value for key, value in self.state.context.facts.items() if key != last}
        context = replace(self.state.context, facts=facts)
        return self._ask(replace(self.state, context=context, check=Check(check.asked[:-1])), last)

    def _edit_menu(self) -> Turn:
        specs = self.answerer.pack.programme.facts
        known = [key for key in specs if key in self.state.context.facts]
        if not known:
            return self._said("nothing_to_edit", self._main_buttons())
        buttons = tuple((Button(_shortened(self._labelled(key)), f"edit:{key}"),) for key in known)
        return self._said("check_edit", buttons)

    def _labelled(self, key: str) -> str:
        label = self.answerer.pack.programme.facts[key].label.in_(self.language)
        return f"{_capital(label)}: {self._label(key)}"

    def _label(self, key: str) -> str:
        spec, fact = self.answerer.pack.programme.facts[key], self.state.context.facts[key]
        if fact.possible == spec.values:
            return say(self.language, "button_unknown")
        return told_values(fact.possible, spec, self.language).text

    def _stop(self) -> Turn:
        state = replace(self.state, check=None, context=replace(self.state.context, asked=None))
        return replace(self, state=state)._said("check_stopped", self._main_buttons())

    def _result(self, state: State) -> Turn:
        language = _language(state, self.event)
        answer, context = self.answerer.result(state.context, self._today(), language)
        buttons = (
            (
                Button(say(language, "button_why"), "ask:button_why"),
                Button(say(language, "button_edit"), "edit"),
            ),
            (Button(say(language, "button_restart"), "restart"),),
        )
        words = [say(language, "check_result")]
        missing = self._unknown_but_deciding(state.context.facts)
        if missing:
            labels = (self.answerer.pack.programme.facts[one].label.in_(language) for one in missing)
            words.append(say(language, "check_unknown", facts=", ".join(labels)))
        reply = self._render(answer, words, buttons)
        check = replace(state.check or Check(), open=None)
        return Turn(replace(state, context=context, check=check), (reply,), answer)

    def _unknown_but_deciding(self, facts: Facts) -> list[str]:
        """What the company does not know and what would change a verdict."""
        open_again = {key: replace(fact, uncertain=False) for key, fact in facts.items()}
        verdicts = self.answerer.pack.judge_on(self._today()).judge(open_again).values()
        return [one for one in facts if any(one in verdict.ask for verdict in verdicts)]

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
        in_check = self.state.check is not None and self.state.check.open is not None
        if answer.asked and answer.choices:
            spec = self.answerer.pack.programme.facts[answer.asked]
            texts = {one.text for one in answer.choices}
            possible = frozenset(one.value for one in spec.choices if str(one.value) in texts)
            controls = (tuple(self._controls()),) if in_check else ()
            return (*_choice_buttons(spec, possible, language), *controls)
        if answer.status in ("smalltalk", "question", "out_of_scope"):
            return () if in_check else self._main_buttons(language)
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

    def _said(self, key: str, buttons: tuple[tuple[Button, ...], ...] = ()) -> Turn:
        return Turn(self.state, (_reply([say(self.language, key)], buttons),))

    def _told(self, key: str) -> Turn:
        """A sentence, and then the way on: the question of a check under way, or the menu."""
        check = self.state.check
        if check and check.open:
            return self._ask(self.state, check.open, [say(self.language, key)])
        return self._said(key, self._main_buttons())

    def _today(self) -> date:
        return self.event.at.astimezone(SEOUL).date()


def _fitting(state: State, pack: Pack) -> State:
    """The state as far as this pack has its words: it may have been stored under another one."""
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
        check = Check(done, check.open) if check.open is None or check.open in specs else None
    facts, set_aside = still_known(context.facts), still_known(context.set_aside)
    context = replace(context, facts=facts, set_aside=set_aside, spoken=spoken, asked=asked)
    return replace(state, context=context, check=check)


def _settled(fact: Known) -> bool:
    """Nothing more is to be had by asking: one value, or the company does not know."""
    return fact.uncertain or fact.value is not None


def _choice_meant(words: str, spec: FactSpec, among: frozenset[Value]) -> Value | None:
    """The one choice in whose label these words stand: "둘 다요", "either"."""
    bare = _POLITE.sub("", "".join(words.lower().split()))
    labels = {
        one.value: "".join(f"{one.label.ko}|{one.label.en}|{one.value}".lower().split())
        for one in spec.choices
        if one.value in among
    }
    found = [value for value, label in labels.items() if bare in label]
    return found[0] if len(found) == 1 and len(bare) > 1 and spec.type == "choice" else None


def _command_meant(text: str) -> str | None:
    spaced = _TAIL.sub("", text.strip()).lower()
    squashed = "".join(spaced.split())
    for name, pattern in _COMMANDS.items():
        if re.fullmatch(pattern, spaced) or re.fullmatch(pattern, squashed):
            return name
    return None


def _is_question(text: str) -> bool:
    return bool(_QUESTION.search(_TAIL.sub("", text.strip())))


def _is_lost(answer: Answer) -> bool:
    """Whether nothing in the message was recognised."""
    return not answer.topics and answer.status in ("question", "out_of_scope", "not_in_documents")


def _choice_buttons(spec: FactSpec, possible: frozenset[Any], language: Language) -> list[tuple[Button, ...]]:
    """The choices, then "don't know"; short ones side by side, as many as a telephone shows whole."""
    buttons = [
        Button(_capital(one.label.in_(language)), f"a:{spec.key}:{one.value}")
        for one in spec.choices
        if one.value in possible
    ]
    rows: list[list[Button]] = []
    for button in (*buttons, Button(say(language, "button_unknown"), f"a:{spec.key}:?")):
        if rows and len(rows[-1]) < 3 and sum(_width(one.label) for one in (*rows[-1], button)) <= _ROW_WIDTH:
            rows[-1].append(button)
        else:
            rows.append([button])
    return [tuple(row) for row in rows]


def _width(label: str) -> int:
    return 2 + sum(2 if character >= "\u1100" else 1 for character in label)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _shortened(label: str) -> str:
    return label if len(label) <= 60 else label[:59] + "…"


def _reason(verdicts: Iterable[Verdict], key: str, language: Language) -> list[str]:
    tracks = [one.track.title.in_(language) for one in verdicts if key in one.ask]
    return [say(language, "check_reason", tracks=", ".join(tracks))] if tracks else []


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


_FACTS = ("facts", "set_aside")  # of a context


def to_json(state: State) -> str:
    """The state as JSON, for storage."""
    data = asdict(replace(state, context=replace(state.context, facts={}, set_aside={})))
    for name in _FACTS:
        data["context"][name] = {
            key: {"possible": [*map(_as_json, sorted(fact.possible, key=str))], "uncertain": fact.uncertain}
            for key, fact in getattr(state.context, name).items()
        }
    return json.dumps(data, ensure_ascii=False)


def from_json(text: str | None) -> State:
    """The state that was stored; a new one for None, and for text of another version that cannot be read."""
    if text is None:
        return State()
    try:
        data = json.loads(text)
        facts = {
            name: {
                key: Known(frozenset(map(_from_json, fact["possible"])), bool(fact["uncertain"]))
                for key, fact in data["context"].get(name, {}).items()
            }
            for name in _FACTS
        }
        context: dict[str, Any] = {
            key: tuple(one) if isinstance(one, list) else one for key, one in data["context"].items()
        }
        check = data["check"]
        state = State(
            Context(**{**context, **facts}),
            bool(data["greeted"]),
            data["language"],
            Check(tuple(check["asked"]), check["open"]) if check else None,
            (str(data["fragment"][0]), float(data["fragment"][1])) if data.get("fragment") else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return State()
    known = (*LANGUAGES, None)
    return state if state.language in known and state.context.language in known else State()


def _as_json(value: Value) -> object:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _from_json(stored: Any) -> Value:
    return date.fromisoformat(stored["day"]) if isinstance(stored, dict) else cast(Value, stored)
