"""Programme files -> values. Every problem of every file is reported at once: file, line, what right looks like.

The texts of the documents are handed in: a quote that is not word for word in its source refuses the load.
"""

from __future__ import annotations

import difflib
import re
import string
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal, TypeVar, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    ValidationInfo,
)

from rules.conditions import EQUALITIES, OPERATORS, Test
from rules.derived import DERIVATIONS
from rules.edition import (
    Amount,
    Cap,
    Confidence,
    Correction,
    Criterion,
    Edition,
    Figure,
    FigureKind,
    NotStated,
    Programme,
    Proof,
    Source,
    Statement,
    Track,
    Window,
)
from rules.facts import Choice, FactSpec, FactType, Stretch, Text, Value, after, expected_values
from rules.plain_yaml import LEFT_OUT, Path, PlainFile, Problem, RuleFileError, read_plain
from rules.readings import Reading, anyone, every, negated, silent_too

_MOST_ROUNDS = 5  # of leaving parts out of a file; one is enough but for what the shape hides
_MOST_TESTS = 5_000  # of one condition; tracks that refer to tracks multiply
_ID = "[a-z0-9][a-z0-9_.-]{0,60}"
_FIGURE_KINDS = ("won", "percent", "count", "date", "month", "year", "phone")
_FIGURE_FORMS = {
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "month": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"),
    "year": re.compile(r"[0-9]{4}"),
    "phone": re.compile(r"[0-9\-~, ]{4,40}"),
}


def load_programme(folder: FilePath, sources: Mapping[str, Source]) -> Programme:
    """The programme of one folder: programme.yaml, facts.yaml, <edition>.yaml, <edition>.corrections.yaml.

    `sources` are the documents by id. Raises RuleFileError with every problem found.
    """
    return _Loader(folder, sources).load()


# --- the shape of the files -------------------------------------------------------------------------------------


def _yes_no(value: object) -> object:
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value


def _some(values: list[Any], info: ValidationInfo) -> list[Any]:
    # With the context, some may be left out that were there.
    if not values and not info.context:
        raise ValueError("List should have at least 1 item")
    return values


def _since(value: object) -> object:
    return value if isinstance(value, dict) else {"from": value}


def _day(value: object) -> object:
    # pydantic alone would read 20250331 as seconds since 1970.
    if isinstance(value, str) and _is_day(value):
        return value
    raise ValueError(f"{value!r} is not a day; expected the form of {_FORM_EXAMPLES['date']}")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_Words = Annotated[str, Field(min_length=1, max_length=1500)]
_YesNo = Annotated[bool, Field(strict=True), BeforeValidator(_yes_no)]
_Whole = Annotated[int, Field(strict=True, ge=0)]
_Id = Annotated[str, Field(pattern=f"^{_ID}$")]
_Day = Annotated[date, BeforeValidator(_day)]
_Share = Annotated[int, Field(ge=0, le=1000)]
_Some = AfterValidator(_some)
_Year = Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)]


class _Text(_Model):
    ko: _Words
    en: _Words

    def value(self) -> Text:
        return Text(self.ko, self.en)


class _Proof(_Model):
    source: str
    quote: _Text


class _Claim(_Model):
    says: _Text
    figures: dict[str, dict[str, Any]] = {}
    proof: Annotated[list[_Proof], _Some]
    confidence: Confidence


class _Criterion(_Claim):
    id: _Id
    unmet: _Text
    when: Any
    silent: Any = None
    silent_says: _Text | None = None


class _Amount(_Model):
    won: Annotated[list[Annotated[int, Field(strict=True, gt=0)]], Field(min_length=1)]
    statement: _Id


class _Cap(_Amount):
    by: _Id | None = None
    table: dict[str, _Amount] = {}


class _Window(_Model):
    id: _Id
    opens: _Day
    closes: _Day
    statement: _Id
    opens_known: _YesNo = True
    only: dict[str, str] | None = None


class _Track(_Model):
    title: _Text
    places: _Id
    cap: _Cap
    intake: list[_Window] = []
    criteria: Annotated[list[_Criterion], _Some]


class _NotStated(_Model):
    says: _Text
    nearby: list[_Id] = []


class _Effective(_Model):
    from_: _Day = Field(alias="from")
    until: _Day | None = None


class _EditionFile(_Model):
    schema_: Literal[1] = Field(alias="schema")
    programme: _Id
    edition: _Year
    title: _Text
    effective: Annotated[_Effective, BeforeValidator(_since)]
    tracks: dict[_Id, _Track] = {}
    statements: dict[_Id, _Claim]
    not_stated: dict[_Id, _NotStated] = {}


class _CorrectionEntry(_Claim):
    id: _Id
    statement: _Id
    wrong: dict[str, Any]
    right: dict[str, Any]


class _CorrectionsFile(_Model):
    schema_: Literal[1] = Field(alias="schema")
    corrections: list[_CorrectionEntry]


class _ChoiceEntry(_Model):
    label: _Text
    share: _Share = 1
    group: _Text | None = None


