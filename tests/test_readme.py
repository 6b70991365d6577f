"""README is run: its commands, transcripts, map, layers and lists are compared with what there is.

After a change of answers or messages, write what the commands print now into README's console blocks:

    python -m tests.test_readme --update
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

import pytest
import typer.main
from packaging.requirements import Requirement

from bot.cli import app
from bot.settings import Settings
from bot.storage.database import FILE_NAME
from bot.storage.tables import metadata as tables
from bot.wording.catalogue import LANGUAGES, say

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

CUT = "[…]"
LONGEST = 160  # characters of a string in JSON
GREETINGS = [say(one, "first_message") for one in LANGUAGES]
BLOCK = re.compile(r"^```(sh|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL))


# --- running README ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A command of README and what README shows of its output; None where it shows none."""

    command: str
    output: str | None


def shown_in(kind: str, body: str) -> list[Shown]:
    """A sh block has one command a line; a console block has `$ command` lines, each with its output below."""
    if kind == "sh":
        return [Shown(line, None) for line in body.splitlines() if line]
    parts = re.split(r"^\$ (.*)$", body, flags=re.MULTILINE)[1:]
    return [
        Shown(command, output.strip("\n")) for command, output in zip(parts[::2], parts[1::2], strict=True)
    ]


COMMANDS = [one for kind, body in BLOCK.findall(TEXT) for one in shown_in(kind, body)]


class Newcomer:
    """Types commands in a folder with Gongo's rules and Makefile, beside nobody's home; `make` only tells."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._greeted: set[str] = set()
        for name in ("rules", "knowledge"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        for name in ("Makefile", "requirements.lock", "pyproject.toml"):
            shutil.copy(ROOT / name, folder)
        kept = {key: value for key, value in os.environ.items() if key.lower() not in Settings.model_fields}
        path = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"
        self._environment = {**kept, "PATH": path, "COLUMNS": "100"}

    def types(self, command: str) -> tuple[int, str]:
        """The exit code and all that is printed, shortened as README says."""
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", re.sub(r"\bmake\b", "make -n", command)],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return done.returncode, self._shortened(done.stdout.strip("\n")).strip("\n")

    def _shortened(self, printed: str) -> str:
        if printed.startswith("{"):
            first, *rest = printed.split("\n")
            return "\n".join([json.dumps(self._cut(json.loads(first)), ensure_ascii=False), *rest])
        return self._without_repeats(printed)

    def _without_repeats(self, text: str) -> str:
        for greeting in GREETINGS:
            if greeting in text and greeting in self._greeted:
                text = text.replace(greeting, CUT)
            elif greeting in text:
                self._greeted.add(greeting)
        return re.sub(
            r"^((?:  \[\d+\] .*\n){3})(?:  \[\d+\] .*(?:\n|\Z))+", rf"\1  {CUT}\n", text, flags=re.MULTILINE
        )

    def _cut(self, value: Any) -> Any:
        if isinstance(value, str):
            for greeting in GREETINGS:
                value = value.replace(greeting, CUT)
            return value if len(value) <= LONGEST else value[:LONGEST] + CUT
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return [self._cut(value[0]), *[CUT][: len(value) - 1]]
        if isinstance(value, dict):
            return {key: self._cut(one) for key, one in value.items()}
        return value


def masked(output: str) -> str:
    """What may differ between two runs taken away: times, and the hash of the pack."""
    output = re.sub(r'"elapsed_ms": [\d.]+', '"elapsed_ms": 0', output)
    return re.sub(r"(samsung-smart-factory@\d{4})-[0-9a-f]{8}", r"\1", output)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, str]]:
    """Every command of README run once, in README's order: the later ones may need the earlier ones."""
    newcomer = Newcomer(tmp_path_factory.mktemp("newcomer"))
    return [newcomer.types(one.command) for one in COMMANDS]


@pytest.mark.parametrize("number", range(len(COMMANDS)), ids=[one.command for one in COMMANDS])
def test_a_command_prints_what_readme_shows(number: int, printed: list[tuple[int, str]]) -> None:
    code, output = printed[number]

    assert code == 0, output
    if COMMANDS[number].output is not None:
        hint = "if this is right: python -m tests.test_readme --update"
        assert masked(output) == masked(COMMANDS[number].output), hint


# --- comparing README with the tree -----------------------------------------------------------------------------


def gongo_commands() -> dict[str, set[str]]:
    """The options of every `gongo` command, by the command's words."""
    found = {}
    waiting = [("", typer.main.get_command(app))]
    while waiting:
        words, command = waiting.pop()
        if inner := getattr(command, "commands", None):
            waiting += [(f"{words} {name}".strip(), one) for name, one in inner.items()]
        else:
            found[words] = {one for param in command.params for one in param.opts if one.startswith("--")}
    return found


def typed_in_readme() -> Iterator[str]:
    for line in [*CODE, *(part for one in COMMANDS for part in re.split(r"[|<]", one.command))]:
        if line.strip().startswith("gongo "):
            yield line.strip().removeprefix("gongo ")


def test_every_command_of_gongo_is_in_readme_and_no_other() -> None:
    commands = gongo_commands()
    groups = {one.split()[0] for one in commands if " " in one}
    typed = [one.split() for one in typed_in_readme()]
    found = {" ".join(one[:2] if one[0] in groups else one[:1]) for one in typed}

    assert found == set(commands)


def test_every_option_of_gongo_is_in_readme_and_no_other() -> None:
    options = set().union(*gongo_commands().values())
    alone = {one for one in CODE if re.fullmatch(r"--[a-z-]+", one)}
    typed = {option for one in typed_in_readme() for option in re.findall(r"--[a-z-]+", one)}

    assert typed | alone == options | {"--help"}


