"""Counts requests and bytes of each stage on S3."""

from __future__ import annotations

import datetime

from servers import Bucket, Simulator, Tap, operations, versitygw
from start import STAGES

from bench import WORK, Bench, Line, empty

TITLE = "Requests and bytes on S3, 100 albums"
#: The maximum number of requests of each stage, in the order of STAGES. In the first half of a month, load also lists
#: the month before.
TARGETS = {"first day": (7, 12, 13, 23), "next day": (6, 13, 13, 24), "unchanged": (6, 2, 7, 16)}


def measure(bench: Bench) -> list[Line]:
    if versitygw() is None:
        return [Line("on S3", "not measured: versitygw is not installed")]
    with Bucket() as bucket:
        return count_stages(bench, bucket, bucket.port)


def count_stages(bench: Bench, bucket: Bucket, port: int) -> list[Line]:
    """Counts the requests to an empty bucket, which is reached through the given port."""
    lines = []
    dates = [(datetime.date.fromisoformat(bench.date) + datetime.timedelta(days=day)).isoformat() for day in (0, 1)]
    for date, run in ((dates[0], "first day"), (dates[1], "next day"), (dates[1], "unchanged")):
        with Simulator(bench.jar, date, "extended", 0) as simulator:
            for stage, target in zip(STAGES, TARGETS[run], strict=True):
                requests, text = count_requests(bench, bucket, port, simulator, f"{stage} --date {date}")
                lines.append(Line(f"`{stage}`, {run}", text, f"{target} requests", requests <= target))
    return lines


def count_requests(bench: Bench, bucket: Bucket, port: int, simulator: Simulator, command: str) -> tuple[int, str]:
    """Returns the number of requests, and a text with their names and bytes."""
    with Tap(port) as tap:
        before = len(bucket.requests_seen())
        settings = simulator.settings() | bucket.settings("lake", tap.port)
        bench.pipeline(command, settings, empty(WORK / "s3"))
        requests = operations(bucket.requests_seen()[before:])
    named = ", ".join(f"{number} {name}" for name, number in sorted(requests.items()))
    amount = f"{tap.received / 1000:.0f} kB read, {tap.sent / 1000:.0f} kB written"
    return requests.total(), f"{requests.total()} requests ({named}); {amount}"
