"""openapi.json: the HTTP API described from the models that validate it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.console.api_problems import MEDIA_TYPE, OF_A_CALL, Kind, type_of
from bot.console.api_shapes import LARGEST_BODY, Answered, Checked, Forget, Press, Problem, Question
from bot.wording.catalogue import say

_LANGUAGE = "en"  # of the description
_REF = "#/components/schemas/{model}"
_ABOUT = f"""Answers questions about one public support programme in Korea, and checks whether a company meets its
criteria. No answer is a decision. A body is JSON of at most {LARGEST_BODY} bytes; fields that are not described are refused.
Personal numbers (telephone, resident, business, e-mail) are starred out of a text before anything is done with it."""

_ASK_EXAMPLES = {
    "question": {"text": "기초는 얼마까지 지원되나요?"},
    "in a conversation": {"text": "저희 경기도 화성인데 기초 신청 되나요", "conversation": "room-7"},
    "a button": {"button": "check", "conversation": "room-7", "language": "en"},
}
_CHECK_EXAMPLES = {
    "partly known": {
        "facts": {
            "company_size": "sme",
            "manufacturer": True,
            "region": ["gyeongbuk_gumi", "gyeongbuk_other"],
        }
    }
}
_FORGET_EXAMPLES = {"a conversation": {"conversation": "room-7"}}


def description(check: type[BaseModel], version: str) -> dict[str, Any]:
    """The whole of it, as OpenAPI 3.1. `check` is the body of a check, whose facts are those of the pack."""
    models: list[type[BaseModel]] = [Question, Press, check, Forget, Answered, Checked, Problem]
    _, schemas = models_json_schema([(one, "validation") for one in models], ref_template=_REF)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Gongo", "version": version, "description": _ABOUT},
        "paths": {
            "/api/v1/ask": _call(
                "ask",
                "Ask a question, or press a button; with a conversation, go on with it.",
                {"oneOf": [_ref(Question), _ref(Press)]},
                _ASK_EXAMPLES,
                _given("The answer, or the next step of the dialogue.", Answered),
            ),
            "/api/v1/check": _call(
                "check",
                "Check whether a company meets the criteria, from what is known of it.",
                _ref(check),
                _CHECK_EXAMPLES,
                _given("The verdict of each track.", Checked),
            ),
            "/api/v1/forget": _call(
                "ask",
                "Delete at once what is kept of a conversation.",
                _ref(Forget),
                _FORGET_EXAMPLES,
                {"204": {"description": "Nothing is kept of it any more."}},
                name="forget",
            ),
            "/api/v1/openapi.json": {
                "get": {
                    "operationId": "describe",
                    "summary": "This description.",
                    "security": [],
                    "responses": {
                        "200": {
                            "description": "OpenAPI.",
                            "content": {"application/json": {"schema": {"type": "object"}}},
                        }
                    },
                }
            },
        },
        "components": {
            "schemas": schemas["$defs"],
            "responses": {one.name: _problem(one) for one in OF_A_CALL},
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key from `gongo key add`."}
            },
        },
        "security": [{"key": []}],
    }


def _call(
    scope: str,
    summary: str,
    body: dict[str, Any],
    examples: dict[str, Any],
    given: dict[str, Any],
    name: str | None = None,
) -> dict[str, Any]:
    content = {"schema": body, "examples": {key: {"value": one} for key, one in examples.items()}}
    return {
        "post": {
            "operationId": name or scope,
            "summary": summary,
            "description": f"Needs a key with the scope `{scope}`.",
            "requestBody": {"required": True, "content": {"application/json": content}},
            "responses": {**given, **_problems(OF_A_CALL)},
        }
    }


def _given(told: str, shape: type[BaseModel]) -> dict[str, Any]:
    return {"200": {"description": told, "content": {"application/json": {"schema": _ref(shape)}}}}


def _problems(kinds: Sequence[Kind]) -> dict[str, Any]:
    return {str(one.status): {"$ref": f"#/components/responses/{one.name}"} for one in kinds}


def _problem(kind: Kind) -> dict[str, Any]:
    example = {"type": type_of(kind), "title": say(_LANGUAGE, kind.title), "status": kind.status}
    headers = {
        name: {"description": told, "schema": {"type": "integer" if name == "Retry-After" else "string"}}
        for name, told in kind.headers.items()
    }
    return {
        "description": say(_LANGUAGE, kind.title),
        "content": {MEDIA_TYPE: {"schema": _ref(Problem), "example": {**example, "detail": "…"}}},
        **({"headers": headers} if headers else {}),
    }


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}
