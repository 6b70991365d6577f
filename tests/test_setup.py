"""What a newcomer types, and what they get: make, the lock file, and the files that a wheel would hold."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
TOPS = ("bot", "knowledge", "rules")

TARGETS = {
    "run": "gongo",
    "test": "pytest",
    "static": "ruff",
    "check": "mypy",
    "setup": "",
    "bench": "tests.bench",
    "lock": "uv pip compile",
}


def made(target: str) -> str:
    """The commands that make would run."""
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def locked() -> dict[str, tuple[str, list[str]]]:
    """name -> version and hashes."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", LOCK.strip())
    found = {}
    for entry in entries:
        name, _, rest = entry.partition("==")
        version = re.match(r"[^\s;\\]+", rest)
        assert version is not None, entry
        found[canonicalize_name(name)] = version[0], re.findall(r"--hash=(\S+)", entry)
    return found


@pytest.mark.parametrize(("target", "command"), TARGETS.items())
def test_make_has_a_verb_for_it(target: str, command: str) -> None:
    assert command in made(target)


def test_every_verb_of_make_is_made() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)
    assert phony is not None

    rules = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    assert set(TARGETS) <= rules
    assert rules <= set(phony[1].split())


def test_ci_runs_the_tests_and_what_is_checked_without_running() -> None:
    script = ROOT / ".ci" / "run"

    lines = script.read_text(encoding="utf-8").splitlines()

    assert {"make static", "make test"} <= set(lines)
    assert "set -euo pipefail" in lines
    assert os.access(script, os.X_OK)


def test_every_package_of_the_lock_is_pinned_by_hash() -> None:
    without = [name for name, (_, hashes) in locked().items() if not hashes]

    assert without == []
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for _, hashes in locked().values() for one in hashes)


def test_the_lock_names_no_place_to_fetch_from() -> None:
    options = set(re.findall(r"^\s*(-[a-z-]+)", LOCK, re.MULTILINE))

    assert options == {"--hash"}
    assert "://" not in LOCK
    assert " @ " not in LOCK


def test_every_dependency_is_in_the_lock_and_fits() -> None:
    project = PROJECT["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    asked += PROJECT["build-system"]["requires"]
    pinned = locked()

    for requirement in map(Requirement, asked):
        version, _ = pinned[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} is locked as {version}"


def test_newer_pythons_are_not_forbidden() -> None:
    wanted = SpecifierSet(PROJECT["project"]["requires-python"])

    assert all(wanted.contains(one) for one in ("3.11.0", "3.12.1", "3.13.0", "3.14.2"))
    assert not wanted.contains("3.10.14")


def test_every_package_is_listed() -> None:
    existing = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for top in TOPS
        for path in (ROOT / top).rglob("__init__.py")
    }

    assert set(PROJECT["tool"]["setuptools"]["packages"]) == existing


@pytest.mark.parametrize("top", TOPS)
def test_every_file_would_be_in_a_wheel(top: str) -> None:
    settings = PROJECT["tool"]["setuptools"]
    packages = {ROOT.joinpath(*name.split(".")) for name in settings["packages"]}
    data = {
        path
        for name, patterns in settings["package-data"].items()
        for pattern in patterns
        for path in ROOT.joinpath(*name.split(".")).glob(pattern)
    }

    files = [path for path in (ROOT / top).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    left_out = [
        path.relative_to(ROOT).as_posix()
        for path in files
        if path not in data and not (path.suffix == ".py" and path.parent in packages)
    ]

    assert files
    assert left_out == []


def test_init_files_are_empty() -> None:
    """What they imported, everything would import."""
    filled = [path for top in TOPS for path in (ROOT / top).rglob("__init__.py") if path.stat().st_size]

    assert filled == []


def test_the_command_is_installed_under_its_name() -> None:
    assert PROJECT["project"]["scripts"] == {"gongo": "bot.cli:main"}