class _StretchEntry(_Model):
    upto: Any = None
    share: _Share


# Beside yes and no, or the stretches of a number or a date. The tags are no part of a place in the file.
_TAGS = ("{}", "[]")
_Shares = Annotated[
    Annotated[dict[Literal["yes", "no"], _Share], Tag("{}")] | Annotated[list[_StretchEntry], Tag("[]")],
    Discriminator(lambda written: "[]" if isinstance(written, list) else "{}"),
]


class _Fact(_Model):
    type: FactType
    label: _Text
    question: _Text
    choices: dict[str, _ChoiceEntry] = {}
    shares: _Shares = {}
    matters: _YesNo = True
    changeable: _YesNo = False
    unit: _Text | None = None
    minimum: Any = None
    maximum: Any = None
    derived: str | None = None


class _FactsFile(_Model):
    schema_: Literal[1] = Field(alias="schema")
    facts: dict[_Id, _Fact]


class _ProgrammeFile(_Model):
    schema_: Literal[1] = Field(alias="schema")
    programme: _Id
    title: _Text
    review_by: _Day
    contact: _Id
    names: list[str] = []


# --- the parts of the files -------------------------------------------------------------------------------------

# Where the shape of a part is wrong, the rest of its file is checked all the same: this stands in its place.
_UNREAD = "left-out"
_NO_WORDS = {"ko": _UNREAD, "en": _UNREAD}
_EACH: Any = None  # in a pattern: whatever key or number stands there
_PARTS: Mapping[type[BaseModel], Mapping[Path, Any]] = {
    _ProgrammeFile: {
        ("schema",): 1,
        ("programme",): _UNREAD,
        ("title",): _NO_WORDS,
        ("review_by",): "2000-01-01",
        ("contact",): _UNREAD,
        ("names",): LEFT_OUT,
    },
    _FactsFile: {("schema",): 1, ("facts",): {}, ("facts", _EACH): LEFT_OUT},
    _EditionFile: {
        ("schema",): 1,
        ("programme",): _UNREAD,
        ("edition",): _UNREAD,
        ("title",): _NO_WORDS,
        ("effective",): "2000-01-01",
        ("statements",): {},
        ("statements", _EACH): LEFT_OUT,
        ("statements", _EACH, "proof", _EACH): LEFT_OUT,
        ("tracks",): LEFT_OUT,
        ("tracks", _EACH): LEFT_OUT,
        ("tracks", _EACH, "title"): _NO_WORDS,
        ("tracks", _EACH, "places"): _UNREAD,
        ("tracks", _EACH, "cap"): {"won": [10**18], "statement": _UNREAD},
        ("tracks", _EACH, "cap", "table", _EACH): LEFT_OUT,
        ("tracks", _EACH, "intake"): LEFT_OUT,
        ("tracks", _EACH, "intake", _EACH): LEFT_OUT,
        ("tracks", _EACH, "criteria"): [],
        ("tracks", _EACH, "criteria", _EACH): LEFT_OUT,
        ("tracks", _EACH, "criteria", _EACH, "proof", _EACH): LEFT_OUT,
        ("not_stated",): LEFT_OUT,
        ("not_stated", _EACH): LEFT_OUT,
        ("not_stated", _EACH, "nearby", _EACH): LEFT_OUT,
    },
    _CorrectionsFile: {
        ("schema",): 1,
        ("corrections",): [],
        ("corrections", _EACH): LEFT_OUT,
        ("corrections", _EACH, "proof", _EACH): LEFT_OUT,
    },
}


def _broken_parts(error: ValidationError, model: type[BaseModel]) -> dict[Path, Any]:
    """The smallest parts in which the shape is wrong, each with what stands in its place; () for the whole file."""
    broken: dict[Path, Any] = {}
    for one in error.errors():
        path = _place(one["loc"])
        if one["type"] == "extra_forbidden" and (len(path) == 1 or (path[0] == "tracks" and len(path) == 3)):
            broken[path] = LEFT_OUT  # nothing else of the part can hang on it
            continue
        ends = (path[:end] for end in range(len(path), 0, -1))
        found = ((end, pattern) for end in ends for pattern in _PARTS[model] if _fits(end, pattern))
        part, pattern = next(found, ((), None))
        broken[part] = _PARTS[model][pattern] if pattern else LEFT_OUT
    return broken


def _place(told: tuple[int | str, ...]) -> Path:
    return tuple(one for one in told if one not in _TAGS)


def _fits(path: Path, pattern: Path) -> bool:
    return len(path) == len(pattern) and all(
        each is _EACH or one == each for one, each in zip(path, pattern, strict=True)
    )


# --- building ---------------------------------------------------------------------------------------------------


_M = TypeVar("_M", bound=BaseModel)
_Read = tuple[PlainFile, _M]


