"""Bytes to text: encodings, line ends and the one form of Hangul. What the text means is not known here."""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # all but tabs and line ends


class Unreadable(ValueError):
    """The bytes are no text of the promised kind. `line` counts from 1; the message says what is right."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def decode(data: bytes) -> str:
    """Text of a file that anybody may have saved: UTF-8, UTF-16 with its mark, or CP949 (Windows Notepad).

    Line ends become `\\n` and Hangul is composed (macOS writes file text decomposed). Raises `Unreadable`.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _clean(_decoded(data, "utf-16"))
    try:
        return decode_utf8(data)
    except UnicodeDecodeError:
        return _clean(_decoded(data, "cp949"))


def decode_utf8(data: bytes) -> str:
    """Like `decode`, for our own files, which are UTF-8. Raises UnicodeDecodeError or `Unreadable`."""
    return _clean(data.decode("utf-8-sig"))


def cleaned(text: str) -> str:
    """What a parser found in a file, as `decode` would give it: composed, and without control characters."""
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise Unreadable(line, "neither UTF-8 nor CP949 text; save the file as UTF-8") from None


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        name = f"U+{ord(control[0]):04X}"
        raise Unreadable(line, f"control character {name}, so this is no text file; give a .txt or .md file")
    return text
