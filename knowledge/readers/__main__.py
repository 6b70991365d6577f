"""The process in which one file is read: `python -m knowledge.readers KIND SECONDS MEMORY`, bytes in, JSON out."""

import contextlib
import json
import math
import resource
import sys
from dataclasses import asdict
from typing import Any

from knowledge.readers.decoding import Unreadable
from knowledge.readers.writing import Reading


def main(kind: str, seconds: str, memory: str) -> None:
    _limit(math.ceil(float(seconds)), int(memory))
    sys.stdout.write(json.dumps(_answer(kind, sys.stdin.buffer.read())))


def _limit(seconds: int, memory: int) -> None:
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError):  # macOS knows no limit of memory, or a lower one is set already
            resource.setrlimit(what, (most, most))


def _answer(kind: str, data: bytes) -> dict[str, Any]:
    try:
        return asdict(_read(kind, data))
    except Unreadable as problem:
        return {"problem": str(problem), "line": problem.line}
    except RecursionError:
        return {"problem": "nested too deeply; save it anew", "line": 1}
    except MemoryError:
        return {"problem": "takes too much memory to read; split it into several documents", "line": 1}


def _read(kind: str, data: bytes) -> Reading:
    if kind == "pdf":
        from knowledge.readers.pdf import read_pdf

        return read_pdf(data)
    if kind == "html":
        from knowledge.readers.html import read_html

        return read_html(data)
    from knowledge.readers.docx import read_docx

    return read_docx(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
