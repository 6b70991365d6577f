"""A row, right in everything, to be made worse by the tests."""

from __future__ import annotations

from bot.evaluation.running import Row

RIGHT = Row(
    "set.yaml",
    "a",
    "cap",
    "ko",
    "answered",
    ("answered",),
    True,
    True,
    ("status", "citation"),
    text="고도화는?",
    confidence=0.5,
)