class _Loader:
    """Collects problems over all files; values are built only as far as their parts are sound."""

    def __init__(self, folder: FilePath, sources: Mapping[str, Source]) -> None:
        self.folder = folder
        self.sources = sources
        self.problems: list[Problem] = []
        self.texts = {id: Text(_fold(one.text.ko), _fold(one.text.en)) for id, one in sources.items()}
        self.facts: dict[str, FactSpec] = {}
        self.names: tuple[str, ...] = ()
        # Parts whose shape is wrong: what only follows from their absence is not told.
        self.left_out: set[tuple[str, Path]] = set()
        self.statements: dict[str, Statement] = {}
        self.used: set[str] = set()
        self.mentioned: set[str] = set()
        # Of the edition that is being read: its tracks, what each asks, and those that refer to one another.
        self.tracks: Mapping[str, _Track] = {}
        self.readings: dict[str, Reading | None] = {}
        self.within: list[str] = []

    def load(self) -> Programme:
        programme = self._read("programme.yaml", _ProgrammeFile)
        facts = self._read("facts.yaml", _FactsFile)
        files = sorted(one.name for one in self.folder.glob("[0-9]*.yaml")) if self.folder.is_dir() else []
        raw = {name: self._read(name, _EditionFile) for name in files if ".corrections." not in name}
        raw_corrections = {
            name: self._read(name, _CorrectionsFile) for name in files if ".corrections." in name
        }
        if not raw:
            self.problems.append(
                Problem(str(self.folder), 1, 1, "no edition here; expected a file such as 2025.yaml")
            )
            self.left_out.update((str(self.folder), part) for part in _PARTS[_EditionFile])
        if programme is not None:
            self.names = tuple(programme[1].names)
        if facts is not None:
            self._read_facts(*facts)
        read = {name: one for name, one in raw.items() if one is not None}
        for name, (file, data) in read.items():
            self._check_names(file, data, name.removesuffix(".yaml"), programme and programme[1].programme)
            self._add_statements(file, data)
        self._check_days([(file, data) for file, data in read.values()])
        corrections: dict[str, tuple[Correction, ...]] = {}
        for name, one in raw_corrections.items():
            year = name.removesuffix(".corrections.yaml")
            if one is not None:
                corrections[year] = tuple(self._corrections(*one, year))
                if f"{year}.yaml" not in raw:
                    self._say(one[0], (), f"no edition {year}.yaml beside these corrections; rename the file")
        editions = [
            self._edition(*one, corrections.get(name.removesuffix(".yaml"), ())) for name, one in read.items()
        ]
        contact = self._statement(programme[0], ("contact",), programme[1].contact) if programme else None
        if not any(data.tracks for _, data in read.values()) and not self._lacks("tracks"):
            self.problems.append(
                Problem(str(self.folder), 1, 1, "no edition has tracks; one must, to decide by")
            )
        if facts is not None:
            self._report_unused_facts(facts[0])
        if self.problems or programme is None or contact is None:
            raise RuleFileError(self.problems)
        return Programme(
            programme[1].programme,
            programme[1].title.value(),
            programme[1].review_by,
            contact,
            self.names,
            self.facts,
            {one.id: one for one in editions},
            dict(self.sources),
        )

    def _read(self, name: str, model: type[_M]) -> _Read[_M] | None:
        """The file as far as its parts have the right shape; None where nothing of it can be used."""
        path = self.folder / name
        try:
            file = read_plain(path.read_text(encoding="utf-8"), str(path))
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(Problem(str(path), 1, 1, f"cannot be read as UTF-8 text ({error})"))
        except RuleFileError as error:
            self.problems.extend(error.problems)
        else:
            try:
                return file, model.model_validate(file.data)
            except ValidationError as error:
                self.problems.extend(_shape_problems(error, file, model))
                rest = self._rest(file, model, error)
            if rest is not None:
                return rest
        self.left_out.update((str(path), part) for part in _PARTS[model])
        return None

    def _rest(self, file: PlainFile, model: type[_M], error: ValidationError) -> _Read[_M] | None:
        """The file without its parts of a wrong shape."""
        for _ in range(_MOST_ROUNDS):
            broken = _broken_parts(error, model)
            if () in broken:
                return None
            for part in broken:
                self.left_out.add((file.name, part))
                self._mention(file.part(part))
            file = file.with_instead(broken)
            try:
                return file, model.model_validate(file.data, context="parts are left out")
            except ValidationError as another:
                error = another  # a part that pydantic had not looked into before
        return None

    def _mention(self, data: object) -> None:
        """A part that is left out may use the facts that it names."""
        if isinstance(data, dict | list):
            for one in [*data, *data.values()] if isinstance(data, dict) else data:
                self._mention(one)
        elif isinstance(data, str):
            self.mentioned.add(data)

    def _lacks(self, *path: str) -> bool:
        """Whether a part is left out of a file, or all that may hold it, or one whose name was written wrong."""
        if any(part in (path, path[:1]) for _, part in self.left_out):
            return True
        misnamed = [
            str(part[-1]).lower()
            for _, part in self.left_out
            if len(part) == len(path) and part[0] == path[0] and not re.fullmatch(_ID, str(part[-1]))
        ]
        return bool(difflib.get_close_matches(path[-1], misnamed, 1))

    def _say(self, file: PlainFile, path: Path, message: str) -> None:
        self.problems.append(file.problem(path, message))

    # facts

    def _read_facts(self, file: PlainFile, data: _FactsFile) -> None:
        for key, fact in data.facts.items():
            path: Path = ("facts", key)
            ordered = fact.type in ("number", "date")
            if fact.type == "choice" and len(fact.choices) < 2:
                self._say(file, path, f"fact '{key}' needs at least two choices")
            if fact.type == "yes_no" and fact.choices:
                self._say(file, (*path, "choices"), "a yes_no fact has no choices; its values are yes and no")
            for name in ("choices",) if ordered else ("minimum", "maximum"):
                if getattr(fact, name):
                    kinds = "a choice or yes_no fact" if ordered else "a number or a date"
                    self._say(file, (*path, name), f"'{name}' belongs to {kinds}; '{key}' is a {fact.type}")
            if fact.shares and isinstance(fact.shares, list) != ordered:
                form = "a list of {upto: …, share: …}" if ordered else "{yes: …, no: …}"
                message = f"the shares of a {fact.type} are written as {form}"
                self._say(file, (*path, "shares"), message)
            elif fact.shares and fact.type == "choice":
                self._say(file, (*path, "shares"), "a choice has its share beside its label")
            if (fact.unit is not None) != (fact.type == "number"):
                what = "needs a unit" if fact.type == "number" else "takes no unit; only a number has one"
                self._say(file, (*path, "unit"), f"fact '{key}' {what}")
            low, high = self._bounds(file, path, fact) if ordered else (None, None)
            self.facts[key] = spec = FactSpec(
                key,
                fact.type,
                fact.label.value(),
                fact.question.value(),
                () if ordered else _choices(fact),
                fact.matters,
                fact.changeable,
                low,
                high,
                fact.unit.value() if fact.unit else None,
                fact.derived,
                self._stretches(file, (*path, "shares"), fact, low, high) if ordered else (),
            )
            self._check_derivation(file, (*path, "derived"), spec)

    def _bounds(self, file: PlainFile, path: Path, fact: _Fact) -> tuple[Any, Any]:
        """The least and the greatest value; where they are wrong, bounds at which nothing else goes wrong."""
        found: dict[str, Any] = {}
        for name in ("minimum", "maximum"):
            written = getattr(fact, name)
            found[name] = _ordered_value(written, fact.type)
            if written is None:
                self._say(file, path, f"missing key '{name}': the {name} of a {fact.type}")
            elif found[name] is None:
                self._say(file, (*path, name), f"{written!r} is not {_FORMS[fact.type]}")
        low, high = found["minimum"], found["maximum"]
        if low is not None and high is not None:
            if low < high:
                return low, high
            self._say(file, (*path, "maximum"), f"maximum {high} is not above minimum {low}")
        return (-(10**18), 10**18) if fact.type == "number" else (date.min, date.max)

    def _stretches(
        self, file: PlainFile, path: Path, fact: _Fact, low: Any, high: Any
    ) -> tuple[Stretch, ...]:
        """The shares of a number or a date, one stretch after another from the minimum to the maximum."""
        written = (fact.minimum, fact.maximum)
        if not isinstance(fact.shares, list) or (low, high) != tuple(
            _ordered_value(one, fact.type) for one in written
        ):
            return ()  # without bounds nothing can be told of them
        total = sum(one.share for one in fact.shares) or 1
        first, stretches = low, list[Stretch]()
        for index, one in enumerate(fact.shares):
            is_last = index == len(fact.shares) - 1
            upto = high if is_last and one.upto is None else _ordered_value(one.upto, fact.type)
            where = (*path, index, "upto")
            if one.upto is None and not is_last:
                self._say(
                    file, where, "missing key 'upto'; only the last share goes to the maximum without it"
                )
            elif upto is None:
                self._say(file, where, f"{one.upto!r} is not {_FORMS[fact.type]}")
            elif not first <= upto <= high:
                self._say(
                    file,
                    where,
                    f"upto {upto} is not from {first} to {high}: each goes on from the one before",
                )
            elif is_last != (upto == high):
                why = f"the last share ends at {upto}, before" if is_last else "another share follows"
                self._say(file, where, f"{why} the maximum {high}; leave out the last `upto`")
            else:
                stretches.append(Stretch(first, upto, one.share / total))
                first = upto if is_last else after(upto)
                continue
            return ()
        return tuple(stretches)

    def _check_derivation(self, file: PlainFile, path: Path, spec: FactSpec) -> None:
        if spec.derived is None:
            return
        derivation = DERIVATIONS.get(spec.derived)
        if derivation is None:
            self._say(file, path, f"no derivation '{spec.derived}'{_did_you_mean(spec.derived, DERIVATIONS)}")
        elif foreign := sorted(str(one) for one in derivation.values() if not spec.has(one)):
            self._say(
                file, path, f"'{spec.derived}' gives {', '.join(foreign[:5])}: no values of '{spec.key}'"
            )

    def _report_unused_facts(self, file: PlainFile) -> None:
        if self._lacks("tracks"):
            return
        for key in self.facts:
            if key not in self.used | self.mentioned:
                self._say(
                    file,
                    ("facts", key),
                    f"fact '{key}' is used by no criterion; delete it or write the criterion",
                )

    # claims

    def _check_names(self, file: PlainFile, data: _EditionFile, year: str, programme: str | None) -> None:
        if data.edition not in (year, _UNREAD):
            self._say(
                file, ("edition",), f"edition '{data.edition}' stands in {year}.yaml; make the two agree"
            )
        if _UNREAD not in (programme or _UNREAD, data.programme) and data.programme != programme:
            self._say(file, ("programme",), f"expected '{programme}', as programme.yaml says")

    def _check_days(self, read: Iterable[_Read[_EditionFile]]) -> None:
        """Two editions are never in force on one day: each ends before the next begins."""
        sound = [(file, one) for file, one in read if (file.name, ("effective",)) not in self.left_out]
        for file, one in sound:
            since, until = one.effective.from_, one.effective.until
            if until is not None and until < since:
                self._say(file, ("effective", "until"), f"ends on {until}, before it starts on {since}")
        for earlier, later in pairwise(sorted(sound, key=lambda read: read[1].effective.from_)):
            first, last = earlier[1].effective.from_, earlier[1].effective.until
            since = later[1].effective.from_
            if first == since or (last is not None and since <= last):
                is_in_force = "starts too" if first == since else f"is in force until {last}"
                self._say(
                    later[0],
                    ("effective", "from"),
                    f"starts on {since}, while edition {earlier[1].edition} {is_in_force}; "
                    "one ends before the next starts",
                )

    def _add_statements(self, file: PlainFile, data: _EditionFile) -> None:
        for id, claim in data.statements.items():
            path: Path = ("statements", id)
            if id in self.statements:
                self._say(
                    file, path, f"statement '{id}' stands in edition {self.statements[id].edition} already"
                )
            self.statements[id] = self._claim(file, path, id, data.edition, claim)

    def _claim(self, file: PlainFile, path: Path, id: str, edition: str, claim: _Claim) -> Statement:
        figures: dict[str, Figure] = {}
        for name, written in claim.figures.items():
            figure = self._figure(file, (*path, "figures", name), written)
            if figure:
                figures[name] = figure
        for language in ("ko", "en"):
            self._check_sentence(
                file, (*path, "says", language), getattr(claim.says, language), claim.figures
            )
        proof = [self._proof(file, (*path, "proof", index), one) for index, one in enumerate(claim.proof)]
        return Statement(
            id, edition, claim.says.value(), figures, tuple(one for one in proof if one), claim.confidence
        )

    def _figure(self, file: PlainFile, path: Path, written: dict[str, Any]) -> Figure | None:
        if len(written) != 1 or (kind := next(iter(written))) not in _FIGURE_KINDS:
            known = ", ".join(_FIGURE_KINDS)
            self._say(file, path, f"write a figure as {{kind: value}} with one kind of {known}")
            return None
        value = written[kind]
        if kind in ("won", "percent", "count"):
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                self._say(file, path, f"{kind} takes a whole number, not {value!r}")
                return None
        else:
            value = str(value)
            if not _FIGURE_FORMS[kind].fullmatch(value) or (kind == "date" and not _is_day(value)):
                self._say(
                    file, path, f"{value!r} is not a {kind}; expected the form of {_FORM_EXAMPLES[kind]}"
                )
                return None
        return Figure(cast(FigureKind, kind), value)

    def _check_sentence(self, file: PlainFile, path: Path, sentence: str, figures: Collection[str]) -> None:
        try:
            parsed = list(string.Formatter().parse(sentence))
        except ValueError as error:
            self._say(file, path, f"braces are not in pairs ({error}); write {{name}} where a figure goes")
            return
        fields = [name for _, name, _, _ in parsed if name is not None]
        for name in fields:
            if name not in figures:
                self._say(file, path, f"{{{name}}} is not among the figures{_did_you_mean(name, figures)}")
        for name in figures:
            if name not in fields:
                self._say(file, path, f"figure '{name}' is declared but not said; say it in both languages")
        if self._lacks("names"):
            return  # a digit may belong to one of them
        literal = " ".join(text for text, _, _, _ in parsed)
        for name in sorted(self.names, key=len, reverse=True):
            literal = re.sub(re.escape(name), "", literal, flags=re.IGNORECASE)
        digits = re.search(r"[^\s]*\d[^\s]*", literal)
        if digits:
            self._say(
                file,
                path,
                f"{digits.group()!r} stands in the sentence; declare it under figures and write its {{name}}",
            )

    def _proof(self, file: PlainFile, path: Path, proof: _Proof) -> Proof | None:
        source = self.sources.get(proof.source)
        if source is None:
            hint = _did_you_mean(proof.source, self.sources)
            self._say(file, (*path, "source"), f"no document '{proof.source}'{hint}")
            return None
        for language in ("ko", "en"):
            quote = _fold(getattr(proof.quote, language))
            if not quote or quote not in self.texts[source.id].in_(language):
                self._say(
                    file,
                    (*path, "quote", language),
                    f"the quote is not word for word in {source.id}.{language}.md; copy it from there",
                )
        return Proof(source, proof.quote.value())

    def _statement(self, file: PlainFile, path: Path, id: str) -> Statement | None:
        if id not in self.statements and id != _UNREAD and not self._lacks("statements", id):
            self._say(file, path, f"no statement '{id}'{_did_you_mean(id, self.statements)}")
        return self.statements.get(id)

    # editions

    def _edition(self, file: PlainFile, data: _EditionFile, corrections: tuple[Correction, ...]) -> Edition:
        self.tracks, self.readings = data.tracks, {}
        tracks = {id: self._track(file, ("tracks", id), id, track, data) for id, track in data.tracks.items()}
        not_stated = {}
        for id, entry in data.not_stated.items():
            path: Path = ("not_stated", id)
            for language in ("ko", "en"):
                self._check_sentence(file, (*path, "says", language), getattr(entry.says, language), ())
            nearby = [self._statement(file, (*path, "nearby", i), one) for i, one in enumerate(entry.nearby)]
            not_stated[id] = NotStated(id, entry.says.value(), tuple(one for one in nearby if one))
        return Edition(
            data.edition,
            data.title.value(),
            data.effective.from_,
            {id: track for id, track in tracks.items() if track},
            {id: one for id, one in self.statements.items() if one.edition == data.edition},
            not_stated,
            corrections,
            data.effective.until,
        )

    def _track(
        self, file: PlainFile, path: Path, id: str, data: _Track, edition: _EditionFile
    ) -> Track | None:
        places = self._statement(file, (*path, "places"), data.places)
        cap = self._cap(file, (*path, "cap"), data.cap)
        self.within = [id]
        criteria = [
            self._criterion(file, (*path, "criteria", index), id, one, edition.edition)
            for index, one in enumerate(data.criteria)
        ]
        seen: set[str] = set()
        for index, one in enumerate(data.criteria):
            if one.id in seen:
                self._say(
                    file,
                    (*path, "criteria", index, "id"),
                    f"criterion '{one.id}' is written twice in this track",
                )
            seen.add(one.id)
        windows = [self._window(file, (*path, "intake", index), one) for index, one in enumerate(data.intake)]
        if places is None or cap is None:
            return None
        return Track(
            id,
            data.title.value(),
            places,
            cap,
            tuple(one for one in criteria if one),
            tuple(one for one in windows if one),
        )

    def _cap(self, file: PlainFile, path: Path, data: _Cap) -> Cap | None:
        otherwise = self._amount(file, path, data)
        table = {value: self._amount(file, (*path, "table", value), one) for value, one in data.table.items()}
        if data.table and data.by is None:
            self._say(file, path, "a cap with a table needs `by`: the fact whose value chooses the row")
        if data.by is not None:
            spec = self._choice_fact(file, (*path, "by"), data.by)
            for value in data.table:
                if spec and value not in spec.values:
                    self._say(file, (*path, "table", value), _not_a_choice(value, spec))
        highest = max(data.won)
        for value, amount in data.table.items():
            if max(amount.won) > highest:
                self._say(
                    file,
                    (*path, "table", value, "won"),
                    f"{max(amount.won):,} won is above the track's maximum of {highest:,} won",
                )
        if otherwise is None:
            return None
        return Cap(otherwise, data.by, {value: one for value, one in table.items() if one})

    def _amount(self, file: PlainFile, path: Path, data: _Amount) -> Amount | None:
        statement = self._statement(file, (*path, "statement"), data.statement)
        if statement is None:
            return None
        said = {one.value for one in statement.figures.values() if one.kind == "won"}
        for index, won in enumerate(data.won):
            if won not in said:
                stated = ", ".join(f"{one:,}" for one in sorted(map(int, said))) or "no amount"
                self._say(
                    file, (*path, "won", index), f"{won:,} won is not what '{statement.id}' states: {stated}"
                )
        return Amount(tuple(sorted(data.won)), statement)

    def _window(self, file: PlainFile, path: Path, data: _Window) -> Window | None:
        statement = self._statement(file, (*path, "statement"), data.statement)
        if data.closes < data.opens:
            self._say(file, (*path, "closes"), f"closes on {data.closes}, before it opens on {data.opens}")
        only = None
        if data.only is not None:
            if len(data.only) != 1:
                self._say(file, (*path, "only"), "write `only: {fact: value}` with one fact")
                return None
            only = next(iter(data.only.items()))
            spec = self._choice_fact(file, (*path, "only", only[0]), only[0])
            if spec and only[1] not in spec.values:
                self._say(file, (*path, "only", only[0]), _not_a_choice(only[1], spec))
        if statement is None:
            return None
        return Window(data.id, data.opens, data.closes, statement, data.opens_known, only)

    def _criterion(
        self, file: PlainFile, path: Path, track: str, data: _Criterion, edition: str
    ) -> Criterion | None:
        says = self._claim(file, path, f"{track}.{data.id}", edition, data)
        reading = self._reading(file, path, data)
        if data.silent_says is None and (data.silent is not None or (reading and reading.silent)):
            why = "with `silent`" if data.silent is not None else "on a track that can be silent"
            message = f"a criterion {why} needs `silent_says`: what is told to such a company"
            self._say(file, path, message)
        for key, text in (("unmet", data.unmet), ("silent_says", data.silent_says)):
            for language in ("ko", "en") if text else ():
                self._check_sentence(file, (*path, key, language), getattr(text, language), ())
        if reading is None:
            return None
        silent_says = data.silent_says.value() if data.silent_says else None
        return Criterion(data.id, says, data.unmet.value(), reading.when, reading.silent, silent_says)

    # conditions

    def _reading(self, file: PlainFile, path: Path, data: _Criterion) -> Reading | None:
        when = self._condition(file, (*path, "when"), data.when)
        silent = None
        if data.silent is not None:
            silent = self._condition(file, (*path, "silent"), data.silent)
        return silent_too(when, silent) if when else None

    def _reading_of_track(self, file: PlainFile, path: Path, id: object) -> Reading | None:
        """What another track asks, as one condition. Read once, however many refer to it."""
        if self._lacks("tracks", str(id)):
            return None
        if not isinstance(id, str) or id not in self.tracks:
            self._say(file, path, f"no track '{id}'{_did_you_mean(str(id), self.tracks)}")
            return None
        if id in self.within:
            circle = self.within[self.within.index(id) :]
            words = " -> ".join((*circle, id))
            self._say(file, path, f"tracks refer to each other in a circle: {words}; ask for facts in one")
            # Told once, not again from the next track of the circle.
            self.readings.update(dict.fromkeys(circle))
            return None
        if id not in self.readings:
            self.within.append(id)
            parts = [
                self._reading(file, ("tracks", id, "criteria", index), one)
                for index, one in enumerate(self.tracks[id].criteria)
            ]
            self.within.pop()
            sound = [one for one in parts if one]
            self.readings[id] = every(sound) if len(sound) == len(parts) else None
        return self.readings[id]

    def _condition(self, file: PlainFile, path: Path, data: object) -> Reading | None:
        reading = self._condition_of_any_size(file, path, data)
        if reading and reading.size > _MOST_TESTS:
            self._say(file, path, f"with the tracks that it refers to, more than {_MOST_TESTS:,} tests")
            return None
        return reading

    def _condition_of_any_size(self, file: PlainFile, path: Path, data: object) -> Reading | None:
        if not isinstance(data, dict) or len(data) != 1:
            self._say(file, path, "a condition has exactly one key: a fact, all, any, not or track")
            return None
        key, body = next(iter(data.items()))
        inner = (*path, key)
        if key == "not":
            part = self._condition(file, inner, body)
            return negated(part) if part else None
        if key in ("all", "any"):
            if not isinstance(body, list) or not body:
                self._say(file, inner, f"'{key}' takes a list of conditions")
                return None
            parts = tuple(
                one
                for index, each in enumerate(body)
                if (one := self._condition(file, (*inner, index), each))
            )
            return (every(parts) if key == "all" else anyone(parts)) if parts else None
        if key == "track":
            return self._reading_of_track(file, inner, body)
        test = self._test(file, inner, key, body)
        return Reading(test) if test else None

    def _test(self, file: PlainFile, path: Path, fact: str, body: object) -> Test | None:
        spec = self._fact(file, path, fact)
        if spec is None:
            return None
        fitting = OPERATORS if spec.is_ordered else EQUALITIES
        if not isinstance(body, dict) or len(body) != 1:
            self._say(
                file, path, f"write '{fact}: {{operator: value}}' with one operator of {', '.join(fitting)}"
            )
            return None
        operator, written = next(iter(body.items()))
        where = (*path, operator)
        if operator not in OPERATORS:
            self._say(file, where, f"unknown operator '{operator}'{_did_you_mean(operator, fitting)}")
            return None
        if operator not in EQUALITIES and not spec.is_ordered:
            allowed = ", ".join(fitting)
            self._say(
                file, where, f"'{operator}' compares numbers and dates; '{fact}' is neither: write {allowed}"
            )
            return None
        if (operator in ("one_of", "none_of")) != isinstance(written, list) or written == []:
            wanted = "a list such as [a, b]" if operator in ("one_of", "none_of") else "one value"
            self._say(file, where, f"'{operator}' takes {wanted}")
            return None
        values: list[Value] = []
        for one in written if isinstance(written, list) else [written]:
            value = _written_value(one, spec)
            if value is None:
                self._say(file, where, _not_a_choice(one, spec))
            else:
                values.append(value)
        return Test(fact, operator, frozenset(values))

    def _fact(self, file: PlainFile, path: Path, key: str) -> FactSpec | None:
        if key not in self.facts and not self._lacks("facts", key):
            self._say(file, path, f"unknown fact '{key}'{_did_you_mean(key, self.facts)}")
        # The fact that a misspelt one was meant for is used all the same: one mistake, one problem.
        self.used.update(difflib.get_close_matches(key, self.facts, 1))
        return self.facts.get(key)

    def _choice_fact(self, file: PlainFile, path: Path, key: str) -> FactSpec | None:
        spec = self._fact(file, path, key)
        if spec and spec.type != "choice":
            self._say(file, path, f"'{key}' is a {spec.type} fact; only a fact with choices can stand here")
            return None
        return spec

    # corrections

    def _corrections(self, file: PlainFile, data: _CorrectionsFile, edition: str) -> Iterable[Correction]:
        for index, entry in enumerate(data.corrections):
            path: Path = ("corrections", index)
            statement = self._statement(file, (*path, "statement"), entry.statement)
            wrong = self._figure(file, (*path, "wrong"), entry.wrong)
            right = self._figure(file, (*path, "right"), entry.right)
            says = self._claim(file, path, entry.id, edition, entry)
            if statement and right and right not in statement.figures.values():
                self._say(
                    file,
                    (*path, "right"),
                    f"'{statement.id}' does not state this figure; correct one of the two",
                )
            if statement and wrong and right:
                yield Correction(entry.id, statement, wrong, right, says)


