from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

from tests.telegram_server import TOKEN

SCRIPT = f"""
import logging
from bot.messenger.redaction import log_as_json
log_as_json()
log = logging.getLogger("bot.part")
log.info("calling %s", "https://api.telegram.org/bot{TOKEN}/getMe")
try:
    raise ValueError("010-1234-5678 is what the user wrote")
except ValueError:
    log.exception("Update %s", 7)
log.info("no exception", exc_info=True)
"""


def test_the_log_is_json_without_token_and_without_what_people_wrote() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    first, second, third = (json.loads(line) for line in done.stderr.splitlines())

    assert first["event"] == "calling https://api.telegram.org/<token>/getMe"
    assert (first["logger"], first["level"]) == ("bot.part", "info")
    assert second["event"] == "Update 7"
    assert second["exception"]["kind"] == "ValueError"
    assert "<string>:8" in second["exception"]["places"][0]
    assert "exception" not in third
    assert TOKEN not in done.stderr
    assert "1234-5678" not in done.stderr


def test_a_level_below_is_left_out() -> None:
    assert not logging.getLogger("httpx").isEnabledFor(logging.DEBUG)
