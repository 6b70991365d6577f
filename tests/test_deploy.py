"""The files for operators: what they name exists, and the unit is one that systemd takes."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.messenger.metrics import Metrics
from bot.messenger.service import Pace
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
UNIT = ROOT / ".deploy" / "gongo.service"
CONTAINER = (ROOT / ".deploy" / "Containerfile").read_text(encoding="utf-8")


def unit() -> ConfigParser:
    read = ConfigParser(interpolation=None, delimiters=("=",), strict=True)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(UNIT, encoding="utf-8")
    return read


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    """The user and the program are not there on this machine; everything else is."""
    here = tmp_path / "gongo.service"
    text = UNIT.read_text(encoding="utf-8").replace(
        "/opt/gongo/.venv/bin/gongo run", shutil.which("true") or ""
    )
    here.write_text(text, encoding="utf-8")

    done = subprocess.run(["systemd-analyze", "verify", here], capture_output=True, text=True, check=False)

    assert "gongo.service" not in done.stderr
    assert done.returncode == 0


def test_systemd_waits_for_an_orderly_stop() -> None:
    pace = Pace()

    assert int(unit()["Service"]["TimeoutStopSec"]) > pace.finish + 1 + 1  # HTTP's second, and the end itself


def test_the_files_for_operators_name_settings_that_there_are() -> None:
    texts = (UNIT.read_text(encoding="utf-8"), CONTAINER)
    named = {one for text in texts for one in re.findall(r"\bGONGO_[A-Z_]+", text)}

    assert named
    assert named <= {one.upper() for one in Settings.model_fields}


def test_the_container_leaves_the_tools_of_the_tests_behind() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    tools = {
        canonicalize_name(Requirement(one).name) for one in project["project"]["optional-dependencies"]["dev"]
    }
    tools -= {"httpx"}  # chromadb needs it too
    left = re.search(r"uninstall --quiet --yes ((?:.|\\\n)*?)\n\n", CONTAINER)

    assert left is not None
    assert {canonicalize_name(one) for one in left[1].replace("\\", " ").split()} == tools


def test_the_container_copies_what_there_is() -> None:
    copied = [one.split()[:-1] for one in re.findall(r"^COPY (?!--)(.+)$", CONTAINER, re.MULTILINE)]

    assert [name for names in copied for name in names if not (ROOT / name).exists()] == []


def test_readme_names_every_metric_and_no_other() -> None:
    text = Metrics().text().decode()
    kept = {
        f"{name.removesuffix('_total')}_total" if kind == "counter" else name
        for name, kind in re.findall(r"^# TYPE (gongo_\w+) (counter|gauge|histogram)$", text, re.MULTILINE)
        if not name.endswith("_created")
    }
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert set(re.findall(r"`(gongo_[a-z_]+)`", readme)) == kept
