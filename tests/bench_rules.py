"""Figures of the rules alone, for `make bench`: verdicts, columns, questions, loads, and other engines on the same rules."""

from __future__ import annotations

import gc
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import zen
from cel_expr_python import cel

from bot.answering.pack import load_pack, misread_figures
from knowledge.figures import format_won
from rules.batch import OUTCOMES, BatchJudge, Column
from rules.conditions import All, AnyOf, Condition, Not, Test
from rules.edition import Edition
from rules.facts import FactSpec, Known, Text, Value, known
from rules.lint import lint
from rules.questions import next_question
from rules.verdict import Judge
from tests.rules.building import EDITION, NOTICE, criterion, edition, fact, track, write_programme

MILLION = 1_000_000
_T = TypeVar("_T")
Row = Callable[[str, str], None]
Company = Mapping[str, Value]


def main(row: Row) -> None:
    verdicts(row)
    load(row)
    for facts, tracks in ((8, 3), (24, 20), (60, 50)):
        question(row, facts, tracks)
    million(row)


def best(work: Callable[[], object], rounds: int = 3) -> float:
    """Seconds of processor time of the quickest of some rounds: other work on the machine counts little."""
    return min(_seconds(work) for _ in range(rounds))


def each(judge: Callable[[_T], object], companies: Iterable[_T]) -> None:
    for company in companies:
        judge(company)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


# --- verdicts ---------------------------------------------------------------------------------------------------


def three_tracks() -> tuple[Edition, Mapping[str, FactSpec]]:
    """The shipped edition, with one track standing twice."""
    programme = load_pack().programme
    shipped = programme.deciding
    third = replace(shipped.tracks["basic"], id="third")
    return replace(shipped, tracks={**shipped.tracks, "third": third}), programme.facts


def draw_companies(specs: Mapping[str, FactSpec], number: int, *, said: float) -> list[dict[str, Known]]:
    """Companies of which each fact is known with a chance of `said`, and else known in part (5 of 100) or not."""
    draw = random.Random(1)
    companies = []
    for _ in range(number):
        company = {}
        for key, spec in specs.items():
            chance = draw.random()
            if chance < said:
                company[key] = known(draw.choice(spec.choices).value)
            elif chance < said + 0.05:
                company[key] = known(*(one.value for one in draw.sample(spec.choices, 2)))
        companies.append(company)
    return companies


def verdicts(row: Row) -> None:
    judged, specs = three_tracks()
    judge = Judge(judged, specs)
    for name, said in (("all facts known", 1.0), ("60 of 100 known", 0.6)):
        companies = draw_companies(specs, 20_000, said=said)
        new = Judge(judged, specs)
        plain = len(companies) / best(partial(each, judge.outcomes_only, companies))
        unseen = 2_000 / best(partial(each, new.judge, companies[:2_000]), 1)
        trace = len(companies) / best(partial(each, judge.judge, companies))
        row(f"verdicts on three tracks, {name}", f"{plain:,.0f}/s")
        row(f"verdicts on three tracks with trace, {name}", f"{trace:,.0f}/s")
        row("  the first 2,000 of a new judge", f"{unseen:,.0f}/s")


# --- load -------------------------------------------------------------------------------------------------------


def load(row: Row) -> None:
    with tempfile.TemporaryDirectory() as folder:
        programme = write_programme(Path(folder))
        text, told = of_sixty_kilobytes()
        size = (programme.folder / "2025.yaml").write_bytes(text.encode())
        notice = replace(NOTICE, text=Text(f"{NOTICE.text.ko} {told.ko}", f"{NOTICE.text.en} {told.en}"))
        programme = replace(programme, sources={"notice": notice})
        loaded = programme.load()

        def check_all() -> None:
            read = programme.load()
            list(misread_figures(read))
            lint(read)

        seconds = best(check_all, 5)
        row(f"load of an edition of {size / 1000:.0f} kB with every check", f"{1000 * seconds:.0f} ms")
        seconds = best(programme.load)
        row("  its files read and built, quotes word for word", f"{1000 * seconds:.0f} ms")
        seconds = best(lambda: lint(loaded))
        row("  sums, dates, units and every criterion counted out", f"{1000 * seconds:.0f} ms")
        seconds = best(lambda: list(misread_figures(loaded)))
        row("  every sentence and quote read back for its figures", f"{1000 * seconds:.0f} ms")


