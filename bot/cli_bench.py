"""`gongo bench`: measurements on data that stands outside the project. Parse and print; for developers, in English."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from knowledge.embedding import Encoder
    from knowledge.retrieval_bench import Figures, Fold, RememberingEncoder
    from knowledge.retrieval_sets import RetrievalSet

app = typer.Typer(help="Measurements, for developers.", no_args_is_help=True, rich_markup_mode=None)

# The rows to beat may read whole passages; questions and the pieces that Gongo searches are shorter than its limit.
_READS = 5_000
_Table = dict[str, "dict[str, Figures]"]  # by retriever, then by set


@app.callback()
def bench() -> None:
    """Measurements, for developers."""  # keeps `retrieval` a command of its own while it is the only one


@app.command()
def retrieval(
    folder: Annotated[Path, typer.Argument(help="Folder with question sets.", metavar="DIR")],
    sample: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="So many questions of each set among few passages: quick, and easier than all.",
            metavar="N",
        ),
    ] = None,
    cross_validate: Annotated[
        bool, typer.Option("--cross-validate", help="Also choose weights and gate on parts of the questions.")
    ] = False,
    save: Annotated[Path | None, typer.Option("--json", help="Save all figures.", metavar="FILE")] = None,
) -> None:
    """Measure Gongo's search beside others on public question sets.

    Read are SQuAD JSON (KorQuAD, XQuAD), AutoRAG's Parquet pairs, KLUE-STS JSON, and pairs of line files such as
    tatoeba.kor-eng.kor and .eng; what is there is measured, other files are named. Each retriever is told with
    recall@1, recall@5, mean reciprocal rank and questions a second, embedding included. Translations are also looked
    for in one store with passages in the question's own language.
    """
    import logging

    from knowledge.embedding import SentenceEncoder
    from knowledge.retrieval_bench import candidates, compared, cross_validated, with_mixtures

    sets = with_mixtures(_sets(folder, sample))
    logging.getLogger("bm25s").propagate = False  # it sets itself to DEBUG
    table: _Table = {}
    with _remembering(sets, SentenceEncoder(reads=_READS)) as remembering:
        for one in sets:
            for retriever, figures in compared(one, remembering):
                table.setdefault(retriever, {})[one.name] = figures
        chosen = (
            cross_validated({one.name: candidates(one, remembering) for one in sets})
            if cross_validate
            else ()
        )
    for one in sets:
        _print_set(one, table)
    if chosen:
        _print_folds(chosen)
    if save is not None:
        _save(save, sets, table, chosen)


def _sets(folder: Path, sample: int | None) -> list[RetrievalSet]:
    from knowledge.retrieval_sets import SetUnreadable, read_sets

    try:
        found = read_sets(folder)
    except (SetUnreadable, OSError) as problem:
        _fail(str(problem))
    for path in found.unknown:
        typer.echo(f"not read, as it belongs to no set: {path.name}", err=True)
    if not found.sets:
        _fail(f"{folder}: no question set here; gongo bench retrieval --help  tells the forms")
    return [one if sample is None else one.sample(sample) for one in found.sets]


@contextmanager
def _remembering(sets: Sequence[RetrievalSet], encoder: Encoder) -> Iterator[RememberingEncoder]:
    """The encoder, with progress on a terminal: embedding is what takes the time."""
    from rich.console import Console
    from rich.progress import Progress

    from knowledge.retrieval_bench import RememberingEncoder, texts_of

    encoder.embed_query("")  # loads the model, which no row is to pay for
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("texts embedded", total=len(texts_of(sets)))
        yield RememberingEncoder(encoder, lambda: progress.advance(task))


def _print_set(one: RetrievalSet, table: _Table) -> None:
    """A table, with the best row that is not Gongo's beside Gongo's own."""
    from rich.table import Table

    from knowledge.retrieval_bench import OWN_ROW

    title = f"{one.name}: {len(one.questions):,} questions, {len(one.passages):,} passages"
    shown = Table("retriever", title=title, title_justify="left")
    for head in ("recall@1", "recall@5", "MRR", "questions/s"):
        shown.add_column(head, justify="right")
    for retriever, sets in table.items():
        figures = sets[one.name]
        rate = f"{1 / figures.seconds:,.0f}" if figures.seconds else "-"
        shown.add_row(
            retriever,
            f"{figures.recall_1:.3f}",
            f"{figures.recall_5:.3f}",
            f"{figures.mrr:.3f}",
            rate,
            style="bold" if retriever == OWN_ROW else None,
        )
    console = _console()
    console.print(shown)
    best = max(sets[one.name].recall_5 for retriever, sets in table.items() if retriever != OWN_ROW)
    apart = 100 * (table[OWN_ROW][one.name].recall_5 - best)
    console.print(f"{OWN_ROW} at recall@5: {apart:+.1f} points beside the best other row\n")


def _print_folds(folds: Sequence[Fold]) -> None:
    from rich.table import Table

    console = _console()
    console.print("Cross-validation: chosen without the questions that are then judged")
    for number, fold in enumerate(folds, 1):
        one = fold.chosen
        console.print(
            f"fold {number}: words {one.lexical}, meaning {one.dense}, other language less "
            f"{one.other_language_less}, own language first from {one.own_language_from}"
        )
    shown = Table("held out, recall@1/@5")
    shown.add_column("as chosen", justify="right")
    shown.add_column("as shipped", justify="right")
    for name in folds[0].held_out:
        chosen, shipped = _over(folds, name)
        shown.add_row(name, chosen, shipped)
    console.print(shown)


def _over(folds: Sequence[Fold], name: str) -> tuple[str, str]:
    """Means over all folds that have questions of the set, with what was chosen and with what is shipped."""
    from knowledge.scoring import mean

    def told(kind: Callable[[Fold], Mapping[str, Figures]]) -> str:
        figures = [kind(fold)[name] for fold in folds if name in kind(fold)]
        return f"{mean([one.recall_1 for one in figures]):.3f}/{mean([one.recall_5 for one in figures]):.3f}"

    return told(lambda fold: fold.held_out), told(lambda fold: fold.shipped)


def _save(path: Path, sets: Sequence[RetrievalSet], table: _Table, folds: Sequence[Fold]) -> None:
    content = {
        "sets": {
            one.name: {
                "questions": len(one.questions),
                "passages": len(one.passages),
                "retrievers": {name: asdict(of_sets[one.name]) for name, of_sets in table.items()},
            }
            for one in sets
        },
        "folds": [asdict(one) for one in folds],
    }
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as problem:
        _fail(str(problem))


def _console() -> Console:
    from rich.console import Console

    console = Console(markup=False, highlight=False, emoji=False)
    # Lines that go to a file or another program are not broken.
    return console if console.is_terminal else Console(markup=False, highlight=False, emoji=False, width=100)


def _fail(message: str, code: int = 1) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