_FORMS = {"number": "a whole number", "date": "a day such as 2025-03-31"}
_FORM_EXAMPLES = {"date": "2025-03-31", "month": "2025-07", "year": "2025", "phone": "02-123-4567"}


def _written_value(written: object, spec: FactSpec) -> Value | None:
    """A value as a rule file writes it; None where it is no value of the fact."""
    value = written
    if spec.type == "yes_no":
        value = _yes_no(written)
    elif spec.is_ordered:
        value = _ordered_value(written, spec.type)
    return value if isinstance(value, Value) and spec.has(value) else None


def _ordered_value(written: object, type: FactType) -> int | date | None:
    if type == "number":
        return written if isinstance(written, int) and not isinstance(written, bool) else None
    return date.fromisoformat(written) if isinstance(written, str) and _is_day(written) else None


def _choices(fact: _Fact) -> tuple[Choice, ...]:
    if fact.type == "yes_no":
        shares = fact.shares if isinstance(fact.shares, dict) else {}
        yes, no = shares.get("yes", 1), shares.get("no", 1)
        total = (yes + no) or 1
        return (
            Choice(True, Text("예", "yes"), yes / total),
            Choice(False, Text("아니요", "no"), no / total),
        )
    total = sum(one.share for one in fact.choices.values()) or 1
    return tuple(
        Choice(key, one.label.value(), one.share / total, one.group.value() if one.group else None)
        for key, one in fact.choices.items()
    )


