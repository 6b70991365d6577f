"""`gongo check --batch`: a CSV or Parquet file in, CSV out."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import random
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from bot.cli import app

GONGO = Path(sys.executable).with_name("gongo")
DAY = ("--today", "2025-08-01")
HEAD = "id,company_size,manufacturer,region,target_level,prior_support\n"
TRACKS = ("advanced", "basic")


@pytest.fixture
def check(tmp_path):
    """Checks a file: the rows that come out, standard error, the exit code."""

    def run(text, *more):
        path = tmp_path / "companies.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        result = CliRunner().invoke(app, ["check", "--batch", str(path), *DAY, *more], catch_exceptions=False)
        rows = list(csv.DictReader(io.StringIO(result.stdout)))
        return rows, result.stderr.replace(str(path), "FILE"), result.exit_code

    return run


def test_every_company_gets_what_jsonl_says_of_it(check):
    lines = [
        ("sme,true,busan|daegu,basic,", {"region": ["busan", "daegu"], "target_level": "basic"}),
        ("sme,TRUE,gyeongbuk_pohang,both,none", {"region": "gyeongbuk_pohang", "prior_support": "none"}),
        ("sme,true,,uncertain,", {"target_level": "uncertain"}),
        ("sme, true ,gyeongbuk_other,,", {"region": "gyeongbuk_other"}),
    ]
    lines[1][1]["target_level"] = "both"
    told = [{"company_size": "sme", "manufacturer": True, **facts} for _, facts in lines]

    rows, _, code = check(HEAD + "".join(f"{n},{line}\n" for n, (line, _) in enumerate(lines)))

    given = "\n".join(json.dumps({"id": n, "facts": one}) for n, one in enumerate(told))
    by_line = CliRunner().invoke(app, ["check", "--jsonl", *DAY], input=given).stdout.splitlines()
    for row, said in zip(rows, map(json.loads, by_line), strict=True):
        assert row["id"] == str(said["id"])
        assert row["error"] == ""
        for track in TRACKS:
            cap = said["cap_won"][track]
            assert row[f"{track}_verdict"] == said["verdicts"][track]
            assert row[f"{track}_ask"].split("|") == (said["ask"][track] or [""])
            assert row[f"{track}_silent"].split("|") == (said["silent"][track] or [""])
            assert row[f"{track}_intake"] == said["intake"][track]
            assert row[f"{track}_cap_won"] == "|".join(
                map(str, cap if isinstance(cap, list) else [cap or ""])
            )
    assert code == 0


def test_a_wrong_value_spoils_its_line_only_and_is_said_with_its_line(check):
    rows, errors, code = check(HEAD + "a,sme,true,busan,basic,\nb,smee,perhaps,busan,,\nc,sme\n\nd,sme,,,,\n")

    assert code == 1
    assert [row["id"] for row in rows] == ["a", "b", "3", "d"]
    assert [bool(row["error"]) for row in rows] == [False, True, True, False]
    assert rows[1]["basic_verdict"] == ""
    assert rows[1]["error"].startswith(
        "company_size: 'smee'; expected one of sme, mid_sized, large, several with |"
    )
    assert "; manufacturer: 'perhaps'; expected one of" in rows[1]["error"]
    assert errors.splitlines() == [
        f"FILE:3: {rows[1]['error']}",
        "FILE:4: 2 values, but 6 columns are named",
    ]


def test_of_many_wrong_lines_the_first_are_said_and_the_rest_counted(check):
    _, errors, code = check("region\n" + "nowhere\n" * 1_025)

    assert code == 1
    assert len(errors.splitlines()) == 21
    assert errors.splitlines()[-1] == "1,005 more lines are wrong: see the column error"


def test_without_an_id_lines_are_numbered_through_all_chunks(check):
    rows, _, code = check("region\n" + "busan\n" * 20_001)

    assert code == 0
    assert [row["id"] for row in rows] == [str(n) for n in range(1, 20_002)]
    assert {row["basic_verdict"] for row in rows} == {"undetermined"}


def test_what_excel_writes_is_read(check):
    rows, _, code = check(b"\xef\xbb\xbf" + b"region,manufacturer\r\nbusan,FALSE\r\n")

    assert code == 0
    assert rows[0]["basic_verdict"] == "ineligible"


def test_a_file_with_a_head_alone_gives_a_head_alone(check):
    assert check(HEAD) == ([], "", 0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "id,regoin\n",
            "FILE: line 1: unknown column 'regoin'; did you mean region? Known: id, company_size",
        ),
        ("region,region\n", "FILE: line 1: column region stands 2 times"),
        ("id\n1\n", "FILE: line 1: no column is a fact; known: company_size"),
        ("", "FILE: line 1: no column is a fact"),
        ("region\n부산\n".encode("cp949"), "FILE: not UTF-8; save the file as CSV UTF-8"),
        (b"PAR1\x00\x00", "FILE: not Parquet that can be read: "),
        ("region\n" + "a" * 200_000 + "\n", "FILE: line 2: not CSV that can be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(check, text, told):
    rows, errors, code = check(text)

    assert (rows, code) == ([], 1)
    assert errors.startswith(told)


def test_on_a_terminal_progress_is_shown_and_the_rows_go_where_they_should(tmp_path):
    (tmp_path / "companies.csv").write_text("region\n" + "busan\n" * 20_001)
    ours, its = pty.openpty()
    try:
        result = subprocess.run(
            [GONGO, "check", "--batch", tmp_path / "companies.csv", *DAY],
            stdout=subprocess.PIPE,
            stderr=its,
            env={**os.environ, "TERM": "xterm"},
        )
        shown = os.read(ours, 100_000).decode()
    finally:
        os.close(ours)
        os.close(its)

    assert (result.returncode, result.stdout.count(b"\n")) == (0, 20_002)
    assert "100%" in shown
    assert "undetermined" not in shown


def test_a_missing_file_and_two_ways_at_once_are_refused(check, tmp_path):
    missing = CliRunner().invoke(app, ["check", "--batch", str(tmp_path / "none.csv")])

    assert (missing.exit_code, missing.stderr) == (1, f"{tmp_path / 'none.csv'}: No such file or directory\n")
    assert check(HEAD, "--jsonl")[2] == 2


# --- Parquet ----------------------------------------------------------------------------------------------------


def as_parquet(columns, **types):
    """The bytes of a Parquet file with some columns."""
    file = io.BytesIO()
    parquet.write_table(
        pa.table({name: pa.array(one, types.get(name)) for name, one in columns.items()}), file
    )
    return file.getvalue()


COLUMNS = {
    "company_size": ["sme", "sme", "mid_sized", None, "uncertain"],
    "manufacturer": [True, True, True, False, None],
    "region": ["busan|daegu", "gyeongbuk_pohang", "gwangju", None, "busan"],
    "target_level": ["basic", "both", "advanced", "uncertain", "basic"],
    "prior_support": [None, "none", "none", None, "basic"],
}
AS_CSV = "".join(
    ",".join("" if one is None else str(one) for one in row) + "\n"
    for row in [COLUMNS, *zip(*COLUMNS.values(), strict=True)]
)


@pytest.mark.parametrize(
    "types",
    [
        {},
        {"company_size": pa.large_string(), "manufacturer": pa.string(), "region": pa.list_(pa.string())},
        {"company_size": pa.dictionary(pa.int8(), pa.string()), "region": pa.large_list(pa.string())},
        {"manufacturer": pa.list_(pa.bool_())},
    ],
)
def test_parquet_is_judged_as_csv_is_whatever_the_types_of_its_columns(check, types):
    def cell(one, type):
        if type == pa.string() and isinstance(one, bool):
            return str(one).lower()
        if one is None or not isinstance(type, pa.ListType | pa.LargeListType):
            return one
        return one.split("|") if isinstance(one, str) else [one]

    columns = {name: [cell(one, types.get(name)) for one in values] for name, values in COLUMNS.items()}

    assert check(as_parquet(columns, **types)) == check(AS_CSV)


def test_a_parquet_file_names_its_companies_or_numbers_them_through_all_batches(check):
    regions = ["busan"] * 20_001

    rows, errors, code = check(as_parquet({"region": regions}))
    named, _, _ = check(as_parquet({"id": [7, None, 9], "region": regions[:3]}))

    assert (errors, code) == ("", 0)
    assert [row["id"] for row in rows] == [str(n) for n in range(1, 20_002)]
    assert [row["id"] for row in named] == ["7", "2", "9"]


def test_a_wrong_value_of_a_parquet_file_spoils_its_row_only(check):
    rows, errors, code = check(as_parquet({"region": [["busan"], ["Busan", "daegu"], [], ["busan", None]]}))

    assert code == 1
    assert [bool(row["error"]) for row in rows] == [False, True, True, True]
    assert [line.split(";")[0] for line in errors.splitlines()] == [
        "FILE:2: region: 'Busan|daegu'",
        "FILE:3: region: '[]'",
        "FILE:4: region: 'busan|null'",
    ]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"id": [1], "regoin": ["busan"]}, "FILE: unknown column 'regoin'; did you mean region? Known: id"),
        ({"id": [1]}, "FILE: no column is a fact; known: company_size"),
        ({"region": [{"name": "busan"}]}, "FILE: column region holds struct<name: string>; expected string"),
        ({"region": [datetime(2025, 3, 31)]}, "FILE: column region holds timestamp[us]; expected string"),
        ({"region": [[["busan"]]]}, "FILE: column region holds list<element: list<element: string>>"),
    ],
)
def test_columns_that_parquet_should_not_have_are_refused_in_words(check, columns, told):
    rows, errors, code = check(as_parquet(columns))

    assert (rows, code) == ([], 1)
    assert errors.startswith(told)


def test_no_bytes_that_begin_like_parquet_give_anything_but_an_answer_in_words(check):
    whole = as_parquet({"id": list(range(50)), **{name: values * 10 for name, values in COLUMNS.items()}})
    draw = random.Random(1)

    for _ in range(100):
        broken = bytearray(whole[: draw.choice((len(whole), draw.randint(4, len(whole))))])
        for _ in range(draw.randint(0, 4)):
            broken[draw.randrange(4, len(broken) + 1) - 1] = draw.randrange(256)
        broken[:4] = b"PAR1"
        _, errors, code = check(bytes(broken))

        assert code in (0, 1)
        assert bool(errors) == bool(code)


def test_parquet_in_a_pipe_is_refused_in_words(tmp_path):
    (tmp_path / "companies.parquet").write_bytes(as_parquet({"region": ["busan"]}))

    result = subprocess.run(
        ["bash", "-c", f"cat {tmp_path}/companies.parquet | {GONGO} check --batch /dev/stdin"],
        capture_output=True,
        text=True,
    )

    assert result.returncode == 1
    assert "not from a pipe" in result.stderr


def test_pyarrow_is_imported_only_for_parquet(tmp_path):
    (tmp_path / "companies.csv").write_text("region\nbusan\n")
    (tmp_path / "companies.parquet").write_bytes(as_parquet({"region": ["busan"]}))
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom bot.cli import app\n"
        "for ending in ('csv', 'parquet'):\n"
        "    path = f'{sys.argv[1]}/companies.{ending}'\n"
        "    assert CliRunner().invoke(app, ['check', '--batch', path]).exit_code == 0\n"
        "    print('pyarrow' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "True"]
