"""Finds in an answer what a case expects to be mentioned, also by patterns of which nobody knows how long they take."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from rules.patterns import is_quick

_SECONDS = 2.0
_CHILD = (
    "import json, re, sys\n"
    "pattern, text = json.load(sys.stdin)\n"
    "sys.exit(0 if re.search(pattern, text, re.IGNORECASE) else 3)\n"
)
_NOT_FOUND = 3


class TooSlow(Exception):
    """Matching a pattern took too long, or failed."""


def is_found(pattern: str, text: str) -> bool:
    """Whether the pattern is found, whatever the case."""
    return re.search(pattern, text, re.IGNORECASE) is not None


def is_found_in_time(pattern: str, text: str, seconds: float = _SECONDS) -> bool:
    """As `is_found`; what may be slow is tried in a process of its own. Raises TooSlow. For patterns that staff type."""
    if is_quick(pattern):
        return is_found(pattern, text)
    command = [sys.executable, "-I", "-S", "-c", _CHILD]
    asked = json.dumps([pattern, text]).encode()
    try:
        done = subprocess.run(command, input=asked, capture_output=True, timeout=seconds, env={}, check=False)
    except (subprocess.TimeoutExpired, OSError):
        raise TooSlow(pattern) from None
    if done.returncode not in (0, _NOT_FOUND):
        raise TooSlow(pattern)
    return done.returncode == 0
