"""What is no question to the answerer: persons to ask, staff at work, opinions on answers, one's own data.

Reads what is stored, lets a service decide, and hands the outcome to the worker, which keeps it in the turn's own
transaction. Who may do what is decided here: staff's commands count in the staff's chat only.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from telegram import Update
from telegram.constants import ChatType

from bot.answering.answer import Answer, Context, Language
from bot.answering.composing import Composer
from bot.answering.pipeline import Answerer
from bot.conversation import from_json, respond, to_json
from bot.messenger.attachment import Attachment
from bot.messenger.rendering import Message, render
from bot.messenger.staff import Staff
from bot.reply import Button, Event, Reply, Span, plain
from bot.services import escalation, feedback, gaps, notify, privacy, trace
from bot.services.live import Live
from bot.services.masking import mask
from bot.services.outcome import Outcome, said, saying
from bot.storage.people import Escalation, Logged, Subscription
from bot.storage.storage import KEPT, Exchange, Storage, StoredUpdate
from bot.typed import wants_person
from bot.wording.catalogue import say
from knowledge.normalise import language_of

SEOUL = ZoneInfo("Asia/Seoul")
GAPS_WITHIN = timedelta(days=30)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Office:
    """Serves one bot. `staff` is where persons are to be asked, if anywhere."""

    storage: Storage
    live: Live
    bot_id: int
    staff: Staff
    log_kept: timedelta
    has_model: bool = False

    @property
    def answerer(self) -> Answerer:
        """What answers now."""
        return self.live.now.answerer

    async def exchange(self, taken: StoredUpdate, update: Update, event: Event) -> Exchange | None:
        """The turn, if the event is the office's; None for what the answerer is to answer."""
        outcome = await _Visit(self, taken, update, event).outcome()
        return None if outcome is None else _as_exchange(outcome, event)

    async def notify_due(self, now: datetime) -> int:
        """Queues what chats asked to be told of, each thing once however often this is called; gives the number."""
        queued = 0
        told = await self.storage.people.told(self.bot_id)
        for one in await self.storage.people.subscriptions(self.bot_id):
            try:
                notices = await asyncio.to_thread(notify.due, one, self.answerer, now)
            except Exception:  # noqa: BLE001  # one wish that cannot be worked must not cost the others theirs
                _log.exception("Subscription %s is left out today", one.id)
                continue
            for found in notices:
                if (one.chat_id, found.name) in told:
                    continue
                messages = _messages(found.replies)
                ends = one.id if found.ends else None
                queued += await self.storage.notify(
                    self.bot_id, one.chat_id, found.name, messages, now, ends=ends
                )
        return queued

    async def tell_undelivered(self, now: datetime) -> int:
        """Queues for those whose questions wait for a chat of staff that is shut whom to call meanwhile, once each.

        Gives the number of messages.
        """
        queued, staff_chat = 0, self.staff.number
        waiting = [] if staff_chat is None else await self.storage.waiting_for(self.bot_id, staff_chat)
        for number in dict.fromkeys(escalation.number_in(Message.from_json(one).plain) for one in waiting):
            known = None if number is None else await self.storage.people.escalation(self.bot_id, number)
            if known is not None and known.state == "open":
                told = _messages((escalation.undelivered(known, self.contact(known.language)),))
                name = f"undelivered:{number}"
                queued += await self.storage.notify(self.bot_id, known.chat_id, name, told, now)
        return queued

    def contact(self, language: str) -> str:
        """Whom to call."""
        programme = self.answerer.pack.programme
        return Composer(programme, "en" if language == "en" else "ko").statement(programme.contact).text

    def dressed(self, update: Update, reply: Reply, answer: Answer, update_id: int) -> Reply:
        """A reply that in private asks for an opinion."""
        chat = update.effective_chat
        if not answer.asked and chat is not None and chat.type == ChatType.PRIVATE:
            return feedback.with_opinion(reply, answer.status, update_id, answer.language)
        return reply


