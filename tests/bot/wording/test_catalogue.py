"""The catalogues against each other, against the code that uses them, and against how sentences are written."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from bot.answering.answer import Status
from bot.answering.given import Step
from bot.console.conversations import FEEDBACK
from bot.console.documents import RANKS
from bot.console.drafts import WHATS
from bot.console.golden import CAME_OUT, LISTS
from bot.console.visits import Group
from bot.reply import Media
from bot.services.feedback import REASONS
from bot.services.proving import STEPS, AnswerPart
from bot.storage.channels import SCOPES
from bot.storage.documents import Change
from bot.storage.gaps import STATES
from bot.storage.log import ANY
from bot.storage.packs import DraftState
from bot.storage.staff import ROLES
from bot.wiring import commands, full_pack, staff_commands
from bot.wording.catalogue import LANGUAGES, catalogue, say
from knowledge.retriever import Reason
from rules.edition import Confidence, FigureKind, IntakeState
from rules.lint import Severity
from rules.verdict import Cause, Outcome, State

BOT = Path(__file__).parents[3] / "bot"
SAYING = {"say", "_said", "_told"}

# What the audit keeps as the action of a deed.
DEEDS = (
    *("staff_add", "staff_role", "staff_on", "staff_off", "staff_reset"),
    *(
        "sign_in",
        "lock",
        "password",
        "totp_on",
        "end_sessions",
        "totp_off",
        "conversations_export",
        "gap_state",
        "gap_notify",
    ),
    *("golden_add", "golden_change", "golden_remove", "golden_import", "golden_run", "golden_cancel"),
    *(f"document_{one}" for one in get_args(Change)),
    *("api_key.add", "api_key.revoke", "pack.publish", "pack.roll_back", "switch.pause", "switch.resume"),
    *(f"draft.{one}" for one in ("begin", "edit", "drop", "rebase", "submit", "reopen")),
)

# What may stand where a key is put together: f"verdict_{...}".
VARIANTS: dict[str, tuple[str, ...]] = {
    "verdict_": get_args(Outcome),
    "intake_": get_args(IntakeState),
    "intake_all_": get_args(IntakeState),
    "only_text_": get_args(Media),
    "feedback_": REASONS,
    "person_state_": ("open", "answered", "closed", "withdrawn"),
    "console_role_": ROLES,
    "console_role_may_": ROLES,
    "console_menu_": get_args(Group),
    "console_deed_": DEEDS,
    "console_error_": ("400", "403", "404", "411", "413", "415", "421", "429"),
    "console_bench_row_": ("day", "edition", "status", "language", "topics", "facts", "verdicts", "origins"),
    "console_bench_status_": get_args(Status),
    "console_bench_outcome_": get_args(Outcome),
    "console_bench_state_": (*get_args(State), *get_args(Cause)),
    "console_bench_reason_": tuple(Reason),
    "console_bench_step_": (*get_args(Step), "dialogue"),
    "console_log_status_": (*get_args(Status), ANY),
    "console_log_feedback_": FEEDBACK,
    "console_log_language_": LANGUAGES,
    "console_docs_change_": get_args(Change),
    "console_docs_language_": LANGUAGES,
    "console_docs_rank_": RANKS,
    "console_docs_shelf_": ("added", "own"),
    "console_rules_confidence_": get_args(Confidence),
    "console_rules_group_": ("money", "dates", "counts", "phones", "other"),
    "console_rules_in_": LANGUAGES,
    "console_rules_intake_": get_args(IntakeState),
    "console_rules_severity_": get_args(Severity),
    "console_gaps_state_": STATES,
    "console_gaps_language_": ("ko", "en"),
    "console_gaps_status_": get_args(Status),
    "console_gaps_why_": ("silent", "unclear", "bad"),
    "console_golden_": (*CAME_OUT, *LISTS),
    "console_golden_hint_": LISTS,
    "console_golden_state_": ("running", "done", "cancelled", "broken"),
    "console_golden_language_": ("ko", "en", "mixed"),
    "console_golden_status_": get_args(Status),
    "console_golden_verdict_": get_args(Outcome),
    "console_draft_state_": get_args(DraftState),
    "console_draft_diff_": ("gone", "new"),
    "console_add_": WHATS,
    "console_add_language_": LANGUAGES,
    "console_add_confidence_": get_args(Confidence),
    "console_figure_": ("wrong", "right"),
    "console_figure_kind_": get_args(FigureKind),
    "console_check_severity_": get_args(Severity),
    "console_check_step_": STEPS,
    "console_check_outcome_": get_args(Outcome),
    "console_check_criterion_": (*get_args(State), "none"),
    "console_check_fact_": ("yes", "no"),
    "console_check_uncovered_": ("unfound", "unclaimed_figure", "unclaimed_condition"),
    "console_check_golden_": ("broke", "mended", "harmful", "case"),
    "console_check_differs_": get_args(AnswerPart),
    "console_check_answer_": (*get_args(Status), "dialogue"),
    "console_scope_": SCOPES,
    "command_": tuple(name for name, _ in (*commands()[""], *staff_commands())),
}
SENTENCE = re.compile(r"[^.?!\n]*[가-힣][^.?!\n]*[.?!]")
ENDING = re.compile(r"(?:니다|세요|까요|나요|가요|시오|\})[.?!]$")  # or a list, which stands in a placeholder
NAMES = re.compile(r"Smart 365|스마트365|중간1|Intermediate-1|/[a-z]+")


# In the console's templates: what is quoted may be a key, and `say("console_role_" ~ role)` puts one together.
QUOTED = re.compile(r"""["']([a-z][a-z0-9_]+)["']""")
PUT_TOGETHER = re.compile(r"""["']([a-z][a-z0-9_]+_)["'] ~""")
SAID_THERE = re.compile(r"""\bsay\(["']([a-z][a-z0-9_]*[a-z0-9])["'] ?[,)]""")


def templates() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(BOT.rglob("templates/**/*.html")))


