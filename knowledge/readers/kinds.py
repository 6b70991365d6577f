"""What a file is, by its first bytes, and whether its name says the same."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from knowledge.readers.decoding import Unreadable

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {".md": "text", ".txt": "text", ".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "zip"}
)
SUFFIXES: Final = tuple(KINDS)
_LATER: Final = frozenset({".hwp", ".hwpx"})

_BEGINNINGS: Final = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"HWP Document File", "hwp"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)
_HTML: Final = re.compile(
    rb"(?:\s|<\?xml[^>]{0,200}\?>|<!--.{0,1000}?-->)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.DOTALL
)
_FOUND: Final[Mapping[str, str]] = {
    "pdf": "a PDF; name it .pdf",
    "zip": "a package such as Word, Excel and HWPX write; a Word file is named .docx",
    "ole": "an old Office file, an HWP file or one with a password; save it as .docx or .pdf without a password",
    "hwp": "an old HWP file; save it as .pdf or .docx",
    "rtf": "rich text; save it as .docx",
    "picture": "a picture; give the text, as .docx or .pdf",
    "html": "a web page; name it .html",
    "text": "plain text or something unknown; give the file as its program saved it",
}


def check_kind(suffix: str, data: bytes) -> str:
    """text, html, pdf or zip. Raises `Unreadable` where name and content do not agree, or nobody can read it."""
    if suffix in _LATER:
        raise Unreadable(
            1, "HWP and HWPX files cannot be read yet, a later version will; save it as .pdf or .docx"
        )
    if suffix not in KINDS:
        known = ", ".join(SUFFIXES)
        raise Unreadable(1, f"no reader for {suffix or 'a file without a suffix'}; give one of {known}")
    found = kind_of(data)
    if found != KINDS[suffix] and not (KINDS[suffix] == "html" and found == "text"):
        raise Unreadable(1, f"the name says {suffix}, but the file is {_FOUND[found]}")
    return KINDS[suffix]


def kind_of(data: bytes) -> str:
    """By the first bytes; what is not known otherwise may be text."""
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    start = data[:2_000]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "ignore").encode()
    start = start.removeprefix(b"\xef\xbb\xbf")
    if start.lstrip().startswith(b"%PDF-"):
        return "pdf"
    return "html" if _HTML.match(start) else "text"
