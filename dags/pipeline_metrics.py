"""Metrics of the jar's commands. Airflow sends them to StatsD, Datadog or OpenTelemetry, as its settings select."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from airflow.sdk.configuration import conf
from airflow.sdk.observability import stats

log = logging.getLogger(__name__)


def send_metrics(command: str, exit_code: int, result: Mapping[str, Any] | None) -> None:
    """Sends the figures of a result line, or only the exit code if there is no line. Signal N is exit code 128 + N.

    A failure is logged and never raised, because it must not fail the task.
    """
    try:
        _send(command, exit_code if exit_code >= 0 else 128 - exit_code, result or {})
    except Exception:
        log.warning("Cannot send the metrics of %s", command, exc_info=True)


def _send(command: str, exit_code: int, result: Mapping[str, Any]) -> None:
    _call(stats.gauge, "exit_code", exit_code, command=command)
    if "seconds" in result:
        _call(stats.timing, "duration", timedelta(seconds=result["seconds"]), command=command)
    for key in ("requests", "throttled", "bytes"):
        if key in result:
            _call(stats.incr, key, result[key], command=command)
    rows = result.get("rows") or {}
    for table, count in rows.items():
        _call(stats.gauge, "rows", count, command=command, table=table)
    if "clean/rejects" in rows:
        _call(stats.gauge, "rejects", rows["clean/rejects"], command=command)


def _call(send: Any, name: str, value: Any, **tags: str) -> None:
    """Sends a value with tags. If the backend has no tags, their values become part of the metric's name."""
    if _has_tags():
        send(f"pipeline.{name}", value, tags=tags)
    else:
        send(".".join(["pipeline", name, *(tag.replace("/", ".") for tag in tags.values())]), value)


def _has_tags() -> bool:
    if conf.getboolean("metrics", "statsd_datadog_enabled", fallback=False):
        return conf.getboolean("metrics", "statsd_datadog_metrics_tags", fallback=True)
    if conf.getboolean("metrics", "statsd_on", fallback=False):
        return conf.getboolean("metrics", "statsd_influxdb_enabled", fallback=False)
    return True
