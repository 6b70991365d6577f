"""What is counted, for Prometheus. Labels are kinds, never chats or words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_TIMES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 600.0)


class Metrics:
    """The counters of one service, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.updates = Counter(
            "gongo_updates", "Updates received, new or delivered again", ["delivery"], registry=self.registry
        )
        self.lag = Histogram(
            "gongo_update_lag_seconds",
            "From an update's arrival to the begin of its turn",
            buckets=_TIMES,
            registry=self.registry,
        )
        self.answering = Histogram(
            "gongo_answer_seconds", "Finding an answer", buckets=_TIMES, registry=self.registry
        )
        self.turns = Counter("gongo_turns", "What became of updates", ["outcome"], registry=self.registry)
        self.answers = Counter("gongo_answers", "Answers by status", ["status"], registry=self.registry)
        self.gate_refusals = Counter(
            "gongo_gate_refusals", "Segments that the number gate kept back", registry=self.registry
        )
        self.sends = Counter("gongo_sends", "What became of messages", ["outcome"], registry=self.registry)
        self.retries = Counter(
            "gongo_send_retries", "Sends put off, by cause", ["cause"], registry=self.registry
        )
        self.depth = Gauge("gongo_queue_depth", "What waits", ["queue"], registry=self.registry)

    def answered(self, status: str) -> None:
        """Counts an answer; safe for threads."""
        self.answers.labels(status).inc()

    def text(self) -> bytes:
        """In Prometheus' text format."""
        return generate_latest(self.registry)

    @contextmanager
    def counting_gate(self) -> Iterator[None]:
        """The gate is pure and only logs what it refuses: its log lines are counted."""
        logger, handler = logging.getLogger("bot.answering.pipeline"), _GateHandler(self.gate_refusals)
        logger.addHandler(handler)
        try:
            yield
        finally:
            logger.removeHandler(handler)


class _GateHandler(logging.Handler):
    def __init__(self, refusals: Counter) -> None:
        super().__init__(logging.ERROR)
        self._refusals = refusals

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith("gate refused"):
            self._refusals.inc()
