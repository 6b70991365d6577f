"""Golden cases in the console: made from an answer, edited, run, exported, imported."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from bot.console.parts import Parts
from bot.evaluation.golden import Entry
from bot.storage.golden import Outcome, Wanted
from bot.storage.storage import Arrival, Exchange, Storage
from tests.bot.console.conftest import NOW, Browser

SignedIn = Callable[..., Awaitable[Browser]]
CAP = "기초 단계는 얼마까지 지원되나요?"


def entry(id: str = "cap-1", **more: object) -> Entry:
    return {"id": id, "group": "cap", "language": "ko", "text": CAP, "status": ["answered"], **more}


async def kept(storage: Storage, *entries: Entry) -> list[int]:
    return await storage._write(storage.golden.add(entries, "kim", NOW))


FORM = {
    "id": "cap-1",
    "kind": "cap",
    "tags": "core money",
    "text": CAP,
    "language": "ko",
    "status": "answered",
}


async def test_an_answer_becomes_a_case_with_what_it_says(signed_in: SignedIn, storage: Storage) -> None:
    editor = await signed_in("editor")
    shown = await editor.post("/console/golden/new", {"text": CAP, "day": "2026-11-22"})
    assert "won:" in shown.text
    assert "The answer now" in editor.text

    await editor.post(
        "/console/golden/new", {**FORM, "do": "save", "figures": "won:80000000", "day": "2026-11-22"}
    )

    (case,) = await storage.golden.cases(Wanted(tag="money"), 9)
    assert json.loads(case.entry)["figures"] == ["won:80000000"]
    (deed, *_) = await storage.audit.entries(1)
    assert (deed.action, deed.subject) == ("golden_add", "golden:cap-1")


async def test_a_chat_is_kept_with_the_case(signed_in: SignedIn, storage: Storage) -> None:
    editor = await signed_in("editor")
    chat = json.dumps(["고도화는 얼마까지예요?"])
    await editor.post("/console/golden/new", {"text": "그럼 기초는요?", "chat": chat})
    await editor.post("/console/golden/new", {**FORM, "do": "save", "text": "그럼 기초는요?", "chat": chat})

    (case,) = await storage.golden.cases(Wanted(), 9)
    assert [one["text"] for one in json.loads(case.entry)["turns"]] == [
        "고도화는 얼마까지예요?",
        "그럼 기초는요?",
    ]


async def test_a_logged_answer_becomes_a_case_with_what_was_said_before_it(
    signed_in: SignedIn, storage: Storage
) -> None:
    for number, text in ((1, "고도화는 얼마까지예요?"), (2, "그럼 기초는요?")):
        await storage.store_updates(5, [Arrival(number, 9, "{}")], NOW)
        (taken,) = await storage.take(5, [])
        await storage.commit_turn(taken, Exchange("{}", (), text, "old words", status="answered"), NOW)
    editor = await signed_in("editor")

    await editor.get("/console/golden/new?answer=2")

    assert "고도화는 얼마까지예요?" in editor.text
    assert "old words" in editor.text
    assert (await editor.get("/console/golden/new?answer=99")).status_code == 404


async def test_what_is_wrong_in_the_form_is_told_and_nothing_kept(
    signed_in: SignedIn, storage: Storage
) -> None:
    editor = await signed_in("editor")
    for wrong in (
        {"id": "a b"},
        {"figures": "80000000"},
        {"topic": "no-such"},
        {"facts": "- ["},
        {"text": ""},
    ):
        response = await editor.post("/console/golden/new", {**FORM, "do": "save", **wrong})
        assert response.status_code == 400, wrong
        assert 'role="alert"' in response.text, wrong

    assert await storage.golden.count() == (0, 0, 0)
    assert (await editor.post("/console/golden/new", {"text": "?", "chat": "{}"})).status_code == 400


async def test_a_case_is_edited_and_removed_and_a_name_is_taken_once(
    signed_in: SignedIn, storage: Storage
) -> None:
    first, second = await kept(storage, entry("one", harmful_if="says more"), entry("two"))
    editor = await signed_in("editor")
    await editor.get(f"/console/golden/cases/{first}")

    taken = await editor.post(f"/console/golden/cases/{first}", {**FORM, "do": "save", "id": "two"})
    await editor.post(
        f"/console/golden/cases/{first}", {**FORM, "do": "save", "id": "new", "mentions": "천만"}
    )
    await editor.post(f"/console/golden/cases/{second}", {"do": "remove"})

    assert taken.status_code == 400
    (case,) = await storage.golden.cases(Wanted(), 9)
    found = json.loads(case.entry)
    assert (case.name, found["mentions"], found["harmful_if"]) == ("new", ["천만"], "says more")
    assert [one.action for one in await storage.audit.entries(2)] == ["golden_remove", "golden_change"]


async def test_a_run_tells_what_passed_and_what_failed(
    signed_in: SignedIn, storage: Storage, parts: Parts
) -> None:
    await kept(
        storage, entry("right"), entry("wrong", figures=["won:1"]), entry("gone", topic="no-such-topic")
    )
    editor = await signed_in("editor")
    await editor.get("/console/golden")
    await editor.post("/console/golden", {"do": "run"})
    await parts.rehearsal.ended()
    await editor.get("/console/golden/runs/1")

    assert "3 of 3 run, 1 passed" in editor.text
    assert "lacks won:1" in editor.text
    assert "no topic 'no-such-topic'" in editor.text
    run = await storage.golden.run(1)
    assert run is not None
    assert (run.state, run.pack, run.selection) == ("done", parts.live.now.pack.name, "")
    await editor.get("/console/golden?last=failed")
    assert "right" not in [one.name for one in await storage.golden.cases(Wanted(came_out="failed"), 9)]
    assert "/cases/2" in editor.page


async def test_only_the_chosen_cases_are_run(signed_in: SignedIn, storage: Storage, parts: Parts) -> None:
    await kept(storage, entry("a"), entry("b"), entry("c"))
    editor = await signed_in("editor")
    await editor.post("/console/golden", {"do": "run", "case": ["1", "3"]})
    await parts.rehearsal.ended()

    assert [one.name for one, _ in await storage.golden.outcomes(1)] == ["a", "c"]


async def test_a_run_that_somebody_cancels_ends(signed_in: SignedIn, storage: Storage, parts: Parts) -> None:
    await kept(storage, *(entry(f"case-{number}") for number in range(600)))  # more than are done meanwhile
    editor = await signed_in("editor")
    await editor.post("/console/golden", {"do": "run"}, follow=False)
    busy = await editor.post("/console/golden", {"do": "run"})
    await editor.post("/console/golden/runs/1", {"do": "cancel"})
    await parts.rehearsal.ended()

    run = await storage.golden.run(1)
    assert run is not None
    assert (run.state, run.done < 600) == ("cancelled", True)
    assert busy.status_code == 400


async def test_the_plot_and_the_history_show_when_a_case_broke(signed_in: SignedIn, storage: Storage) -> None:
    (id,) = await kept(storage, entry())
    for pack, passed in (("p@1", True), ("p@2", False), ("p@3", False)):
        run = await storage._write(storage.golden.begin("kim", pack, "", 1, NOW))
        await storage.golden.keep(run, [Outcome(id, passed, False, "answered", ("lacks won:1",))], NOW)
        await storage.golden.close(run, "done", NOW)
    viewer = await signed_in("viewer")
    await viewer.get("/console/golden")
    assert viewer.page.count("<circle") == 3

    await viewer.get(f"/console/golden/cases/{id}")
    assert "It passed up to run 1 (pack p@1)." in viewer.text
    assert "It has failed since run 2. Packs since then: p@2, p@3" in viewer.text


async def test_what_is_exported_can_be_imported_once(signed_in: SignedIn, storage: Storage) -> None:
    await kept(storage, entry("a", tags=["core"]), entry("b"))
    editor = await signed_in("editor")
    file = (await editor.client.get("/console/golden/export")).content
    for case in await storage.golden.cases(Wanted(), 9):
        await storage._write(storage.golden.remove(case.id))

    await editor.get("/console/golden/import")
    for status in (303, 400):
        answer = await editor.post("/console/golden/import", {"do": "import"}, follow=False, files={"file": ("golden.yaml", file)})  # fmt: skip
        assert answer.status_code == status

    assert [one.name for one in await storage.golden.cases(Wanted(), 9)] == ["a", "b"]


async def test_a_wrong_file_is_refused_with_its_lines(signed_in: SignedIn, storage: Storage) -> None:
    editor = await signed_in("editor")
    await editor.get("/console/golden/import")
    for content, told in (
        (b"- id: a\n  text: q\n  status: answerd\n", "x.yaml:3:"),
        (b"\xff\xfe", "not text"),
        (b"- &a [*a]\n", "anchors"),
    ):
        await editor.post("/console/golden/import", {"do": "import"}, files={"file": ("../x.yaml", content)})
        assert told in editor.text, editor.text

    assert await storage.golden.count() == (0, 0, 0)
