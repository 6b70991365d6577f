"""Reads what needs a parser in a process of its own, which may be slow, grow or break without harm to this one."""

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge.readers.decoding import Unreadable
from knowledge.readers.writing import Reading

log = logging.getLogger(__name__)

_ROOT: Final = Path(__file__).parents[2]  # where `knowledge` is found
_ENVIRONMENT: Final = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}  # no token, no key of ours


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost."""

    seconds: float = 20.0
    memory: int = 1_500_000_000  # bytes of address space


def read_apart(kind: str, data: bytes, limits: Limits) -> Reading:
    """The bytes read by the reader of this kind. Raises `Unreadable`, also where it takes too long or breaks."""
    command = [sys.executable, "-s", "-m", "knowledge.readers", kind, f"{limits.seconds}", f"{limits.memory}"]
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=limits.seconds,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(1, f"not read within {limits.seconds:g} seconds; save it anew or split it") from None
    except OSError as problem:
        raise Unreadable(1, f"the reader could not be started ({problem.strerror}); try again") from None
    if done.returncode:
        log.warning("The reader of %s ended with %s: %s", kind, done.returncode, done.stderr[-300:])
        raise Unreadable(1, "reading it failed, so it is damaged or too large; save it anew or split it")
    answer = json.loads(done.stdout)
    if "problem" in answer:
        raise Unreadable(answer["line"], answer["problem"])
    return Reading(answer["text"], answer["title"], tuple(answer["notes"]))