def _shape_problems(error: ValidationError, file: PlainFile, model: type[BaseModel]) -> Iterable[Problem]:
    for one in error.errors():
        path = _place(one["loc"])
        message = one["msg"].removeprefix("Value error, ")
        if one["type"] == "extra_forbidden":
            message = f"unknown key '{path[-1]}'{_did_you_mean(str(path[-1]), _known_keys(model))}"
        elif one["type"] == "missing":
            message = f"missing key '{path[-1]}'"
        elif one["type"] == "model_type":
            message = f"expected a map with the keys {', '.join(_keys_of(model, one['ctx']['class_name']))}"
        elif one["type"] == "string_pattern_mismatch":
            message = f"{one['input']!r} is not an id: lower-case letters, digits, '-', '_' and '.'"
        elif one["type"] == "bool_type":
            message = f"expected yes or no, not {one['input']!r}"
        place = f" [{'.'.join(map(str, path))}]" if path else ""
        yield file.problem(path, message + place)


def _known_keys(model: type[BaseModel]) -> set[str]:
    """Every key that stands anywhere in this kind of file, for "did you mean"."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}


def _keys_of(model: type[BaseModel], part: str) -> list[str]:
    schema = model.model_json_schema()
    return list(schema.get("$defs", {}).get(part, schema)["properties"])


def _not_a_choice(value: object, spec: FactSpec) -> str:
    if spec.type == "yes_no":
        return f"'{value}' is not a value of '{spec.key}'; expected yes or no"
    if spec.is_ordered:
        return f"'{value}' is not a value of '{spec.key}'; expected {expected_values(spec)}"
    return f"'{value}' is not a choice of '{spec.key}'{_did_you_mean(str(value), [str(one) for one in spec.values])}"


def _did_you_mean(word: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(word, list(known), 1)
    if close:
        return f" (did you mean '{close[0]}'?)"
    listed = ", ".join(sorted(known)[:12])
    return f" (known: {listed}{', …' if len(known) > 12 else ''})" if known else ""


def _is_day(text: str) -> bool:
    if not _FIGURE_FORMS["date"].fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _fold(text: str) -> str:
    return " ".join(text.split())