def of_sixty_kilobytes() -> tuple[str, Text]:
    """The tiny edition with as many tracks and statements more as make up 60 kB, and what its notice says more.

    Every statement has an amount of its own, so that no sentence and no quote is read twice.
    """
    before, rest = EDITION.split("tracks:\n")
    tracks, after = rest.split("not_stated:\n")
    one = before[before.index("  cap:\n") : before.index("  north-cap:\n")]
    more_tracks = "".join(tracks.replace("  basic:\n", f"  basic-{n}:\n", 1) for n in range(8))
    many = (60_000 - len((EDITION + more_tracks).encode())) // (len(one.encode()) + 3)
    ko, en = "최대 8천만원을 지원합니다.", "It supports up to 80 million won."
    statements, quotes = [], []
    for n in range(many):
        won = 10_000_000 + n * 10_000
        quote = Text(
            ko.replace("8천만원", format_won(won, "ko")), en.replace("80 million won", format_won(won, "en"))
        )
        quotes.append(quote)
        named = one.replace("  cap:\n", f"  cap-{n}:\n", 1).replace("80_000_000", str(won))
        statements.append(named.replace(ko, quote.ko).replace(en, quote.en))
    text = f"{before}{''.join(statements)}tracks:\n{tracks}{more_tracks}not_stated:\n{after}"
    return text, Text(" ".join(one.ko for one in quotes), " ".join(one.en for one in quotes))


# --- next question ----------------------------------------------------------------------------------------------


def random_edition(facts: int, tracks: int) -> tuple[Edition, dict[str, FactSpec]]:
    """Tracks of four to seven criteria over facts of two to six choices; all facts used, some criteria silent."""
    draw = random.Random(facts)
    specs = {
        key: fact(key, True, False) if n % 4 == 0 else fact(key, *"abcdef"[: draw.randint(2, 6)])
        for n, key in enumerate(f"fact{n:02}" for n in range(facts))
    }
    unused = list(specs)

    def test() -> Condition:
        key = unused.pop() if unused else draw.choice(list(specs))
        values = [one.value for one in specs[key].choices]
        some = frozenset(draw.sample(values, draw.randint(1, len(values) - 1)))
        return Test(key, "one_of" if len(some) > 1 else "is", some)

    def condition() -> Condition:
        kind = draw.random()
        if kind < 0.6:
            return test()
        return AnyOf((test(), test())) if kind < 0.9 else AnyOf((Not(test()), All((test(), test()))))

    def silent() -> Condition | None:
        return test() if draw.random() < 0.1 else None

    return edition(
        *(
            track(
                f"track{n}",
                *(criterion(f"{n}-{one}", condition(), silent()) for one in range(draw.randint(4, 7))),
            )
            for n in range(tracks)
        )
    ), specs


def question(row: Row, facts: int, tracks: int) -> None:
    """Over whole interviews: every next question until nothing is open, the first ones the slowest."""
    judged, specs = random_edition(facts, tracks)
    judge = Judge(judged, specs)
    draw = random.Random(2)
    gc.collect()
    gc.freeze()  # else the collector's pause over everything imported (50 ms) falls on some question
    asking, judging = [], []
    for _ in range(4):
        told: dict[str, Known] = {}
        key: str | None = ""
        while key is not None:
            started = time.perf_counter()
            verdicts = judge.judge(told)
            judged_at = time.perf_counter()
            key = next_question(judge, verdicts, told, specs)
            asking.append(time.perf_counter() - judged_at)
            judging.append(judged_at - started)
            if key is not None:
                told[key] = known(draw.choice(specs[key].choices).value)
    first, asking, judging = asking[0], sorted(asking[1:]), sorted(judging[1:])
    row(
        f"next question, {facts} facts x {tracks} tracks: median, slowest, first of all",
        f"{1000 * asking[len(asking) // 2]:.1f}, {1000 * asking[-1]:.1f}, {1000 * first:.1f} ms",
    )
    row(
        "  the verdicts that it goes by: median, slowest",
        f"{1000 * judging[len(judging) // 2]:.1f}, {1000 * judging[-1]:.1f} ms",
    )


# --- a million companies ----------------------------------------------------------------------------------------


