"""What the HTTP API takes and gives. The same models validate the bodies and describe them in openapi.json."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
    create_model,
)

from bot.answering.answer import Language, Status
from rules.derived import DERIVATIONS
from rules.edition import IntakeState
from rules.facts import FactSpec
from rules.verdict import Outcome

LARGEST_BODY = 2**16  # bytes; the longest text, each character escaped, has fewer
_DAY = r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_MOST_VALUES = 100  # that one fact may still have


def _read_day(value: object) -> object:
    """A day of this century. The pattern is as strict as what stands in the description."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("expected a day as 2026-11-22")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise ValueError("expected a day as 2026-11-22") from None
    if day.isoformat() != value or not 2000 <= day.year < 2100:
        raise ValueError("expected a day as 2026-11-22, from 2000 to 2099")
    return day


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Id = Annotated[str, StringConstraints(min_length=1, max_length=128)]
Day = Annotated[
    date | None,
    BeforeValidator(_read_day),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date", "pattern": _DAY}, {"type": "null"}]}),
    Field(
        description="The day to answer for, in Korea; default: today. Needs the scope `day`.",
        examples=["2026-11-22"],
    ),
]


class _Asking(Shape):
    id: Id | None = Field(None, description="Comes back in the answer.")
    conversation: Id | None = Field(
        None,
        description="The caller's own name of a chat, of one person only. What was said before in it counts; without "
        "it nothing does, and nothing is remembered. Kept as a pseudonym.",
        examples=["room-7"],
    )
    language: Language | None = Field(
        None,
        description="The language of the answer, from now on in this conversation. Default: that of the message.",
    )
    today: Day = None


class Question(_Asking):
    """Something that a person has written."""

    text: Annotated[str, StringConstraints(max_length=4096)] = Field(
        description="In Korean or English; /check begins the self-check, /start all anew. Of a long text the first part is read.",
        examples=["기초는 얼마까지 지원되나요?"],
    )


class Press(_Asking):
    """A button that a person has pressed."""

    button: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(
        description="The `data` of one of the `choices` of an answer in this conversation.",
        examples=["check"],
    )


def _kind(body: object) -> str | None:
    if not isinstance(body, Mapping):
        return None
    return "button" if "button" in body else "text"


Ask = Annotated[Annotated[Question, Tag("text")] | Annotated[Press, Tag("button")], Discriminator(_kind)]


class Forget(Shape):
    """Which conversation to forget."""

    conversation: Id = Field(examples=["room-7"])


class Choice(Shape):
    """A button: what a person reads, and what comes back as `button` when it is pressed."""

    label: str
    data: str


class Quotation(Shape):
    """The words behind an answer, and the document in which they stand."""

    document: str
    quote: str
    url: str
    date: str


class Answered(Shape):
    """The answer. `text` is what a person is to read, paragraphs parted by an empty line."""

    id: str | None
    status: Status
    language: Language
    text: str
    verdicts: dict[str, Outcome] = Field(description="Of the tracks on which the text states a result.")
    citations: list[Quotation]
    facts: dict[str, Any] = Field(description="What the conversation has told of the company.")
    choices: list[Choice] = Field(description="Ways on, in the order in which to offer them.")
    pack: str = Field(description="The set of rules and documents that answered.")
    edition: str = Field(description="The edition whose criteria hold on that day.")
    elapsed_ms: float


class Checked(Shape):
    """Of each track: its verdict, and what stands behind it."""

    id: str | None
    verdicts: dict[str, Outcome]
    ask: dict[str, list[str]] = Field(description="The facts that can still change the verdict.")
    silent: dict[str, list[str]] = Field(description="The criteria on which the documents are silent.")
    cap_won: dict[str, int | list[int] | None] = Field(
        description="The maximum in won, a list if several are possible, null for an ineligible track."
    )
    intake: dict[str, IntakeState]
    pack: str
    edition: str


class Fault(Shape):
    """One thing that is wrong in a body."""

    pointer: str = Field(description="Where, as a JSON pointer.")
    code: str
    detail: str


class Problem(Shape):
    """A problem as of RFC 9457. `title` and `detail` are in Korean or English, by Accept-Language."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


def check_shape(specs: Mapping[str, FactSpec]) -> type[Shape]:
    """The body of a check, with the facts that the pack knows and their values."""
    fields: dict[str, Any] = {
        key: (_fact(spec) | None, Field(None, description=f"{spec.label.en} ({spec.label.ko})"))
        for key, spec in specs.items()
    }
    for one in specs.values():
        source = DERIVATIONS[one.derived].source if one.derived else one.key
        if source not in fields:
            said = Annotated[str, StringConstraints(min_length=1, max_length=100)] | None
            told = f"The name of one city, county or district, from which `{one.key}` follows."
            fields[source] = (said, Field(None, description=told, examples=["구미"]))
    facts = create_model(
        "Facts",
        __base__=Shape,
        __doc__="A fact is a value, a list of the values still possible, `uncertain` where the company does not know, "
        "or null or left out.",
        **fields,
    )
    return create_model(
        "Check",
        __base__=Shape,
        __doc__="A company, as far as it is known.",
        id=(Id | None, Field(None, description="Comes back in the answer.")),
        facts=(facts, Field(examples=[{"company_size": "sme", "manufacturer": True}])),
        today=(Day, None),
    )


def _fact(spec: FactSpec) -> Any:
    value: Any
    match spec.type:
        case "choice":
            value = Literal[tuple(one.value for one in spec.choices)]
        case "yes_no":
            value = bool
        case "number":
            low, high = spec.bounds
            value = Annotated[int, Field(ge=low, le=high)]
        case "date":
            value = Annotated[str, StringConstraints(pattern=_DAY)]
    several = Annotated[list[value], Field(min_length=1, max_length=_MOST_VALUES)]
    return value | several | Literal["uncertain"]
