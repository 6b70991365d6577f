"""How answers look in a chat: the headline first, few paragraphs, one line of sources, and at most three ways on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bot.answering.answer import Answer, Citation, Context, Language, Segment
from bot.answering.pack import Pack
from bot.answering.quotes import Quotes, names_of
from bot.reply import Button, Paragraph, Reply, Span
from bot.wording.catalogue import say
from rules.facts import Choice, FactSpec, Text, Value

Rows = tuple[tuple[Button, ...], ...]

ASKING = ("button_intake", "button_cap", "button_who")  # buttons whose words are a question
MOST_WAYS_ON = 3

_ROW_WIDTH = 30  # of buttons side by side on a telephone, in half-width characters
_GRID_WIDTH = 36  # of a list of short names, which may be tight
_LONG_LIST = 9  # choices; of more the grouped ones are asked in two steps
_MOST_CHOICES = 4  # under an answer; more are a matter for the self-check
_ANSWERED_BY = {
    "button_intake": {"intake", "next-intake"},
    "button_cap": {"cap"},
    "button_who": {"eligibility"},
}
# Sentences that open a block, headlines in bold, and those that belong to the one before them.
_HEADLINES = ("message:verdict_", "message:why_title", "message:change_title", "message:change_impossible")
_OPENERS = (*_HEADLINES, "message:ask_there", "message:to_go_on")
_DETAILS = ("criterion:", "statement:", "question:", "message:still_open", "message:change_way")


def answer_reply(answer: Answer, pack: Pack, today: date, before: Iterable[str], buttons: Rows) -> Reply:
    """The answer after some words, with a line that tells its first source and the pack."""
    language = answer.language
    paragraphs: list[Paragraph] = [(Span(one),) for one in before]
    by_criterion = answer.topics == ("why",)  # each criterion has its own source beside it
    paragraphs += _blocks(answer.segments, language, with_sources=by_criterion)
    if answer.status not in ("smalltalk", "question"):
        if today > pack.programme.review_by:
            paragraphs.append((Span(say(language, "review_overdue", date=pack.programme.review_by)),))
        paragraphs.append(_origin_line(() if by_criterion else answer.citations, pack, language))
    return Reply(tuple(paragraphs), buttons)


def sources_reply(answer: Answer, before: Iterable[str] = ()) -> Reply:
    """Each document with its quotes. A summary is never shown as the publisher's words."""
    by_document: dict[str, list[Citation]] = {}
    for one in answer.citations:
        by_document.setdefault(one.document, []).append(one)
    said: list[Paragraph] = [(Span(one),) for one in before]
    said.append((Span(say(answer.language, "sources_title"), "bold"),))
    for cited in by_document.values():
        head = Span(source_words(cited[0], answer.language), link=cited[0].url or None)
        said.append((head, *(Span(f"\n· {one.quote}") for one in cited)))
    return Reply(tuple(said))


def source_words(citation: Citation, language: Language) -> str:
    """Publisher, title and date, and whether the text is Gongo's summary."""
    title = f"{citation.title}, {citation.date}" if citation.date else citation.title
    key = "source_line_quote"
    if citation.own_words:
        key = "source_line_gongo" if citation.publisher == "Gongo" else "source_line_summary"
    return say(language, key, publisher=citation.publisher, title=title)


# --- buttons ----------------------------------------------------------------------------------------------------


def quotes_named(answer: Answer, quotes: Quotes) -> str:
    """The names of the quotes behind an answer: of every sentence its best, then the rest."""
    each = [one.citations for one in answer.segments]
    best = [citations[0] for citations in each if citations]
    return names_of(quotes.prove([*best, *answer.citations]))


def sources_button(names: str, language: Language) -> list[Button]:
    """Brings the quotes of one answer; none where no rule is quoted (a passage is its own quote)."""
    return [Button(say(language, "button_sources"), f"s:{names}")] if names else []


def ways_on(answer: Answer, pack: Pack, names: str, context: Context) -> Rows:
    """What may be asked next, the sources of this answer first."""
    language = answer.language
    sources = sources_button(names, language)
    if answer.asked and answer.choices:
        spec = pack.programme.facts[answer.asked]
        texts = {one.text for one in answer.choices}
        possible = frozenset(one.value for one in spec.choices if str(one.value) in texts)
        if len(possible) <= _MOST_CHOICES:
            return (*choice_rows(spec, possible, language), *rows(sources))
        return rows([*sources, Button(say(language, "button_check_on"), "check")])
    if answer.status == "verdict":
        detail = [Button(say(language, "button_why"), "t:why"), *change_button(answer)]
        return rows([*sources, *(one for one in detail if one.data.removeprefix("t:") not in answer.topics)])
    found = [*sources, _check_button(pack, context, language)]
    others = [key for key in ASKING if not _ANSWERED_BY[key] & set(answer.topics)]
    found += [Button(say(language, key), f"ask:{key}") for key in others]
    return rows(found[:MOST_WAYS_ON])