def trees() -> Iterator[ast.AST]:
    return (ast.parse(path.read_text(encoding="utf-8")) for path in sorted(BOT.rglob("*.py")))


def literals() -> set[str]:
    """Every string in the code, and every one that is quoted in a template."""
    nodes = (node for tree in trees() for node in ast.walk(tree))
    return {*QUOTED.findall(templates())} | {
        node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def said() -> Iterator[ast.expr]:
    """Every argument that may be a key of a call of say()."""
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", None))
            if name in SAYING:
                yield from node.args[:2]


def said_keys() -> set[str]:
    code = {one.value for one in said() if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return code | {*SAID_THERE.findall(templates())}


def said_prefixes() -> set[str]:
    beginnings = (one.values[0] for one in said() if isinstance(one, ast.JoinedStr))
    code = {str(one.value) for one in beginnings if isinstance(one, ast.Constant)}
    return code | {*PUT_TOGETHER.findall(templates())}


def variants() -> dict[str, tuple[str, ...]]:
    topics = full_pack().topics
    assert topics is not None
    of_kind = {
        kind: tuple(
            name for topic in topics.topics.values() if topic.kind == kind for name in topic.targets[:1]
        )
        for kind in ("decline", "smalltalk")
    }
    named = {"console_topic_": tuple(topics.topics)}
    return {
        **VARIANTS,
        **named,
        "decline_": (*of_kind["decline"], "off_topic"),
        "talk_": of_kind["smalltalk"],
    }


def expanded() -> set[str]:
    known = variants()
    return {prefix + value for prefix in said_prefixes() for value in known[prefix]}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def without_placeholders(text: str) -> str:
    return "".join(literal for literal, _, _, _ in string.Formatter().parse(text))


def test_both_languages_have_the_same_keys() -> None:
    assert set(catalogue("ko")) == set(catalogue("en"))


@pytest.mark.parametrize("key", sorted(catalogue("ko")))
def test_both_languages_take_the_same_values(key: str) -> None:
    assert placeholders(catalogue("ko")[key]) == placeholders(catalogue("en")[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_frayed(language: str) -> None:
    frayed = [key for key, text in catalogue(language).items() if not text or text != text.strip()]

    assert frayed == []


def test_every_key_in_the_code_is_in_the_catalogues() -> None:
    assert (said_keys() | expanded()) - set(catalogue("ko")) == set()


def test_every_key_that_is_put_together_is_known_here() -> None:
    assert said_prefixes() <= set(variants())


def test_no_sentence_is_unused() -> None:
    unused = set(catalogue("ko")) - literals() - expanded()

    assert unused == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_come_from_the_pack_and_never_from_a_catalogue(language: str) -> None:
    texts = {key: NAMES.sub("", without_placeholders(text)) for key, text in catalogue(language).items()}

    assert [key for key, text in texts.items() if re.search(r"\d", text)] == []


def test_korean_sentences_end_politely() -> None:
    sentences = [(key, one) for key, text in catalogue("ko").items() for one in SENTENCE.findall(text)]
    wrong = [(key, one) for key, one in sentences if not ENDING.search(one)]

    assert len(sentences) > 40
    assert wrong == []


def test_an_english_catalogue_is_english() -> None:
    korean = [key for key, text in catalogue("en").items() if re.search("[가-힣]", text)]

    assert korean == []


def test_an_unknown_key_or_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("ko", "no_such_key")
    with pytest.raises(KeyError):
        say("ko", "pack_line")
