from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messenger.limits import MESSAGE_UNITS, utf16_units
from bot.messenger.rendering import Message, render, split
from bot.reply import Button, Paragraph, Reply, Span
from tests.telegram_server import parse_html

SPANS = st.builds(
    Span,
    st.text(st.sampled_from("가나다 .!?\n<>&\"'a😀b")).map(lambda text: text * 3),
    st.sampled_from(["plain", "bold", "italic"]),
    st.none() | st.just('https://example.org/?a=1&b="2"'),
)
PARAGRAPHS = st.lists(st.lists(SPANS, max_size=4).map(tuple), min_size=1, max_size=6).map(tuple)


def _text(paragraphs: tuple[Paragraph, ...]) -> str:
    return "".join(span.text for paragraph in paragraphs for span in paragraph)


def test_styles_and_links_become_tags_and_text_is_escaped() -> None:
    reply = Reply(
        (
            (Span("1 < 2 & 3", "bold"), Span(" see "), Span("here", link="https://example.org/?a=1&b=2")),
            (Span("really", "italic"),),
        )
    )
    (message,) = render(reply)

    assert message.html == (
        '<b>1 &lt; 2 &amp; 3</b> see <a href="https://example.org/?a=1&amp;b=2">here</a>\n\n<i>really</i>'
    )
    assert message.plain == "1 < 2 & 3 see here (https://example.org/?a=1&b=2)\n\nreally"


@given(PARAGRAPHS)
def test_every_message_is_html_that_telegram_takes_and_says_the_same(
    paragraphs: tuple[Paragraph, ...],
) -> None:
    for part in split(paragraphs, 40):
        if _text(part).strip():
            (message,) = render(Reply(part))
            assert parse_html(message.html)[0].replace("\n", "") == _text(part).replace("\n", "")


@given(PARAGRAPHS)
def test_splitting_loses_nothing_and_keeps_the_limit(paragraphs: tuple[Paragraph, ...]) -> None:
    parts = split(paragraphs, 40)

    assert "".join(_text(part) for part in parts) == _text(paragraphs)
    assert all(utf16_units("\n\n".join(_text((one,)) for one in part)) <= 40 for part in parts)


def test_it_cuts_at_paragraphs_then_sentences_then_words() -> None:
    assert split(((Span("one two."),), (Span("three."),)), 10) == (
        ((Span("one two."),),),
        ((Span("three."),),),
    )
    assert split(((Span("One. Two."),),), 6) == (((Span("One. "),),), ((Span("Two."),),))
    assert split(((Span("one two"),),), 5) == (((Span("one "),),), ((Span("two"),),))


@pytest.mark.parametrize(
    "styled", [Span("One. Two two.", link="https://example.org/"), Span("One. Two two.", "bold")]
)
def test_it_never_cuts_inside_a_link_or_a_style_that_fits(styled: Span) -> None:
    parts = split(
        (
            (
                Span("Before that. "),
                styled,
                Span(" After."),
            ),
        ),
        20,
    )

    assert styled in [span for part in parts for paragraph in part for span in paragraph]


def test_a_link_longer_than_a_message_is_cut_and_stays_a_link() -> None:
    link = Span("word " * 20, link="https://example.org/")
    parts = split(((link,),), 20)

    assert all(span.link == link.link for part in parts for paragraph in part for span in paragraph)
    assert all(utf16_units(_text(part)) <= 20 for part in parts)


def test_buttons_stand_under_the_last_part() -> None:
    reply = Reply(((Span("가" * 3400),), (Span("나" * 3400),)), buttons=((Button("예", "yes"),),))
    messages = render(reply)

    assert [len(message.buttons) for message in messages] == [0, 1]
    keyboard = messages[-1].keyboard()
    assert keyboard is not None
    assert keyboard.inline_keyboard[0][0].callback_data == "yes"


@pytest.mark.parametrize("data", ["", "가" * 22])
def test_button_data_beyond_the_limit_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match="Telegram allows 1 to 64"):
        render(Reply(((Span("?"),),), buttons=((Button("!", data),),)))


@pytest.mark.parametrize("paragraphs", [(), ((),), ((Span(" \n"),),)])
def test_a_reply_without_text_is_refused(paragraphs: tuple[Paragraph, ...]) -> None:
    with pytest.raises(ValueError, match="needs text"):
        render(Reply(paragraphs))


def test_a_message_survives_the_outbox() -> None:
    message = Message(
        "<b>가</b>", "가", ((Button("예", "yes"), Button("아니요", "no")), (Button("몰라요", "?"),))
    )

    assert Message.from_json(message.to_json()) == message


def test_many_long_links_still_fit_as_plain_text() -> None:
    links = tuple(Span("x", link=f"https://example.org/{number:0100}") for number in range(100))
    (message,) = render(Reply((links,)))

    assert utf16_units(message.plain) <= MESSAGE_UNITS
