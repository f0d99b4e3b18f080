"""Counts requests and bytes of each stage on S3."""

from __future__ import annotations

import datetime

from servers import Bucket, Simulator, Tap, operations, versitygw
from start import STAGES

from bench import WORK, Bench, Line, empty

TITLE = "Requests and bytes on S3, 100 albums"


def measure(bench: Bench) -> list[Line]:
    if versitygw() is None:
        return [Line("on S3", "not measured: versitygw is not installed")]
    lines = []
    dates = [(datetime.date.fromisoformat(bench.date) + datetime.timedelta(days=day)).isoformat() for day in (0, 1)]
    with Bucket() as bucket:
        for date, run in ((dates[0], "first day"), (dates[1], "next day"), (dates[1], "unchanged")):
            with Simulator(bench.jar, date, "extended", 0) as simulator:
                lines += [count_requests(bench, bucket, simulator, stage, date, run) for stage in STAGES]
    return lines


def count_requests(bench: Bench, bucket: Bucket, simulator: Simulator, stage: str, date: str, run: str) -> Line:
    with Tap(bucket.port) as tap:
        before = len(bucket.requests_seen())
        settings = simulator.settings() | bucket.settings("lake", tap.port)
        bench.pipeline(f"{stage} --date {date}", settings, empty(WORK / "s3"))
        requests = operations(bucket.requests_seen()[before:])
    named = ", ".join(f"{number} {name}" for name, number in sorted(requests.items()))
    amount = f"{tap.received / 1000:.0f} kB read, {tap.sent / 1000:.0f} kB written"
    return Line(f"`{stage}`, {run}", f"{sum(requests.values())} requests ({named}); {amount}")
