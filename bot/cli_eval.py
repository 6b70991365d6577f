"""`gongo eval`: question, dialogue and self-check sets through the whole of Gongo. Parse and print."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.evaluation.comparing import Comparison
    from bot.evaluation.rates import Rate
    from bot.evaluation.report import Report

_WORST = 20  # cases that are listed; the saved report has all


def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Sets, as YAML.", metavar="FILE…")],
    save: Annotated[
        Path | None, typer.Option(help="Keep the report as JSON.", metavar="FILE", dir_okay=False)
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(help="Write it with plots, as one HTML page.", metavar="FILE", dir_okay=False),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(help="A report that was saved before: what broke, what was mended?", metavar="FILE"),
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option(help="Only questions in it: ko, en or mixed.", metavar="LANGUAGE")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(help="Only questions of this group; self-check for cases.", metavar="GROUP"),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option(help="The day of questions that name none. Default: today in Korea.", metavar="DAY"),
    ] = None,
    untimed: Annotated[
        bool, typer.Option("--no-times", help="Leave times out: the same run then prints and saves the same.")
    ] = False,
) -> None:
    """Run question, dialogue and self-check sets, and tell what is right, grounded and harmful.

    \b
    A set is a list of questions
      - id: q1
        group: cap-basic          its kind; rates are told for each
        language: ko              ko, en or mixed
        text: "기초는 얼마까지?"
        status: [answered]        every right status
        figures: ["won:80000000"]
    or of dialogues (id, language, turns: [{text, status, …}]). Also, where it helps: any_figures, mentions (patterns),
    forbidden (figures that do harm), forbidden_statements (as statement:ID), tags, verdicts, facts, topic, citations, documents (a search must find one),
    paraphrases (the name of a group that asks the same) and date. A file with cases is one of `gongo rules cases`.
    A map {blind: true, date: DAY, questions: […]} (or dialogues) makes a blind set: it is counted, never shown.

    Correct: all that was expected holds; a partial answer is wrong. Grounded: every sentence has its proof. The exit
    code is 1 if anything harmful was said, or a file cannot be used.
    """
    from bot import wiring
    from bot.conversation import SEOUL
    from bot.evaluation.comparing import ReportFileError
    from bot.evaluation.comparing import compare as compared
    from bot.evaluation.page import page
    from bot.evaluation.report import plain, report
    from bot.evaluation.running import Runner
    from bot.evaluation.scoring import Scorer
    from bot.evaluation.sets import read_sets
    from bot.settings import SettingsError, read_settings
    from knowledge.documents import DocumentError
    from rules.plain_yaml import RuleFileError

    day = datetime.now(SEOUL).date() if today is None else _day(today)
    try:
        answerer, library = wiring.build_answerer(read_settings())
        sets = read_sets(files, answerer.pack)
    except (RuleFileError, DocumentError, SettingsError) as error:
        _fail(str(error))

    def wanted(of: str, written: str) -> bool:
        return (not kind or of in kind) and (not language or written in language)

    runner = Runner(
        answerer,
        Scorer(answerer.pack, library.documents()),
        day,
        library.search,
        None if untimed else time.perf_counter,
    )
    try:
        result = report(runner.run(sets, wanted))
    finally:
        library.close()
    if not result.rows:
        _fail("no question is of this kind and language", 2)
    try:
        comparison = compared(compare, result) if compare else None
    except ReportFileError as error:
        _fail(str(error))
    pack = answerer.pack.name
    _Printer().report(result, comparison, pack)
    try:
        if save:
            data = plain(result, pack=pack, day=day.isoformat())
            save.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if html:
            title = "Gongo, evaluated: " + ", ".join(one.name for one in sets)
            html.write_text(
                page(result, title=title, note=f"{pack}, {day}", comparison=comparison), encoding="utf-8"
            )
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}")
    if result.harmful:
        raise typer.Exit(1)


class _Printer:
    """Tables on a terminal; elsewhere headings and lines with tabs, to be cut and searched."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(markup=False, highlight=False, emoji=False)

    def report(self, report: Report, comparison: Comparison | None, pack: str) -> None:
        rates = {"correct": report.correct, "grounded": report.grounded}
        if report.stability:
            rates["paraphrases answered alike"] = report.stability.alike
            rates["paraphrases without contradiction"] = report.stability.uncontradicted
        self._rates(pack, "", rates)
        typer.echo(f"Harmful answers: {report.harmful}")
        self._rates("By set", "set", report.by_set)
        self._kinds(report.by_kind)
        self._rates("By language", "language", report.by_language)
        self._rates("By stage", "stage", report.by_stage)
        pairs = sorted(report.confusion.items())
        self._table("Status", ("expected", "got", "count"), [(*pair, str(count)) for pair, count in pairs])
        if report.curve.points:
            coverage, error = report.curve.points[-1]
            typer.echo(
                f"Error over coverage: {error:.1%} wrong of the {coverage:.1%} answered; "
                f"area {report.curve.area:.4f}, with a perfect order {report.curve.best:.4f}"
            )
        self._faults(report)
        if comparison:
            self._compared(comparison)
        if report.latency:
            told = f"median {report.latency.median:.1f} ms, 99th percentile {report.latency.p99:.1f} ms"
            typer.echo(f"Time for a message: {told}")

    def _faults(self, report: Report) -> None:
        from bot.evaluation.page import faults_of

        rows = [(one.set, one.id, one.text or "", "; ".join(faults_of(one))) for one in report.worst[:_WORST]]
        self._table("Worst cases", ("set", "id", "text", "fault"), rows)
        blind = sorted(report.blind_faults.items())
        self._table(
            "Faults in blind sets", ("stage", "rows"), [(stage, str(count)) for stage, count in blind]
        )

    def _compared(self, one: Comparison) -> None:
        from bot.evaluation.page import named

        typer.echo(
            f"Compared with {one.old_pack}: {one.before.share:.1%} -> {one.after.share:.1%} of {one.before.of}; "
            f"{len(one.broken)} broke, {len(one.mended)} mended (sign test p = {one.probability:.3f}); "
            f"{one.new} new, {one.gone} gone"
        )
        rows = [
            (what, *named(row))
            for what, found in (
                ("now harmful", one.newly_harmful),
                ("broke", one.broken),
                ("mended", one.mended),
            )
            for row in found
        ]
        self._table("Changes", ("", "set", "id", "text"), rows)

    def _kinds(self, rates: Mapping[str, Rate]) -> None:
        """Kinds with a fault, the worst first; of the others how many there are."""
        faulty = sorted(
            ((name, one) for name, one in rates.items() if one.right < one.of), key=lambda pair: pair[1].share
        )
        self._rates("By kind", "kind", dict(faulty))
        typer.echo(f"Kinds without a fault: {len(rates) - len(faulty)} of {len(rates)}")

    def _rates(self, title: str, name: str, rates: Mapping[str, Rate]) -> None:
        from bot.evaluation.page import interval, percent

        rows = [
            (key or "none", f"{one.right}/{one.of}", percent(one.share), interval(one))
            for key, one in rates.items()
        ]
        self._table(title, (name, "right", "share", "95 % interval"), rows)

    def _table(self, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        from rich.table import Table

        lines = list(rows)
        if not lines:
            return
        if not self._console.is_terminal:
            typer.echo(title)
            for row in (heads, *lines):
                typer.echo("\t".join(row))
            return
        shown = Table(*heads, title=title)
        for row in lines:
            shown.add_row(*row)
        self._console.print(shown)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        _fail(f"--today {text}: not a day; expected the form 2026-11-22", 2)


def _fail(message: str, code: int = 1) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