def menu(language: Language) -> Rows:
    """Where nothing was asked yet."""
    return rows(
        [
            Button(say(language, "button_check"), "check"),
            *(Button(say(language, key), f"ask:{key}") for key in ASKING),
        ][:MOST_WAYS_ON]
    )


def change_button(answer: Answer) -> list[Button]:
    """What would have to change, where a track is not open to the company already."""
    open_to_all = set(answer.verdicts.values()) <= {"eligible"}
    return [] if open_to_all else [Button(say(answer.language, "button_change"), "t:change")]


def _check_button(pack: Pack, context: Context, language: Language) -> Button:
    """After an answer on one track, the self-check of that track."""
    tracks = pack.judge.edition.tracks
    if context.track is None or context.track not in tracks:
        return Button(say(language, "button_check"), "check")
    title = tracks[context.track].title.in_(language)
    return Button(say(language, "button_check_track", track=title), f"check:{context.track}")


def choice_rows(spec: FactSpec, possible: frozenset[Any], language: Language) -> Rows:
    """The choices, then "don't know". Of a long list those of one group stand behind one button."""
    offered = [one for one in spec.choices if one.value in possible]
    is_long = len(offered) > _LONG_LIST
    buttons: dict[str, Button] = {}
    for one in offered:
        label, name = one.label, f"a:{spec.key}:{one.value}"
        if is_long and one.group is not None:
            label, name = one.group, f"g:{spec.key}:{_first_of(one.group, offered)}"
        buttons.setdefault(name, Button(capital(label.in_(language)), name))
    unknown = Button(say(language, "button_unknown"), f"a:{spec.key}:?")
    return (_grid if is_long else rows)([*buttons.values(), unknown])


def _first_of(group: Text, choices: Iterable[Choice]) -> Value:
    """By which the group is known: a button carries too little for all."""
    return next(one.value for one in choices if one.group == group)


def _grid(buttons: Sequence[Button]) -> Rows:
    """In columns, as many as the widest allows, at most four."""
    columns = max(1, min(4, _GRID_WIDTH // max(_width(one) for one in buttons)))
    return tuple(tuple(buttons[at : at + columns]) for at in range(0, len(buttons), columns))


def rows(buttons: Sequence[Button]) -> Rows:
    """Short ones side by side, as many as a telephone shows whole, at most three."""
    found: list[list[Button]] = []
    for button in buttons:
        if found and len(found[-1]) < 3 and sum(_width(one) for one in (*found[-1], button)) <= _ROW_WIDTH:
            found[-1].append(button)
        else:
            found.append([button])
    return tuple(tuple(row) for row in found)


def _width(button: Button) -> int:
    return 2 + sum(2 if character >= "\u1100" else 1 for character in button.label)


def capital(label: str) -> str:
    return label[:1].upper() + label[1:]


# --- paragraphs -------------------------------------------------------------------------------------------------


def _blocks(segments: Iterable[Segment], language: Language, *, with_sources: bool) -> list[Paragraph]:
    """One paragraph for each segment, but a headline with its details below it in one."""
    found: list[list[Span]] = []
    in_block = False
    for segment in segments:
        if segment.origin.startswith(_OPENERS):
            found.append([Span(segment.text, "bold" if segment.origin.startswith(_HEADLINES) else "plain")])
            in_block = True
        elif in_block and segment.origin.startswith(_DETAILS):
            found[-1] += _detail(segment, language, with_sources=with_sources)
        else:
            found.append([Span(segment.text)])
            in_block = False
    return [tuple(one) for one in found]


def _detail(segment: Segment, language: Language, *, with_sources: bool) -> list[Span]:
    is_reason = with_sources and segment.origin.endswith((":unmet", ":silent"))
    spans = [Span(f"\n→ {segment.text}" if is_reason else f"\n{segment.text}")]
    if with_sources and segment.citations and not is_reason:
        best = segment.citations[0]
        spans += [Span(" "), Span(_short_source(best, language), link=best.url or None)]
    return spans


def _short_source(citation: Citation, language: Language) -> str:
    if citation.own_words and citation.publisher == "Gongo":
        return say(language, "source_short_gongo")
    source = f"{citation.publisher}, {citation.date}" if citation.date else citation.publisher
    return say(language, "source_short_summary" if citation.own_words else "source_short", source=source)


def _origin_line(citations: Sequence[Citation], pack: Pack, language: Language) -> Paragraph:
    """The first source in short, how many more there are, and the pack."""
    line: list[Span] = []
    documents = list({one.document: one for one in citations}.values())
    documents.sort(key=lambda one: one.publisher == "Gongo")  # a publication says more than our own notes
    if documents:
        words = say(language, "source_line", source=source_words(documents[0], language))
        line.append(Span(words, link=documents[0].url or None))
        if documents[1:]:
            line.append(Span(f" {say(language, 'source_line_more', count=len(documents) - 1)}"))
        line.append(Span("\n"))
    return (*line, Span(say(language, "pack_line", pack=pack.name), "italic"))