def _as_exchange(outcome: Outcome, event: Event) -> Exchange:
    files = (Attachment(one.name, one.content, one.caption).to_json() for one in outcome.files)
    return Exchange(
        state=None,
        messages=(*_messages(outcome.replies), *files),
        event_text=event.text,
        replies_text="\n\n".join(plain(one) for one in outcome.replies),
        forgets=outcome.forgets,
        to_others=tuple(
            (chat, message) for chat, reply in outcome.to_others for message in _messages((reply,))
        ),
        changes=outcome.changes,
    )


def _messages(replies: tuple[Reply, ...]) -> list[str]:
    return [message.to_json() for reply in replies for message in render(reply)]


@dataclass(frozen=True)
class _Visit:
    """One event at the office."""

    office: Office
    taken: StoredUpdate
    update: Update
    event: Event

    @property
    def chat(self) -> int:
        return self.taken.chat_id

    @property
    def staff(self) -> Language:
        """What staff read."""
        return self.office.staff.language

    @property
    def language(self) -> str:
        state = from_json(self.taken.conversation)
        locale = self.event.locale
        fallback = "en" if locale and not locale.lower().startswith("ko") else "ko"
        return state.language or state.context.language or fallback

    async def outcome(self) -> Outcome | None:
        if self.chat == self.office.staff.number:
            found = await self._staff()
            if found is not None:
                return found
        paused = self.office.live.paused
        if paused is not None and not self._works_while_paused():
            return Outcome((saying(paused.en if self._reads_english() else paused.ko),))
        if self.event.kind == "command":
            name, _, words = self.event.text.removeprefix("/").partition(" ")
            return await self._command(name, words.strip())
        if self.event.kind == "button":
            return await self._button(self.event.text.split(":"))
        if self.event.kind == "text" and wants_person(self.event.text):
            return await self._person_wanted()
        return None

    def _works_while_paused(self) -> bool:
        """What answers nothing about the programme, and everybody's right over their own data."""
        if self.event.kind == "command":
            return self.event.text.removeprefix("/").strip() in ("start", "privacy", "forget", "export")
        return self.event.kind == "button" and self.event.text.startswith(("forget:", "person:withdraw:"))

    def _reads_english(self) -> bool:
        chosen = from_json(self.taken.conversation).language
        written = language_of(self.event.text) if self.event.kind in ("text", "edited") else None
        return (chosen or written or self.language) == "en"

    async def _command(self, name: str, words: str) -> Outcome | None:
        match name:
            case "person":
                return await self._person_asked_for(words)
            case "privacy":
                return privacy.kept(
                    self.language,
                    self.office.log_kept.days,
                    int(KEPT.total_seconds() // 3600),
                    shared=self.office.storage.is_shared,
                    staff=self.office.staff.number is not None,
                    model=self.office.has_model,
                )
            case "notify":
                last = await self.office.storage.people.logged(self.office.bot_id, self.chat)
                return notify.menu(self.office.answerer, await self._subscriptions(), last, self.language)
            case "forget":
                return privacy.asked_to_forget(self.language)
            case "export":
                stored = await self.office.storage.export(self.office.bot_id, self.chat)
                return privacy.exported(stored, self.language)
        return None

    async def _button(self, data: list[str]) -> Outcome | None:
        match data:
            case ["person", "no"] | ["forget", "no"]:
                return said(self.language, "cancelled")
            case ["person", "send" | "facts" as choice, number] if number.isdecimal():
                return await self._consented(int(number), with_facts=choice == "facts")
            case ["person", "withdraw", number] if number.isdecimal():
                return await self._withdrawn(int(number))
            case ["person", number] if number.isdecimal():
                return await self._person_about(await self._logged(int(number)))
            case ["fb", kind, number] if number.isdecimal():
                return await self._opinion(kind, int(number))
            case ["forget", "yes"]:
                return await self._forget()
            case ["notify", what, which]:
                return await self._notified_of(what, which)
        return None

    # a person

    async def _person_asked_for(self, words: str) -> Outcome:
        if not words:
            known = await self.office.storage.people.logged(self.office.bot_id, self.chat)
            return await self._person_about(known, "person_how")
        state = from_json(self.taken.conversation)
        facts = self._in_words(state.context)
        question = self._masked(words)
        return await self._offered(
            escalation.Question(self.taken.update_id, self.language, question, "", facts, None, self.event.at)
        )

    async def _person_wanted(self) -> Outcome | None:
        """Somebody to talk to was asked for, but nothing in particular; where nobody is, the answerer tells contacts."""
        chat = self.update.effective_chat
        if self.office.staff.reachable is None or chat is None or chat.type != ChatType.PRIVATE:
            return None
        last = await self.office.storage.people.logged(self.office.bot_id, self.chat)
        label = say(self.language, "button_person_last")
        buttons = () if last is None else ((Button(label, f"person:{last.update_id}"),),)
        return said(self.language, "person_wanted", buttons)

    async def _person_about(self, known: Logged | None, otherwise: str = "person_expired") -> Outcome:
        """About an answer that was given."""
        if known is None:
            return self._instead() if self.office.staff.reachable is None else said(self.language, otherwise)
        state = from_json(self.taken.conversation)
        specs = self.office.answerer.pack.programme.facts
        asked = escalation.asked(known.event_text, self.language, specs)
        return await self._offered(
            escalation.Question(
                known.update_id,
                self.language,
                self._masked(asked),
                escalation.answer_shown(known.replies_text, self.language),
                self._in_words(state.context),
                known.state_before,
                known.at,
            )
        )

    async def _offered(self, question: escalation.Question) -> Outcome:
        chat = self.update.effective_chat
        if chat is None or chat.type != ChatType.PRIVATE:
            return said(self.language, "only_private")
        if self.office.staff.reachable is None:
            return self._instead()
        people = self.office.storage.people
        known = await people.escalation_of(self.office.bot_id, self.chat, question.update_id)
        return escalation.offered(question, known)

    def _instead(self) -> Outcome:
        return escalation.instead(self.language, self.office.contact(self.language))

    async def _consented(self, update_id: int, *, with_facts: bool) -> Outcome:
        staff_chat = self.office.staff.reachable
        if staff_chat is None:
            return self._instead()
        people = self.office.storage.people
        known = await people.escalation_of(self.office.bot_id, self.chat, update_id)
        bare = None if known is None else _without_facts(known.state_before)
        return escalation.handed_over(
            known, self.language, staff_chat, bare, with_facts=with_facts, staff=self.staff
        )

    async def _withdrawn(self, number: int) -> Outcome:
        known = await self.office.storage.people.escalation(self.office.bot_id, number)
        mine = known if known is not None and known.chat_id == self.chat else None
        return escalation.withdrawn(mine, self.language, self.office.staff.number, staff=self.staff)

    # staff

    async def _staff(self) -> Outcome | None:
        """What staff do in their chat; None for anything else that is said there."""
        message = self.update.message or self.update.edited_message
        if message is None:
            return None
        original = message.reply_to_message
        about = None
        if (
            original is not None
            and original.from_user is not None
            and original.from_user.id == self.office.bot_id
        ):
            about = escalation.number_in(original.text or "")
        if self.event.kind == "command":
            name, _, words = self.event.text.removeprefix("/").partition(" ")
            return await self._staff_command(name, words.strip(), about)
        if about is None:
            return None
        if self.event.kind not in ("text", "edited"):
            return said(self.staff, "staff_only_text")
        known = await self._escalation(about)
        edited = self.update.edited_message is not None
        return escalation.answered(known, about, self.event.text, edited=edited, staff=self.staff)

    async def _staff_command(self, name: str, words: str, about: int | None) -> Outcome | None:
        digits = words.lstrip("#")
        number = int(digits) if digits.isdecimal() and len(digits) < 13 else about
        match name:
            case "close":
                return escalation.closed(await self._escalation(number), number, staff=self.staff)
            case "reopen":
                return escalation.reopened(await self._escalation(number), number, staff=self.staff)
            case "why":
                return await self._why(number)
            case "test":
                return await self._test(words)
            case "gaps":
                return await self._gaps()
        return None

    async def _why(self, number: int | None) -> Outcome:
        known = await self._escalation(number)
        if number is None:
            return said(self.staff, "staff_which")
        if known is None or known.state in ("offered", "withdrawn"):
            return said(self.staff, "staff_no_such", number=number)
        found = await asyncio.to_thread(
            trace.trace,
            self.office.answerer,
            self.office.live.now.search,
            known.question,
            from_json(known.state_before).context,
            known.asked_at.astimezone(SEOUL).date(),
            self.staff,
        )
        head = say(self.staff, "staff_tag", number=number)
        bare = "" if known.facts else say(self.staff, "trace_without_facts")
        return Outcome((saying(head, *trace.told(found, self.staff), bare),))

    async def _test(self, words: str) -> Outcome:
        if not words:
            return said(self.staff, "staff_test_how")
        event = replace(self.event, kind="text", text=words)
        fresh = replace(from_json(None), greeted=True)
        turn = await asyncio.to_thread(respond, fresh, event, self.office.answerer)
        head = (Span(say(self.staff, "staff_test"), "italic"),)
        return Outcome(tuple(Reply((head, *one.paragraphs)) for one in turn.replies))

    async def _gaps(self) -> Outcome:
        since = self.event.at - GAPS_WITHIN
        unanswered = await self.office.storage.people.unanswered(self.office.bot_id, since)
        found = gaps.gaps(unanswered)
        if not found:
            return said(self.staff, "gaps_none", days=GAPS_WITHIN.days)
        lines = [say(self.staff, "gaps_line", count=count, question=one) for count, one in found]
        head = say(self.staff, "gaps_head", days=GAPS_WITHIN.days, total=len(unanswered))
        return Outcome((saying(head, "\n".join(lines)),))

    # opinions, data

    async def _opinion(self, kind: str, update_id: int) -> Outcome:
        known = await self._logged(update_id)
        if kind == "up":
            return feedback.liked(known, self.language)
        if kind == "down":
            return feedback.disliked(known, self.language)
        if kind in feedback.REASONS:
            return feedback.explained(known, kind, self.language)
        return said(self.language, "feedback_expired")

    async def _notified_of(self, what: str, which: str) -> Outcome:
        known, answerer = await self._subscriptions(), self.office.answerer
        if what == "track":
            return notify.track_wanted(answerer.pack.programme, which, known, self.language)
        number = int(which) if which.isdecimal() else 0
        if what == "off":
            return notify.not_wanted(number, known, self.language)
        last = await self._logged(number)
        return await asyncio.to_thread(notify.answer_wanted, answerer, last, known, self.language)

    async def _subscriptions(self) -> tuple[Subscription, ...]:
        return await self.office.storage.people.subscriptions(self.office.bot_id, self.chat)

    async def _forget(self) -> Outcome:
        numbers = await self.office.storage.people.handed_over(self.office.bot_id, self.chat)
        told = escalation.forgotten(numbers, self.office.staff.number, staff=self.staff)
        return replace(said(self.language, "forgotten"), to_others=told, forgets=True)

    # what all need

    async def _logged(self, update_id: int) -> Logged | None:
        return await self.office.storage.people.logged(self.office.bot_id, self.chat, update_id)

    async def _escalation(self, number: int | None) -> Escalation | None:
        if number is None:
            return None
        return await self.office.storage.people.escalation(self.office.bot_id, number)

    def _masked(self, text: str) -> str:
        return mask(text.replace("\x00", ""), self.office.live.now.phones)

    def _in_words(self, context: Context) -> str:
        specs = self.office.answerer.pack.programme.facts
        return " · ".join(trace.facts_in_words(context.facts, specs, self.language))


def _without_facts(state: str | None) -> str | None:
    """The dialogue's state as if the company had told nothing."""
    if state is None:
        return None
    before = from_json(state)
    bare = replace(
        before.context, facts={}, set_aside={}, firms={}, called={}, firm=None, region=(), asked=None
    )
    return to_json(replace(before, context=bare, check=None, fragment=None))
