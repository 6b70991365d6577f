"""One change of a rule, the whole way: asked on the bench, kept as a golden case, drafted, checked, approved by a second
person, answered in Telegram, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.browser.conftest import Gongo
from tests.browser.test_accessibility import SERIOUS

EDITION = "rules/2025.yaml"
OPEN = "[chungbuk, jeonnam, gwangju,"  # the first of the places in which the basic track is open
QUESTION = "저희는 인천에서 부품을 만드는 중소 제조업체입니다. 기초 수준으로 구축하려는데 자격이 되나요?"
IN_BUSAN = QUESTION.replace(
    "인천", "부산"
)  # what stays as it is: a golden case of what changes would bar the change
DAY = "2025-04-05"


async def in_telegram(gongo: Gongo) -> str:
    """What the bot says to the question of somebody new."""
    user = gongo.telegram.chat(7000 + len(gongo.telegram.chats))
    await user.says(QUESTION)
    return (await user.hears()).text


async def seems_fine(page: Page) -> None:
    found = (await Axe().run(page)).response["violations"]
    assert [one["id"] for one in found if one["impact"] in SERIOUS] == [], page.url


async def test_a_rule_is_changed_with_care_and_taken_back(gongo: Gongo, visitor: Callable[..., Any]) -> None:
    assert "❌ 기초" in await in_telegram(gongo)

    async with visitor("kim", "editor") as kim, visitor("lee", "approver") as lee:
        # the bench, and why
        await kim.goto(f"{gongo.address}/console/bench")
        await kim.fill("#text", IN_BUSAN)
        await kim.fill("#day", DAY)
        await kim.click("button[value=ask]")
        await expect(kim.locator(".bot-said").first).to_contain_text("✅ 기초")
        await expect(kim.locator("main")).to_contain_text("2025")
        await seems_fine(kim)

        # a golden case of it, and the suite
        await kim.click("form[action$='/golden/new'] button")
        await kim.click("button[value=save]")
        await kim.goto(f"{gongo.address}/console/golden")
        await kim.click("button[value=run]")
        await expect(kim.locator(".badge", has_text="✗")).to_have_count(0)
        await kim.goto(f"{gongo.address}/console/golden")
        await expect(kim.locator(".card b").nth(1)).to_have_text("1")
        await seems_fine(kim)

        # a draft, and who flips
        await kim.goto(f"{gongo.address}/console/drafts")
        await kim.fill("#title", "인천을 더합니다")
        await kim.click("button[value=begin]")
        draft = kim.url.partition("?")[0]
        await seems_fine(kim)
        await kim.goto(f"{draft}/file?path={EDITION}")
        text = await kim.input_value("#text")
        assert text.count(OPEN) == 1
        await kim.fill("#text", text.replace(OPEN, "[incheon, chungbuk, jeonnam, gwangju,"))
        await kim.click("button[value=save]")
        await kim.goto(f"{draft}/check")
        await kim.click("button[value=check]")
        await expect(kim.locator("#found table")).to_contain_text("기초")
        await expect(kim.locator("#found")).to_contain_text("인천")
        await seems_fine(kim)
        await kim.goto(draft)
        await kim.click("button[value=submit]")
        await expect(kim.locator("button[value=approve]")).to_have_count(0)  # not the author

        # a second person
        assert "❌ 기초" in await in_telegram(gongo)
        await lee.goto(draft)
        await seems_fine(lee)
        await lee.fill("#approve_note", "확인했습니다.")
        await lee.click("button[value=approve]")
        assert "✅ 기초" in await in_telegram(gongo)

        # and back, in one click
        await lee.goto(f"{gongo.address}/console/versions")
        await seems_fine(lee)
        row = lee.locator("tr", has=lee.locator("a[href$='/versions/0']"))
        await row.locator("summary").click()
        await row.locator("input[name=sure]").check()
        await row.locator("button[value=roll_back]").click()
        assert "❌ 기초" in await in_telegram(gongo)
