"""What can go wrong with a request of the HTTP API, told as of RFC 9457 in the caller's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.responses import Response

from bot.answering.answer import Language
from bot.console.api_shapes import Fault, Problem
from bot.wording.catalogue import say

MEDIA_TYPE = "application/problem+json"
# Answers are for one caller only, and nothing of them is a page.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True)
class Kind:
    """One kind of problem: its name in the description, its status, its sentences in the catalogue."""

    name: str
    status: int
    title: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)  # name -> what it says


_AGAIN = {"Retry-After": "Seconds after which to try again."}
_SCHEME = {"WWW-Authenticate": "The scheme, and what is wrong with the key."}

NOT_JSON = Kind("NotJson", 400, "api_not_json", "api_not_json_detail")
NO_KEY = Kind("NoKey", 401, "api_no_key", "api_no_key_detail", _SCHEME)
NOT_ALLOWED = Kind("NotAllowed", 403, "api_not_allowed", "api_not_allowed_detail", _SCHEME)
NOT_FOUND = Kind("NotFound", 404, "api_not_found", "api_not_found_detail")
NO_METHOD = Kind("NoSuchMethod", 405, "api_no_method", "api_no_method_detail")
TOO_SLOW = Kind("TooSlow", 408, "api_too_slow", "api_too_slow_detail")
CROSSED = Kind("Crossed", 409, "api_crossed", "api_crossed_detail")
TOO_LARGE = Kind("TooLarge", 413, "api_too_large", "api_too_large_detail")
WRONG_TYPE = Kind("WrongType", 415, "api_wrong_type", "api_wrong_type_detail")
INVALID = Kind("Invalid", 422, "api_invalid", "api_invalid_detail")
TOO_MANY = Kind("TooMany", 429, "api_too_many", "api_too_many_detail", _AGAIN)
FAILED = Kind("Failed", 500, "api_failed", "api_failed_detail")
BUSY = Kind("Busy", 503, "api_busy", "api_busy_detail", _AGAIN)

OF_A_CALL = (
    NOT_JSON,
    NO_KEY,
    NOT_ALLOWED,
    TOO_SLOW,
    CROSSED,
    TOO_LARGE,
    WRONG_TYPE,
    INVALID,
    TOO_MANY,
    FAILED,
    BUSY,
)
OF_A_STATUS = {one.status: one for one in (*OF_A_CALL, NOT_FOUND, NO_METHOD)}


class Refused(Exception):
    """A request that is not answered. `values` go into the detail's sentence, unless it is `told` by staff."""

    def __init__(
        self,
        kind: Kind,
        *,
        headers: Mapping[str, str] | None = None,
        faults: Sequence[Fault] = (),
        told: Mapping[Language, str] | None = None,
        **values: object,
    ) -> None:
        super().__init__(kind.name)
        self.kind = kind
        self.headers = dict(headers or {})
        self.faults = tuple(faults)
        self.told = told
        self.values = values


def problem_response(refused: Refused, language: Language) -> Response:
    kind = refused.kind
    problem = Problem(
        type=type_of(kind),
        title=say(language, kind.title),
        status=kind.status,
        detail=refused.told[language] if refused.told else say(language, kind.detail, **refused.values),
        errors=list(refused.faults),
    )
    headers = {**HEADERS, "Content-Language": language, **refused.headers}
    return Response(problem.model_dump_json(exclude_defaults=True), kind.status, headers, MEDIA_TYPE)


def type_of(kind: Kind) -> str:
    """Leads to the problem's description."""
    return f"/api/v1/openapi.json#/components/responses/{kind.name}"


def language_of(accepted: str) -> Language:
    """Of the languages in an Accept-Language header the first that is there; Korean without one."""
    for one in accepted.lower().split(","):
        if one.strip().startswith("en"):
            return "en"
        if one.strip().startswith("ko"):
            return "ko"
    return "ko"
