"""Names of uploaded files: told by whoever uploads, so nothing of them may lead anywhere on a disk."""

import re
import unicodedata
from typing import Final

_LONGEST: Final = 200  # characters
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})


class UnsafeName(ValueError):
    """A file's name that is none; the message says what is wrong and what right looks like."""


def safe_name(name: str) -> str:
    """The name in composed letters. Raises `UnsafeName`: a name is refused rather than changed into another."""
    name = unicodedata.normalize("NFC", name)
    alike = unicodedata.normalize("NFKC", name)  # full-width dots and slashes are seen as what they look like
    if not name.strip(" .") or len(name) > _LONGEST:
        raise UnsafeName(f"a file name has 1 to {_LONGEST} characters; rename the file")
    if any(unicodedata.category(letter) in _UNSEEN for letter in name):
        raise UnsafeName("the file name has characters that cannot be seen; rename the file")
    if re.search(r"[/\\:∕⁄⧵]", alike) or alike.startswith(".") or name != name.strip():
        raise UnsafeName(
            "the file name leads to a folder or begins with a dot or a space; give it one like notice.pdf"
        )
    if _DEVICE.fullmatch(alike):
        raise UnsafeName("the file name means a device on Windows; rename the file")
    return name
