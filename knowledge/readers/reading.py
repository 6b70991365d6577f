"""Which reader reads which kind of file. A new format is one more line in `READERS`."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from knowledge.readers.decoding import Unreadable, decode

READERS: Mapping[str, Callable[[bytes], str]] = MappingProxyType({".md": decode, ".txt": decode})


def read_text(suffix: str, data: bytes) -> str:
    """The file's text, with headings as `#` lines and tables as `|` rows. Raises `Unreadable`."""
    reader = READERS.get(suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise Unreadable(1, f"no reader for {suffix or 'a file without a suffix'}; give one of {known}")
    return reader(data)
