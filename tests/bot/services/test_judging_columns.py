"""What the shipped facts do not have: numbers and days in a table of companies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from bot.services.judging_columns import judge_file
from rules.batch import BatchJudge
from rules.conditions import Test as FactTest  # pytest would take `Test` for a class of tests
from rules.facts import FactSpec, Text
from tests.rules.building import criterion, edition, track

TODAY = date(2026, 11, 22)
NAME = Text("이름", "name")
SPECS = {
    "workers": FactSpec("workers", "number", NAME, NAME, (), minimum=1, maximum=5_000, unit=NAME),
    "founded": FactSpec(
        "founded", "date", NAME, NAME, (), minimum=date(1900, 1, 1), maximum=date(2030, 1, 1)
    ),
}
WANTED = edition(
    track(
        "one",
        criterion("workers", FactTest("workers", "at_least", frozenset({10}))),
        criterion("founded", FactTest("founded", "at_most", frozenset({date(2019, 12, 31)}))),
    )
)


def outcomes(path: Path) -> list[tuple[str, str]]:
    with path.open("rb") as file:
        rows = [
            row for judged in judge_file(file, BatchJudge(WANTED, SPECS), SPECS, TODAY) for row in judged.rows
        ]
    assert (rows[0][1], rows[0][-1]) == ("one_verdict", "error")
    return [(row[1], row[-1].split(";")[0]) for row in rows[1:]]


def typed(values: list[int | None] | list[date | None], type: pa.DataType) -> pa.Array:
    if type == pa.string():
        return pa.array([None if one is None else str(one) for one in values], type)
    return pa.array(
        [None if one is None else [one] for one in values] if pa.types.is_list(type) else values, type
    )


@pytest.mark.parametrize(
    "workers", [pa.int64(), pa.uint16(), pa.float64(), pa.string(), pa.list_(pa.int32())]
)
@pytest.mark.parametrize("founded", [pa.date32(), pa.date64(), pa.string()])
def test_numbers_and_days_of_parquet_are_read_like_those_of_csv(
    tmp_path: Path, workers: pa.DataType, founded: pa.DataType
) -> None:
    numbers = [10, 9, None, 5_001]
    days = [date(2019, 12, 31), date(2019, 1, 1), date(2021, 1, 1), None]
    table = pa.table({"workers": typed(numbers, workers), "founded": typed(days, founded)})
    parquet.write_table(table, tmp_path / "companies.parquet")
    lines = [f"{number or ''},{day or ''}\n" for number, day in zip(numbers, days, strict=True)]
    (tmp_path / "companies.csv").write_text("workers,founded\n" + "".join(lines))

    found = outcomes(tmp_path / "companies.parquet")

    assert found == outcomes(tmp_path / "companies.csv")
    assert [outcome for outcome, _ in found] == ["eligible", "ineligible", "ineligible", ""]
    assert found[3][1].startswith("workers: '5001'")