@pytest.mark.parametrize("words", gongo_commands())
def test_an_option_stands_beside_a_command_that_has_it(words: str) -> None:
    typed = {
        option
        for one in typed_in_readme()
        if one.startswith(words)
        for option in re.findall(r"--[a-z-]+", one)
    }

    assert typed <= gongo_commands()[words]


def test_every_setting_is_in_readme() -> None:
    assert {name.upper() for name in Settings.model_fields} <= set(CODE)


def test_every_table_of_the_database_is_in_readme() -> None:
    assert {*tables.tables, FILE_NAME} <= set(CODE)


MADE = {
    "packs/",
    ".bench/venv",
    ".venv",
    ".venv/bin/gongo",
    "./var",
    "documents/",
    "index/",
    "gongo.db",
    "gongo.db-wal",
    "gongo.db-shm",
    "/healthz",
    "/readyz",
    "/metrics",
    "/api/v1/ask",
    "/api/v1/check",
    "/api/v1/forget",
    "/api/v1/openapi.json",
    "application/problem+json",
}
PATH = re.compile(r"[\w<>./-]+\.(?:py|ya?ml|md|toml|lock|db[\w-]*|po)|[\w<>./-]*\w/[\w<>./-]*|\.venv")
FOLDERS = [ROOT, *ROOT.glob("rules/programmes/*"), *ROOT.glob("knowledge/documents/*"), *ROOT.glob("bot/*/")]


def test_every_path_of_readme_exists() -> None:
    """A bare file name may stand in the folders that the text around it is about."""
    paths = {one for one in CODE if PATH.fullmatch(one)} - MADE
    patterns = {one: re.sub(r"<\w+>", "*", one) for one in paths}

    assert paths
    assert [one for one in paths if not any(list(folder.glob(patterns[one])) for folder in FOLDERS)] == []


def modules_of_the_map() -> set[str]:
    tree = next(
        body for body in re.findall(r"^```text\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL) if ".py" in body
    )
    found, folders = set(), []
    for line in tree.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        name = line.split()[0]
        folders[depth:] = [name] if name.endswith("/") else []
        if name.endswith(".py"):
            found.add("".join(folders[:depth]) + name)
    return found


def test_the_map_names_every_module_and_no_other() -> None:
    modules = {
        path.relative_to(ROOT).as_posix()
        for top in ("bot", "knowledge", "rules")
        for path in (ROOT / top).rglob("*.py")
        if path.name != "__init__.py"
    }

    assert modules_of_the_map() == modules


def test_the_arrows_are_those_that_are_checked() -> None:
    contracts = [one for one in PROJECT["tool"]["importlinter"]["contracts"] if one["type"] == "layers"]
    arrows = {one.get("containers", ["all"])[0]: " → ".join(one["layers"]) for one in contracts}
    body = next(
        body for body in re.findall(r"^```text\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL) if "→" in body
    )

    assert {line.split()[0]: line.split(maxsplit=1)[1] for line in body.splitlines()} == arrows


def test_make_verbs_of_readme_are_those_of_the_makefile() -> None:
    verbs = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert (
        set(re.findall(r"\bmake ([a-z]+)\b", " ; ".join(CODE + [one.command for one in COMMANDS]))) == verbs
    )


@pytest.mark.parametrize("told", [one for one in CODE if re.fullmatch(r"[A-Z_]{3,} = .+", one)])
def test_a_constant_has_the_value_that_readme_tells(told: str) -> None:
    name, _, value = told.partition(" = ")
    line = re.compile(
        rf"^{name}(?:: Final)? = {re.escape(value)}\b|^{name}(?:: Final)? = {re.escape(value)}", re.MULTILINE
    )

    assert any(
        line.search(path.read_text(encoding="utf-8"))
        for top in ("bot", "knowledge")
        for path in (ROOT / top).rglob("*.py")
    )


def licence_of(package: str) -> str:
    """As the package's metadata says it: the expression, the short text, the classifier, or only a LICENSE file."""
    told = metadata(package)
    classes = [
        one.split(" :: ")[-1] for one in told.get_all("Classifier") or [] if one.startswith("License ::")
    ]
    short = "" if "\n" in (told["License"] or "") else told["License"]  # else it is the licence itself
    return str(told["License-Expression"] or short or next(iter(classes), "in its LICENSE file")).strip()


def licences() -> dict[str, set[str]]:
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    found: dict[str, set[str]] = {}
    for package in sorted({Requirement(one).name for one in wanted}, key=str.lower):
        found.setdefault(licence_of(package), set()).add(package)
    return found


def test_every_direct_dependency_stands_beside_its_licence() -> None:
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", TEXT.partition("## Third-party notices")[2], re.MULTILINE)

    assert {licence: set(names.split(", ")) for licence, names in rows[1:]} == licences()


# --- rewriting --------------------------------------------------------------------------------------------------


def updated(text: str, newcomer: Newcomer) -> str:
    """README with the output of today in its console blocks; what differs in masked parts only stays."""

    def block(match: re.Match[str]) -> str:
        kind, body = match.groups()
        lines = []
        for one in shown_in(kind, body):
            code, output = newcomer.types(one.command)
            if code:
                raise SystemExit(f"{one.command}\nends with {code}:\n{output}")
            if one.output is not None:
                same = masked(one.output) == masked(output)
                shown = one.output if same else output
                lines += [f"$ {one.command}", *([shown, ""] if shown else [])]
        return match.group() if kind == "sh" else "\n".join([f"```{kind}", *lines]).rstrip() + "\n```"

    return BLOCK.sub(block, text)


if __name__ == "__main__" and sys.argv[1:] == ["--update"]:
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(updated(TEXT, Newcomer(Path(folder))), encoding="utf-8")
