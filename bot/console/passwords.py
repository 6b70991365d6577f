"""Passwords, second factors and the tokens of sessions: made, hashed and compared. No storage, no clock of its own.

Limits follow OWASP's Application Security Verification Standard 4.0, level 1, chapters 2 and 3.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 128  # characters of a password
_STEP = 30  # seconds for which a code of the second factor holds
_DRIFT = 1  # steps by which a telephone's clock may be off
_TOO_COMMON = (
    "password",
    "123456",
    "qwerty",
    "gongo",
    "admin",
    "samsung",
    "smartfactory",
    "비밀번호",
    "공고",
)


class Passwords:
    """Hashes and compares: argon2id with the library's parameters, which follow RFC 9106. Slow on purpose."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        # Compared where there is no such account, so that the time tells nothing.
        self._nobodys = self._hasher.hash(secrets.token_urlsafe())

    def hashed(self, password: str) -> str:
        return self._hasher.hash(password)

    def matches(self, password: str, hash: str | None) -> bool:
        """Whether the password is the hashed one; takes as long where there is none."""
        try:
            is_right = self._hasher.verify(hash or self._nobodys, password[:LONGEST])
            return is_right and hash is not None and len(password) <= LONGEST
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, hash: str) -> bool:
        """Whether it would be hashed otherwise today."""
        return self._hasher.check_needs_rehash(hash)


def weakness(password: str, name: str) -> str | None:
    """Why a password may not be used, as a key of the catalogue; None if it may."""
    if len(password) < SHORTEST:
        return "console_password_short"
    if len(password) > LONGEST:
        return "console_password_long"
    rest = password.casefold()
    for word in (*_TOO_COMMON, name.casefold()):
        rest = rest.replace(word, "")
    if len(rest) < SHORTEST // 2 or len(set(password)) < SHORTEST // 2:
        return "console_password_common"
    return None


def one_time_password() -> str:
    """To be told once and changed at the first use: 26 letters and digits in groups, 100 bits and more."""
    letters = "abcdefghijkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(5))


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_totp_secret() -> str:
    return pyotp.random_base32()


def totp_address(secret: str, name: str) -> str:
    """What an authenticator app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Gongo")


def totp_step(secret: str, code: str, now: datetime) -> int | None:
    """The time step to which a code belongs; None for a wrong one."""
    code = "".join(code.split())
    step = int(now.timestamp()) // _STEP
    for one in range(step - _DRIFT, step + _DRIFT + 1):
        expected = pyotp.TOTP(secret, interval=_STEP).at(one * _STEP)
        if secrets.compare_digest(expected.encode(), code.encode()):
            return one
    return None
