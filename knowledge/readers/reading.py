"""Which reader reads which kind of file, and within which bounds. A new format is a line in `kinds` and a reader."""

from typing import Final

from knowledge.readers.apart import Limits, read_apart
from knowledge.readers.decoding import Unreadable, cleaned, decode
from knowledge.readers.kinds import check_kind
from knowledge.readers.writing import MAX_CHARACTERS, Reading, too_long

MAX_BYTES: Final = 10_000_000
USUAL: Final = Limits()


def read_text(suffix: str, data: bytes, limits: Limits = USUAL) -> Reading:
    """The file's text, with headings as `#` lines and tables as `|` rows. Raises `Unreadable`.

    The suffix is the name's; it and the content must agree. Whatever needs a parser is read in a process of its own.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(1, f"larger than {MAX_BYTES:,} bytes; split it into several documents")
    kind = check_kind(suffix.lower(), data)
    reading = Reading(decode(data)) if kind == "text" else read_apart(kind, data, limits)
    if len(reading.text) > MAX_CHARACTERS:
        raise too_long()
    return Reading(cleaned(reading.text).strip(), cleaned(reading.title), reading.notes)
