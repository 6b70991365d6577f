"""The result of a self-check to keep and to pass on: what was told, the verdicts, and what they rest on.

A Receipt is a value without time, ids or layout of its own. It is shown as a Reply, as plain text or as a PDF.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from bot.answering.answer import Citation, Language, Segment
from bot.answering.composing import Composer, day
from bot.answering.desk import Case
from bot.answering.eligibility import at_start, ended, finding_segments, headline, mark, question, way_in
from bot.answering.gate import check
from bot.answering.pack import Pack
from bot.answering.values import told_values
from bot.reply import Paragraph, Reply, Span, plain
from bot.wording.catalogue import say
from rules.edition import Amount, Figure, FigureKind
from rules.facts import Facts, Known
from rules.verdict import Finding, Verdict

_log = logging.getLogger(__name__)

Style = Literal["plain", "strong", "row", "met", "unmet", "unknown", "because", "quote", "source"]


@dataclass(frozen=True)
class Line:
    """One line. `label` stands before the text: a fact's name, a mark, whose words a quote is, a source's number.

    `address` is where a source can be read.
    """

    style: Style
    text: str
    label: str = ""
    address: str = ""


Block = tuple[Line, ...]  # lines that belong together, on one page if they fit


@dataclass(frozen=True)
class Section:
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Receipt:
    """The result for one company on one day, by one pack, in one language: equal for equal ones."""

    language: Language
    day: date
    title: str
    basis: str
    notice: str
    pack: str
    sections: tuple[Section, ...]


def receipt(pack: Pack, facts: Facts, day: date, language: Language) -> Receipt:
    """What a self-check comes to for these facts on a day in Korea. The pack needs no topics."""
    composer = Composer(pack.programme, language)
    return _Writer(Case(pack.programme, pack.judge_on(day), composer, day, facts)).receipt(pack)


def as_reply(receipt: Receipt) -> Reply:
    """The receipt for a chat: plain but for its headings, each block a paragraph, so that it can be cut between."""
    paragraphs: list[Paragraph] = [
        (Span(receipt.title, "bold"), Span(f"\n{receipt.basis}")),
        (Span(receipt.notice),),
    ]
    for section in receipt.sections:
        first, *others = ["\n".join(map(_written, block)) for block in section.blocks]
        paragraphs += [(Span(section.heading, "bold"), Span(f"\n{first}")), *((Span(one),) for one in others)]
    return Reply(tuple(paragraphs))


def as_text(receipt: Receipt) -> str:
    """The receipt as plain text. A chat that limits messages takes `as_reply` and cuts that."""
    return plain(as_reply(receipt)) + "\n"


def as_pdf(receipt: Receipt) -> bytes:
    """The receipt as a PDF of A4 pages; the same receipt gives the same bytes."""
    from bot.services.receipt_pdf import typeset  # takes two seconds, and few need it

    return typeset(receipt)


def _written(line: Line) -> str:
    match line.style:
        case "row":
            return f"· {line.label}: {line.text}"
        case "quote":
            return f"  ↳ {line.label}: {line.text}"
        case "source":
            return f"{line.label} {line.text}" + (f"\n{line.address}" if line.address else "")
        case _:
            return f"{line.label} {line.text}".strip()


@dataclass
class _Writer:
    """Writes one receipt; numbers the sources in the order of their first use."""

    case: Case
    sources: dict[str, Citation] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        return self.case.composer.language

    def receipt(self, pack: Pack) -> Receipt:
        case, edition = self.case, self.case.judge.edition
        verdicts = case.judge.judge(case.facts)
        sections = [
            Section(self._say("receipt_answers"), (self._answers(),)),
            *(self._track(one) for one in verdicts.values()),
            Section(self._say("receipt_missing"), tuple(self._missing(verdicts.values()))),
        ]
        if self.sources:
            sections.append(Section(self._say("receipt_sources"), tuple(self._listed())))
        sections.append(Section(self._say("receipt_record"), tuple(self._record(pack))))
        basis = case.composer.say(
            "receipt_basis",
            programme=case.programme.title.in_(self.language),
            year=Figure("year", edition.id),
            day=day(case.today),
        )
        title, notice = self._say("receipt_title"), self._say("receipt_notice")
        return Receipt(
            self.language, case.today, title, self._sent(basis).text, notice, pack.name, tuple(sections)
        )

    # sections

    def _answers(self) -> Block:
        specs, facts = self.case.programme.facts, self.case.facts
        rows = tuple(self._answer(key, facts[key]) for key in specs if key in facts)
        return rows or (Line("plain", self._say("receipt_no_answers")),)

    def _answer(self, key: str, known: Known) -> Line:
        """A fact as it was understood, by its label. What the company does not know is said to be unknown."""
        spec = self.case.programme.facts[key]
        if not known.possible or known.possible == spec.values:
            return Line("row", self._say("button_unknown"), self._label(key))
        told = told_values(known.possible, spec, self.language)
        return self._line("row", Segment(told.text, f"fact:{key}", told.figures), self._label(key))

    def _track(self, verdict: Verdict) -> Section:
        case, track = self.case, verdict.track
        title = at_start(track.title.in_(self.language))
        blocks: list[Block] = [(self._under(title, headline(case.composer, verdict, case.judge.edition.id)),)]
        blocks += [(self._line("plain", one),) for one in ended(case)]
        blocks += [self._criterion(verdict, one) for one in verdict.findings]
        for amount in _caps(verdict):
            says = case.composer.statement(amount.statement)
            line = self._line("plain", says, f"{self._say('receipt_cap')}:")
            blocks.append((line, *self._quoted(says, amount.statement.id)))
        region = case.facts.get("region")
        regions = tuple(sorted(str(one) for one in region.possible)) if region else ()
        for segment in case.intake((track.id,), regions):
            blocks.append((self._line("plain", segment, f"{self._say('receipt_intake')}:"),))
        if verdict.outcome != "eligible":
            way, *others = way_in(case, verdict)
            blocks.append((self._under(title, way), *(self._line("plain", one) for one in others)))
        return Section(title, tuple(blocks))

    def _criterion(self, verdict: Verdict, finding: Finding) -> Block:
        track, criterion = verdict.track, finding.criterion
        says, *because = finding_segments(self.case.composer, track, finding)
        return (
            self._line(finding.state, says, mark(self.case.composer, finding).text),
            *(self._line("because", one) for one in because),
            *self._quoted(
                says, f"criterion:{track.id}.{criterion.id}", notes_first=finding.cause == "silent"
            ),
        )

    def _missing(self, verdicts: Iterable[Verdict]) -> Iterable[Block]:
        """What could still settle a verdict: what the company can find out, and what the documents leave open."""
        case = self.case
        openly = {key: replace(one, uncertain=False) for key, one in case.facts.items()}
        asked = {key for one in case.judge.judge(openly).values() for key in one.ask}
        mine = [
            self._line("row", question(case.composer, case.programme, key), self._label(key))
            for key in case.programme.facts
            if key in asked
        ]
        silent = [
            Line("row", ", ".join(dict.fromkeys(map(self._label, facts))), at_start(title))
            for title, facts in _left_open(verdicts, self.language)
        ]
        if mine:
            yield (Line("plain", self._say("receipt_company_knows")), *mine)
        if silent:
            contact = case.composer.statement(case.programme.contact)
            yield (Line("plain", self._say("receipt_body_knows")), *silent)
            yield (self._line("plain", contact), *self._quoted(contact, case.programme.contact.id))
        if not mine and not silent:
            yield (Line("plain", self._say("receipt_nothing_missing")),)

    def _listed(self) -> Iterable[Block]:
        for number, one in enumerate(self.sources.values(), 1):
            key = "source_line_quote"
            if one.own_words:
                key = "source_line_gongo" if one.publisher == "Gongo" else "source_line_summary"
            said = self.case.composer.say(key, publisher=one.publisher, title=one.title)
            if one.date:
                published = _dated(one.date)
                dated = "receipt_source_year" if published.kind == "year" else "receipt_source"
                said = self.case.composer.say(dated, source=said.text, date=published)
            said = replace(said, citations=(one,))
            yield (replace(self._line("source", said, f"[{number}]"), address=one.url),)

    def _record(self, pack: Pack) -> Iterable[Block]:
        overdue = self.case.today > self.case.programme.review_by
        if overdue:
            said = self.case.composer.say("review_overdue", date=day(self.case.programme.review_by))
            yield (self._line("plain", said),)
        # Names, not figures: the gate has nothing to compare them with.
        yield (
            Line("row", pack.name, self._say("receipt_pack")),
            Line("row", pack.digest, self._say("receipt_hash")),
            Line("plain", self._say("receipt_same")),
        )

    # lines

    def _quoted(self, says: Segment, id: str, *, notes_first: bool = False) -> Block:
        """The best proof of a sentence: what was published, before what Gongo noted on it.

        Gongo's summary is called so, and stands in no quotation marks.
        """
        if not says.citations:
            return ()
        best = min(says.citations, key=lambda one: not notes_first and one.publisher == "Gongo")
        self.sources.setdefault(best.document, best)
        number = list(self.sources).index(best.document) + 1
        label = best.publisher
        if best.own_words:
            gongo = best.publisher == "Gongo"
            label = self._say("receipt_notes") if gongo else self._say("receipt_summary", best.publisher)
        line = self._line("quote", Segment(best.quote, f"quote:{id}"), f"{label} [{number}]")
        return (line if best.own_words else replace(line, text=f"“{line.text}”"),)

    def _under(self, title: str, segment: Segment) -> Line:
        """A sentence that begins with the title (and a mark before it), below that title."""
        line = self._line("strong", segment)
        return replace(line, text=at_start(line.text.partition(f"{title}: ")[2] or line.text))

    def _line(self, style: Style, segment: Segment, label: str = "") -> Line:
        return Line(style, self._sent(segment).text, label)

    def _sent(self, segment: Segment) -> Segment:
        """The segment if it passes the gate. A gap would read as if there were nothing to say: it is named."""
        case = self.case
        refusal = check(segment, case.programme, self.language, {}, case.judge.edition)
        if refusal is None:
            return segment
        _log.error("gate refused %s: %s", refusal.origin, refusal.reason)
        return case.composer.say("gate_refused")

    def _label(self, key: str) -> str:
        return at_start(self.case.programme.facts[key].label.in_(self.language))

    def _say(self, key: str, publisher: str = "") -> str:
        return say(self.language, key, publisher=publisher)


def _caps(verdict: Verdict) -> tuple[Amount, ...]:
    """The caps that may apply; while most are open, the sentence on the whole track alone, which names them."""
    possible, general = verdict.cap or (), verdict.track.cap.otherwise
    return (general,) if len(possible) > 1 and general in possible else possible


def _left_open(verdicts: Iterable[Verdict], language: Language) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The tracks that silence keeps from being settled, with the facts on which the documents are silent."""
    for one in verdicts:
        facts = tuple(key for finding in one.of("unknown", "silent") for key in finding.facts)
        if facts and one.outcome == "undetermined":
            yield one.track.title.in_(language), facts


def _dated(published: str) -> Figure:
    """The day, month or year of a publication."""
    kinds: dict[int, FigureKind] = {4: "year", 7: "month", 10: "date"}
    return Figure(kinds[len(published)], published)
