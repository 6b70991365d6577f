"""The rules as staff read them: each value leads to its quote, in the document's own place."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from html import unescape

import pytest

from bot.console.parts import Parts
from bot.services.coverage import statements_of
from tests.bot.console.conftest import Browser

SignedIn = Callable[..., Awaitable[Browser]]
_FIGURE = re.compile(r'<a class="figure" href="([^"]+)">([^<]+)</a>')


async def test_the_list_tells_what_is_in_force_and_what_decides(signed_in: SignedIn, parts: Parts) -> None:
    one = await signed_in("viewer")

    await one.get("/console/rules")

    programme = parts.live.now.pack.programme
    for edition in programme.editions.values():
        assert edition.title.en in one.text
        assert f'href="/console/rules/editions/{edition.id}"' in one.page
    assert "decides" in one.text


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_everything_that_an_edition_says_is_there_in_the_readers_language(
    language: str, signed_in: SignedIn, parts: Parts
) -> None:
    one = await signed_in("viewer", language=language)
    edition = parts.live.now.pack.programme.deciding

    await one.get(f"/console/rules/editions/{edition.id}")

    for statement in statements_of(edition):
        assert f'id="{statement.id}"' in one.page
        for proof in statement.proof:
            assert " ".join(proof.quote.in_(language).split()) in one.text
    for entry in edition.not_stated.values():
        assert entry.says.in_(language) in one.text


async def test_every_value_leads_to_a_highlighted_quote(signed_in: SignedIn, parts: Parts) -> None:
    one = await signed_in("viewer")
    await one.get(f"/console/rules/editions/{parts.live.now.pack.programme.deciding.id}")
    links = {unescape(link) for link, _ in _FIGURE.findall(one.page)}

    assert len(links) > 30
    for link in links:
        address, _, anchor = link.partition("#")
        await one.get(address)
        assert re.search(
            rf'<span class="anchor" id="{anchor}"></span>(<span[^>]*></span>)*<mark>', one.page
        ), link
        assert f'id="used-{anchor}"' in one.page


async def test_the_other_language_is_one_link_away(signed_in: SignedIn) -> None:
    one = await signed_in("viewer", language="en")

    await one.get("/console/rules/editions/2025?in=ko")

    assert "2025년 회차" in one.text
    assert "Criteria" in one.text  # the page around it stays


async def test_a_search_finds_by_either_language_and_by_quote(signed_in: SignedIn) -> None:
    one = await signed_in("viewer")

    await one.get("/console/rules/editions/2025?q=광주")
    found = one.page
    await one.get("/console/rules/editions/2025?q=nothing+has+this+word")

    assert 'id="gwangju-terms"' in found
    assert 'id="pohang-intake"' not in found
    assert 'id="gwangju-terms"' not in one.page
    assert "Nothing was found." in one.text


async def test_what_is_searched_for_is_never_markup(signed_in: SignedIn) -> None:
    one = await signed_in("viewer")

    await one.get('/console/rules/editions/2025?q="><script>alert(1)</script>&in="><b>')

    assert "<script>alert" not in one.page
    assert '"><b>' not in one.page


async def test_an_edition_that_is_not_there_is_not_found(signed_in: SignedIn) -> None:
    one = await signed_in("viewer")

    assert (await one.get("/console/rules/editions/1999")).status_code == 404


async def test_warnings_stand_with_their_acknowledgement_and_its_reason(signed_in: SignedIn) -> None:
    one = await signed_in("viewer")

    await one.get("/console/rules/checks")

    assert "185 != 200" in one.text
    assert "The announcement says 200-odd" in one.text


async def test_coverage_tells_what_no_rule_uses_and_why(signed_in: SignedIn) -> None:
    one = await signed_in("viewer")

    await one.get("/console/rules/coverage")

    assert "A number to find the notice by." in one.text
    assert "Every value of a rule stands in a document." in one.text