def million(row: Row) -> None:
    """Each engine with the companies as it takes them best, without reading or writing; all facts known.

    The loops run over a part, which is told: their time is proportional.
    """
    judged, specs = three_tracks()
    draw = np.random.default_rng(3)
    columns = {
        key: Column(
            draw.integers(0, len(spec.choices), MILLION, np.int8), [known(one.value) for one in spec.choices]
        )
        for key, spec in specs.items()
    }
    columns_partly = {
        key: Column(draw.integers(-1, len(spec.choices), MILLION, np.int8), column.known)
        for (key, column), spec in zip(columns.items(), specs.values(), strict=True)
    }
    batch = BatchJudge(judged, specs)

    def outcomes(given: Mapping[str, Column]) -> list[object]:
        return [one.outcomes for one in batch.judge(given, MILLION).values()]

    def findings(given: Mapping[str, Column]) -> list[object]:
        return [one.verdicts for one in batch.judge(given, MILLION).values()]

    def seconds_a_million(work: Callable[[Sequence[Company]], object], number: int) -> float:
        return best(lambda: work(companies[:number]), 2) * MILLION / number

    companies = [
        {key: column.known[column.codes[n]].value for key, column in columns.items()} for n in range(100_000)
    ]
    row(
        "a million companies, three tracks: column of all facts known",
        f"{best(lambda: outcomes(columns)):.2f} s",
    )
    row("  with facts unknown", f"{best(lambda: outcomes(columns_partly)):.2f} s")
    row(
        "  with facts unknown, and findings, caps, questions of each kind",
        f"{best(lambda: findings(columns_partly), 1):.2f} s",
    )

    judge = Judge(judged, specs)
    as_facts = [{key: known(value) for key, value in one.items()} for one in companies]
    loop = [judge.outcomes_only(one) for one in as_facts]
    seconds = best(partial(each, judge.outcomes_only, as_facts), 2) * MILLION / len(as_facts)
    row("  loop over outcomes (a tenth of them run)", f"{seconds:.1f} s")
    seconds = best(partial(each, judge.judge, as_facts[:20_000]), 1) * MILLION / 20_000
    row("  loop over verdicts with trace (20,000 run)", f"{seconds:.1f} s")
    results = batch.judge(columns, MILLION)
    for n, said in enumerate(loop):
        assert said == {id: OUTCOMES[one.outcomes[n]] for id, one in results.items()}

    for name, engine in (("cel-expr-python", with_cel), ("zen-engine", with_zen)):
        work = engine(judged, specs)
        assert work(companies[:20_000]) == [list(one.values()) for one in loop[:20_000]]
        row(f"  {name}, a loop (20,000 run)", f"{seconds_a_million(work, 20_000):.1f} s")


Engine = Callable[[Sequence[Company]], list[list[str]]]


def with_cel(judged: Edition, specs: Mapping[str, FactSpec]) -> Engine:
    types = {"choice": cel.Type.STRING, "yes_no": cel.Type.BOOL}
    environment = cel.NewEnv(variables={key: types[spec.type] for key, spec in specs.items()})
    rules = environment.compile(_expression(judged))
    return lambda companies: [[said.value() for said in rules.eval(data=one).value()] for one in companies]


def with_zen(judged: Edition, _specs: Mapping[str, FactSpec]) -> Engine:
    rules = zen.compile_expression(_in_zen(_expression(judged)))
    return lambda companies: [rules.evaluate(one) for one in companies]


def _expression(judged: Edition) -> str:
    """The outcomes of all tracks as one list (twice as fast as one by one): what others can say of known companies."""
    result = []
    for one in judged.tracks.values():
        silent = (
            " || ".join(_written(each.silent) for each in one.criteria if each.silent is not None) or "false"
        )
        # A criterion that is silent is neither met nor unmet.
        unmet = " || ".join(
            f"(!({_written(each.when)}) && !({_written(each.silent)}))"
            if each.silent
            else f"!({_written(each.when)})"
            for each in one.criteria
        )
        result.append(f'({unmet}) ? "ineligible" : (({silent}) ? "undetermined" : "eligible")')
    return f"[{', '.join(result)}]"


def _written(condition: Condition) -> str:
    match condition:
        case Test(key, operator, values):
            anyone = " || ".join(f"{key} == {_value(one)}" for one in sorted(values, key=str))
            return f"({anyone})" if operator in ("is", "one_of") else f"!({anyone})"
        case All(parts):
            return f"({' && '.join(map(_written, parts))})"
        case AnyOf(parts):
            return f"({' || '.join(map(_written, parts))})"
        case Not(part):
            return f"!{_written(part)}"


def _value(value: Value) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _in_zen(expression: str) -> str:
    return (
        expression.replace("&&", "and").replace("||", "or").replace("!(", "not (").replace("!not", "not not")
    )


if __name__ == "__main__":
    main(lambda what, figure: print(f"{what:<70} {figure}"))
