"""`gongo rules`: the rules as staff read, check and compare them. Parse and print; what is found, is found in rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from bot.answering.pack import Pack
    from rules.comparing import BoundaryRow, Flip
    from rules.edition import Amount, Edition, Programme, Proof, Statement, Track
    from rules.facts import FactSpec, Value
    from rules.lint import Finding
    from rules.verdict import Verdict

app = typer.Typer(help="The rules, for staff.", no_args_is_help=True, rich_markup_mode=None)

_T = TypeVar("_T")


class Language(StrEnum):
    ko = "ko"
    en = "en"


Folder = Annotated[Path | None, typer.Option(help="Folder of rule files.")]
Documents = Annotated[Path | None, typer.Option(help="Folder of the documents that prove them.")]
In = Annotated[Language, typer.Option("--language", help="Korean or English.")]


@app.command()
def check(folder: Folder = None, documents: Documents = None, language: In = Language.en) -> None:
    """Check every rule file and every quote.

    What is wrong is said with file and line. Checked are the shape, the facts, every quote word for word in its
    document, the figures in sentences and quotes, and the topics; then sums against the budget, counts, dates, units,
    figures of other years, and criteria that decide nothing. Without options, the shipped rules.

    Errors end with exit code 1. A warning that is right as it stands is settled by a reason, in
    acknowledged/<edition>.yaml of the folder.
    """
    from bot.answering.handlers import HANDLERS
    from bot.answering.pack import RULES, misread_figures
    from rules.acknowledged import read_acknowledged, settle
    from rules.lint import lint

    place = folder or RULES

    pack = _or_fail(lambda: _pack(place, documents, HANDLERS))
    programme = pack.programme
    found = (*misread_figures(programme), *lint(programme))
    result = settle(found, _or_fail(lambda: read_acknowledged(place)))
    for finding in result.open:
        typer.echo(_told(place, finding, language), err=True)
    if any(one.severity == "error" for one in result.open):
        raise typer.Exit(1)
    typer.echo(
        _say(
            language,
            "rules_checked",
            pack=pack.name,
            editions=len(programme.editions),
            statements=sum(len(one.statements) for one in programme.editions.values()),
            sources=len(programme.sources),
        )
    )
    typer.echo(_say(language, "rules_warnings", open=len(result.open), settled=len(result.settled)))


@app.command()
def show(
    edition: Annotated[
        str | None, typer.Argument(help="Which, as 2024. Default: the one that decides.")
    ] = None,
    folder: Folder = None,
    documents: Documents = None,
    language: In = Language.ko,
) -> None:
    """Show an edition as a person reads it: every rule with its quote and its source."""
    from bot.answering.pack import RULES

    place = folder or RULES
    programme = _or_fail(lambda: _pack(place, documents)).programme
    if edition is not None and edition not in programme.editions:
        _fail(f"no edition {edition}; there are {', '.join(sorted(programme.editions))}", 2)
    chosen = programme.editions[edition] if edition else programme.deciding
    _Page(language).edition(programme, chosen)


@app.command()
def table(
    edition: Annotated[
        str | None, typer.Argument(help="Which, as 2025. Default: the one that decides.")
    ] = None,
    folder: Folder = None,
    documents: Documents = None,
    language: In = Language.ko,
) -> None:
    """The boundary table, for sign-off: every criterion just met and just unmet, each with the verdict."""
    from bot.answering.pack import RULES
    from rules.comparing import boundary_table

    programme = _or_fail(lambda: _pack(folder or RULES, documents)).programme
    chosen = _with_tracks(programme, edition)
    rows = [
        (
            one.track.title.in_(language),
            one.criterion.id,
            _say(language, _EDGES[one.edge]),
            _edge_facts(one, programme.facts, language),
            _outcome(one.verdict, language),
            _won(one.verdict.cap_won, language),
        )
        for one in _or_fail(lambda: boundary_table(chosen, programme.facts))
    ]
    heads = ("track", "criterion", "edge", "company", "verdict", "cap")
    _print_table(
        _say(language, "rules_table_title", edition=chosen.title.in_(language)), heads, rows, language
    )


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A folder of rules, or an edition's file in one.", exists=True)],
    new: Annotated[Path, typer.Argument(help="The same, to compare with.", exists=True)],
    documents: Documents = None,
    language: In = Language.ko,
) -> None:
    """Who flips: the share of companies whose verdict or cap differs, with an example of each and why.

    Of a folder it takes the edition that decides. Shares are the rough ones of facts.yaml, of NEW.
    """
    from rules.comparing import diff as compare
    from rules.comparing import merged

    before, after = (_edition_at(one, documents) for one in (old, new))
    specs = merged(before[0].facts, after[0].facts)
    result = _or_fail(lambda: compare(before[1], after[1], specs))
    for key, tracks in (("rules_track_added", result.added), ("rules_track_removed", result.removed)):
        for id in tracks:
            typer.echo(_say(language, key, track=id))
    if not result.flips:
        typer.echo(_say(language, "rules_no_flips"))
        return
    for id in dict.fromkeys(one.track for one in result.flips):
        title = after[1].tracks[id].title.in_(language)
        typer.echo(_say(language, "rules_flip_share", track=title, share=_percent(result.share_of(id))))
    heads = ("track", "share", "before", "after", "because", "example")
    rows = [_flip(one, after[1].tracks[one.track], specs, language) for one in result.flips]
    _print_table(_say(language, "rules_flips_title"), heads, rows, language)


@app.command()
def cases(folder: Folder = None, documents: Documents = None, language: In = Language.ko) -> None:
    """Run the staff cases (cases/*.yaml), and tell which edges of which criteria none covers.

    A case that comes out otherwise ends with exit code 1; an edge that no case covers does not.
    """
    from bot.answering.pack import RULES
    from rules.cases import read_cases, run_case, uncovered

    place = folder or RULES
    programme = _or_fail(lambda: _pack(place, documents)).programme
    found = _or_fail(lambda: read_cases(place, programme))
    wrong = [(one, mismatch) for one in found for mismatch in run_case(one, programme)]
    if wrong:
        mismatches = [
            (case.where, case.name.in_(language), one.track, one.what, one.expected, one.found)
            for case, one in wrong
        ]
        heads = ("where", "case", "track", "what", "expected", "found")
        _print_table(_say(language, "rules_cases_wrong"), heads, mismatches, language)
    missing = [
        (edition.id, one.track, one.criterion, _say(language, _EDGES[one.edge]))
        for edition in programme.editions.values()
        for one in uncovered(found, edition, programme.facts)
    ]
    if missing:
        columns = ("edition", "track", "criterion", "edge")
        _print_table(_say(language, "rules_uncovered"), columns, missing, language)
    failed = len({case.where for case, _ in wrong})
    typer.echo(_say(language, "rules_cases", cases=len(found), failed=failed, uncovered=len(missing)))
    if wrong:
        raise typer.Exit(1)


@app.command()
def coverage(folder: Folder = None, documents: Documents = None, language: In = Language.ko) -> None:
    """Rules and documents against each other: values that no document states, figures and conditions that no rule claims.

    A condition is a sentence with a word such as only, must, may or not eligible; a quote of those words claims it. A
    sentence that is no rule is marked, with the reason, in not_rules.yaml of the folder. A value of a rule that no
    document states ends with exit code 1; a figure or condition that nothing claims does not.
    """
    from bot.answering.pack import RULES
    from bot.services.coverage import coverage as compared
    from bot.services.coverage import read_marks

    place = folder or RULES
    pack = _or_fail(lambda: _pack(place, documents))
    result = compared(pack.programme, pack.documents, _or_fail(lambda: read_marks(place)))
    if result.unfound:
        rows = [(one.at, one.language, one.value) for one in result.unfound]
        _print_table(_say(language, "rules_unfound"), ("where", "language", "found"), rows, language)
    for title, unclaimed in (
        ("rules_unclaimed", result.unclaimed_figures),
        ("rules_unclaimed_conditions", result.unclaimed_conditions),
    ):
        if unclaimed:
            rows = [(f"{one.document}.md:{one.line}", one.found, one.sentence) for one in unclaimed]
            _print_table(_say(language, title), ("where", "found", "sentence"), rows, language)
    for mark in result.idle:
        typer.echo(_say(language, "rules_idle_mark", document=mark.document, text=mark.text[language]))
    typer.echo(
        _say(
            language,
            "rules_coverage",
            figures=result.figures,
            unclaimed=len(result.unclaimed_figures),
            conditions=result.conditions,
            unquoted=len(result.unclaimed_conditions),
            unfound=len(result.unfound),
        )
    )
    if result.unfound:
        raise typer.Exit(1)


# --- an edition, to be read -------------------------------------------------------------------------------------


class _Page:
    """Prints an edition from top to bottom: headings, sentences, and below each its quotes and sources."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.console = _console()

    def edition(self, programme: Programme, edition: Edition) -> None:
        self._head(f"{programme.title.in_(self.language)}: {edition.title.in_(self.language)}")
        self._line(_say(self.language, "rules_effective", day=edition.effective))
        if edition.until:
            self._line(_say(self.language, "rules_until", day=edition.until))
        if not edition.tracks:
            self._line(_say(self.language, "rules_informs_only"))
        for track in edition.tracks.values():
            self._track(track, programme.facts)
        self._head(_say(self.language, "rules_statements"))
        for statement in edition.statements.values():
            self._statement(statement)
        if edition.corrections:
            self._head(_say(self.language, "rules_corrections"))
        for correction in edition.corrections:
            self._statement(correction.says)
        if edition.not_stated:
            self._head(_say(self.language, "rules_not_stated"))
        for one in edition.not_stated.values():
            self._line(f"[{one.id}] {one.says.in_(self.language)}")

    def _track(self, track: Track, specs: Mapping[str, FactSpec]) -> None:
        self._head(track.title.in_(self.language))
        self._statement(track.places)
        self._amount(track.cap.otherwise, None)
        for value, amount in track.cap.table.items():
            label = specs[track.cap.fact].label_of(value).in_(self.language) if track.cap.fact else value
            self._amount(amount, label)
        for window in track.windows:
            only = _facts(dict([window.only]), specs, self.language) if window.only else ""
            self._line(
                _say(self.language, "rules_window", opens=window.opens, closes=window.closes)
                + (f" ({only})" if only else "")
            )
        for criterion in track.criteria:
            self._statement(criterion.says)
            self._line("  " + _say(self.language, "rules_unmet", says=criterion.unmet.in_(self.language)))
            if criterion.silent_says:
                says = criterion.silent_says.in_(self.language)
                self._line("  " + _say(self.language, "rules_silent", says=says))

    def _amount(self, amount: Amount, label: str | None) -> None:
        line = _say(
            self.language, "rules_cap", won=_won(amount.won, self.language), statement=amount.statement.id
        )
        self._line(f"{label}: {line}" if label else line)

    def _statement(self, statement: Statement) -> None:
        from bot.answering.composing import render

        text, _ = render(statement.says.in_(self.language), statement.figures, self.language.value)
        self._line(f"[{statement.id}] {text} ({statement.confidence})")
        for proof in statement.proof:
            self._line(f"    {proof.quote.in_(self.language)}")
            self._line(f"      — {self._source(proof)}")

    def _source(self, proof: Proof) -> str:
        source = proof.source
        key = "source_line_quote"
        if source.own_words:
            key = "source_line_gongo" if source.publisher.en == "Gongo" else "source_line_summary"
        publisher, title = source.publisher.in_(self.language), source.title.in_(self.language)
        line = _say(self.language, key, publisher=publisher, title=title)
        return ", ".join(one for one in (line, source.date, source.address) if one)

    def _head(self, text: str) -> None:
        self.console.print()
        self.console.print(text, style="bold")

    def _line(self, text: str) -> None:
        self.console.print(text)


# --- cells of the tables ----------------------------------------------------------------------------------------

_EDGES = {"met": "rules_met", "unmet": "rules_edge_unmet", "silent": "rules_edge_silent", "ask": "rules_ask"}
_EDGES |= {"unknown": "rules_unknown"}
_OUTCOMES = {
    "eligible": "rules_eligible",
    "ineligible": "rules_ineligible",
    "undetermined": "rules_undetermined",
}
_HEADS = {
    "track": "rules_head_track",
    "criterion": "rules_head_criterion",
    "edge": "rules_head_edge",
    "company": "rules_head_company",
    "verdict": "rules_head_verdict",
    "cap": "rules_head_cap",
    "share": "rules_head_share",
    "before": "rules_head_before",
    "after": "rules_head_after",
    "because": "rules_head_because",
    "example": "rules_head_example",
    "where": "rules_head_where",
    "case": "rules_head_case",
    "what": "rules_head_what",
    "expected": "rules_head_expected",
    "found": "rules_head_found",
    "edition": "rules_head_edition",
    "language": "rules_head_language",
    "sentence": "rules_head_sentence",
}


def _flip(flip: Flip, track: Track, specs: Mapping[str, FactSpec], language: Language) -> tuple[str, ...]:
    def state(one: str | None) -> str:
        return _say(language, _EDGES[one]) if one else _say(language, "rules_absent")

    because = [f"{id}: {state(before)} → {state(after)}" for id, before, after in flip.because]
    return (
        track.title.in_(language),
        _percent(flip.share),
        _result(flip.before, language),
        _result(flip.after, language),
        "; ".join(because) or _say(language, "rules_head_cap"),
        _facts(flip.company, specs, language),
    )


def _result(verdict: Verdict, language: Language) -> str:
    won = _won(verdict.cap_won, language)
    return f"{_outcome(verdict, language)} ({won})" if verdict.cap_won else _outcome(verdict, language)


def _outcome(verdict: Verdict, language: Language) -> str:
    return _say(language, _OUTCOMES[verdict.outcome])


def _edge_facts(row: BoundaryRow, specs: Mapping[str, FactSpec], language: Language) -> str:
    """What makes the difference, with all choices that count alike, and what else the criterion looks at."""
    from rules.cells import facts_of

    if row.changed is None:
        return _facts(row.company, specs, language)
    spec = specs[row.changed]
    values = row.alike or (row.company[row.changed],)
    told = f"{spec.label.in_(language)}: {', '.join(_value(one, spec, language) for one in values)}"
    rest = {key: row.company[key] for key in facts_of(row.criterion) if key != row.changed}
    return "; ".join(one for one in (told, _facts(rest, specs, language)) if one)


def _facts(company: Mapping[str, Value], specs: Mapping[str, FactSpec], language: Language) -> str:
    return "; ".join(
        f"{specs[key].label.in_(language)}: {_value(value, specs[key], language)}"
        for key, value in company.items()
    )


def _value(value: Value, spec: FactSpec, language: Language) -> str:
    if not spec.is_ordered:
        return spec.label_of(value).in_(language)
    unit = f" {spec.unit.in_(language)}" if spec.unit else ""
    return f"{value:,}{unit}" if isinstance(value, int) else str(value)


def _won(amounts: Sequence[int] | None, language: Language) -> str:
    from knowledge.figures import format_won

    return " / ".join(format_won(one, language.value) for one in amounts or ()) or "-"


def _percent(share: float) -> str:
    return f"{share:.1%}" if share >= 0.001 else "<0.1%"


# --- shared -----------------------------------------------------------------------------------------------------


def _pack(folder: Path, documents: Path | None, handlers: Iterable[str] | None = None) -> Pack:
    from bot.answering.pack import DOCUMENTS, load_pack

    return load_pack(folder, documents or DOCUMENTS, handlers=handlers)


def _edition_at(path: Path, documents: Path | None) -> tuple[Programme, Edition]:
    folder, edition = (path, None) if path.is_dir() else (path.parent, path.stem)
    programme = _or_fail(lambda: _pack(folder, documents)).programme
    return programme, _with_tracks(programme, edition)


def _with_tracks(programme: Programme, edition: str | None) -> Edition:
    """The edition that is asked for, or the one that decides; one without tracks has no verdicts to show."""
    if edition is None:
        return programme.deciding
    deciding = sorted(one.id for one in programme.editions.values() if one.tracks)
    if edition not in deciding:
        _fail(f"no edition {edition} with tracks; there is {', '.join(deciding)}", 2)
    return programme.editions[edition]


def _told(folder: Path, finding: Finding, language: Language) -> str:
    """One line as a compiler writes it, with what an acknowledgement has to repeat."""
    from rules.plain_yaml import Problem, RuleFileError, read_plain

    path = folder / finding.file
    found = f", found: {finding.found}" if finding.found else ""
    message = (
        f"{_say(language, _SEVERITIES[finding.severity])}: {finding.wrong.in_(language)} "
        f"{finding.right.in_(language)} [check: {finding.check}, at: {finding.at}{found}]"
    )
    try:
        return str(read_plain(path.read_text(encoding="utf-8"), str(path)).problem(finding.path, message))
    except (OSError, RuleFileError):  # gone since it was loaded
        return str(Problem(str(path), 1, 1, message))


_SEVERITIES = {"error": "rules_error", "warning": "rules_warning"}


def _print_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], language: Language) -> None:
    """A table on a terminal; elsewhere a heading and lines with tabs, to be cut and searched."""
    from rich.table import Table

    names = [_say(language, _HEADS[one]) for one in heads]
    console = _console()
    if not console.is_terminal:
        typer.echo(title)
        for row in (names, *rows):
            typer.echo("\t".join(row))
        return
    shown = Table(*names, title=title, show_lines=True)
    for row in rows:
        shown.add_row(*row)
    console.print(shown)


def _console() -> Console:
    from rich.console import Console

    console = Console(markup=False, highlight=False, emoji=False)
    # Lines that go to a file or another program are not broken.
    return (
        console
        if console.is_terminal
        else Console(markup=False, highlight=False, emoji=False, soft_wrap=True)
    )


def _say(language: str, key: str, **values: object) -> str:
    from bot.wording.catalogue import say

    return say(language, key, **values)


def _or_fail(make: Callable[[], _T]) -> _T:
    """What `make` gives; rules or documents that cannot be used end the command with their own message."""
    from knowledge.documents import DocumentError
    from rules.cells import TooManyCells
    from rules.plain_yaml import RuleFileError

    try:
        return make()
    except (RuleFileError, DocumentError, TooManyCells) as error:
        _fail(str(error))


def _fail(message: str, code: int = 1) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
