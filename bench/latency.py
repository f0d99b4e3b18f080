"""Measures commands on an S3 server that delays each answer. For comparison, measures exports with pyarrow and
boto3.
"""

from __future__ import annotations

import datetime
import json
import shutil
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import s3
from processes import NOTHING, Cost, alternate, median
from servers import LATENCY_MS, Bucket, Simulator, Toxiproxy, missing_programs
from start import STAGES

from bench import WORK, Bench, Line, empty, result, seconds, within

TITLE = f"Commands on S3, {LATENCY_MS} ms per answer"
TABLE = "analytics/fact_release"
DATES, LATE_DATES = 90, 30
#: With --long: the number of dates of the large lake, and of a backfill of unchanged dates.
LONG_DATES, LONG_BACKFILL_DATES = 1095, 365


@dataclass(frozen=True)
class Lake:
    """A lake on S3 with the partitions of all dates from the first to the last."""

    name: str
    settings: dict[str, str]
    first: datetime.date
    last: datetime.date

    def options(self) -> str:
        return f"--from {self.first} --to {self.last}"

    def newest(self, dates: int) -> Lake:
        return replace(self, first=self.last - datetime.timedelta(days=dates - 1))


def measure(bench: Bench) -> list[Line]:
    if missing := missing_programs():
        return [Line("on S3", f"not measured: {missing}")]
    with (
        Simulator(bench.jar, bench.date, "extended", 0) as simulator,
        Bucket(WORK / "latency-s3") as bucket,
        Toxiproxy(bucket.port, LATENCY_MS) as proxy,
    ):
        lines = measure_commands(bench, bucket, write_lake(bench, bucket, proxy, simulator, DATES))
        if bench.long:
            lines += measure_large(bench, write_lake(bench, bucket, proxy, simulator, LONG_DATES))
    with Bucket() as bucket, Toxiproxy(bucket.port, LATENCY_MS) as proxy:
        return lines + s3.count_stages(bench, bucket, proxy.port)


def write_lake(bench: Bench, bucket: Bucket, proxy: Toxiproxy, simulator: Simulator, dates: int) -> Lake:
    """Creates the tables without a delay, and keeps them for the next run with the same jar on the same day.

    All dates are historical, because a backfill fetches the listing of a current date again.
    """
    name = f"lake-{dates}"
    last = datetime.date.fromisoformat(bench.date) - datetime.timedelta(days=2)
    lake = Lake(name, simulator.settings() | bucket.settings(name, proxy.port), last, last).newest(dates)
    marker = bucket.place / f"{name}.json"
    current = {"date": bench.date, "jar": bench.jar.stat().st_mtime}
    if not marker.exists() or json.loads(marker.read_text()) != current:
        empty(bucket.data() / name)
        direct = lake.settings | bucket.settings(name)
        bench.pipeline(f"backfill {lake.options()}", direct, empty(WORK / "latency"))
        marker.write_text(json.dumps(current))
    return lake


def measure_commands(bench: Bench, bucket: Bucket, lake: Lake) -> list[Line]:
    folder = empty(WORK / "latency")
    shutil.copytree(bucket.data() / lake.name, folder / "lake")
    kinds = {
        "export, pipeline": partial(
            run_command, bench, lake, folder, f"export {TABLE} --format csv --output pipeline.csv"
        ),
        "export, pyarrow": partial(export_by_peer, bench, lake, folder, "pyarrow"),
        "export, boto3": partial(export_by_peer, bench, lake, folder, "boto3"),
        "report": partial(run_command, bench, lake, folder, "report --output report.html"),
        "status": partial(run_command, bench, lake, folder, "status"),
        "stages on a folder": partial(
            run_stages, bench, lake.settings | {"LAKE": "file:lake"}, folder, folder / "lake"
        ),
        "stages on S3": partial(run_stages, bench, lake.settings, folder, bucket.data() / lake.name),
        "backfill of new dates": partial(backfill_new, bench, bucket, lake, folder),
    }
    if not bench.long:
        kinds["backfill, unchanged"] = partial(backfill_unchanged, bench, lake, folder)
    if bench.older_jar:
        kinds["backfill of new dates, older jar"] = partial(
            backfill_new, replace(bench, jar=bench.older_jar), bucket, lake, folder
        )
    costs = {name: median(each) for name, each in alternate(bench.rounds, kinds).items()}
    for peer in ("pyarrow", "boto3"):
        assert (folder / f"{peer}.csv").read_bytes() == (folder / "pipeline.csv").read_bytes(), peer
    return [
        *export_lines(costs),
        within(f"`report` of {DATES} dates", costs["report"], 3),
        within(f"`status` of {DATES} dates", costs["status"], 2),
        *stage_lines(costs),
        *backfill_lines(bench, costs),
    ]


def measure_large(bench: Bench, lake: Lake) -> list[Line]:
    folder = empty(WORK / "latency")
    newest = lake.newest(LONG_BACKFILL_DATES)
    costs = alternate(bench.rounds, {
        "report": partial(run_command, bench, lake, folder, "report --output report.html"),
        "backfill, unchanged": partial(backfill_unchanged, bench, newest, folder),
    })  # fmt: skip
    cost = median(costs["report"])
    return [
        Line(
            f"`report` of {LONG_DATES:,} dates",
            seconds(cost),
            "15 s wall, 512 MB",
            cost.wall <= 15 and cost.memory <= 512,
        ),
        within(f"`backfill` of {LONG_BACKFILL_DATES} dates, unchanged", median(costs["backfill, unchanged"]), 10),
    ]


def run_command(bench: Bench, lake: Lake, folder: Path, command: str) -> Cost:
    return bench.pipeline(f"{command} {lake.options()}", lake.settings, folder).cost


def export_by_peer(bench: Bench, lake: Lake, folder: Path, peer: str) -> Cost:
    arguments = [TABLE, str(lake.first), str(lake.last), f"{peer}.csv"]
    return bench.python(f"export_{peer}.py", arguments, lake.settings, folder).cost


def run_stages(bench: Bench, settings: dict[str, str], folder: Path, tables: Path) -> Cost:
    """Runs the four stages of a date. First removes the partitions of the date, so that the date is new."""
    for partition in tables.glob(f"*/*/ds={bench.date}"):
        shutil.rmtree(partition)
    total = NOTHING
    for stage in STAGES:
        completed = bench.pipeline(f"{stage} --date {bench.date}", settings, folder)
        assert result(completed)["changed"], stage
        total += completed.cost
    return total


def backfill_new(bench: Bench, bucket: Bucket, lake: Lake, folder: Path) -> Cost:
    """Runs the backfill in an empty lake, so that both jars start with the same tables."""
    shutil.rmtree(bucket.data() / "late", ignore_errors=True)
    settings = lake.settings | {"LAKE": f"s3://{bucket.NAME}/late"}
    completed = bench.pipeline(f"backfill {lake.newest(LATE_DATES).options()}", settings, folder)
    assert result(completed)["changed"]
    return completed.cost


def backfill_unchanged(bench: Bench, lake: Lake, folder: Path) -> Cost:
    completed = bench.pipeline(f"backfill {lake.options()}", lake.settings, folder)
    assert not result(completed)["changed"]
    return completed.cost


def export_lines(costs: dict[str, Cost]) -> list[Line]:
    ours = costs["export, pipeline"]
    lines = [Line(f"`export {TABLE}` of {DATES} dates", seconds(ours))]
    for peer, name, bound in (("pyarrow", "pyarrow", 0.9), ("boto3", "boto3 + pandas, one file at a time", 0.35)):
        theirs = costs[f"export, {peer}"]
        ratio = ours.wall / theirs.wall
        lines.append(Line(f"the same CSV by {name}", seconds(theirs)))
        lines.append(Line(f"`export` relative to {name}", f"{ratio:.2f}", f"{bound}", ratio <= bound))
    return lines


def stage_lines(costs: dict[str, Cost]) -> list[Line]:
    on_folder, on_s3 = costs["stages on a folder"], costs["stages on S3"]
    more = on_s3.wall - on_folder.wall
    return [
        Line("four stages of a new date on a folder", seconds(on_folder)),
        Line("four stages of a new date on S3", seconds(on_s3)),
        Line("four stages on S3, more than on a folder", f"{more:.2f} s wall", "0.6 s wall", more <= 0.6),
    ]


def backfill_lines(bench: Bench, costs: dict[str, Cost]) -> list[Line]:
    new = costs["backfill of new dates"]
    lines = [Line(f"`backfill` of {LATE_DATES} new dates", seconds(new))]
    if bench.older_jar:
        older = costs["backfill of new dates, older jar"]
        lines.append(Line("the same by the older jar", seconds(older)))
        ratio = new.wall / older.wall
        lines.append(Line("`backfill` relative to the older jar", f"{ratio:.2f}", "0.35", ratio <= 0.35))
    if not bench.long:
        lines.append(within(f"`backfill` of {DATES} dates, unchanged", costs["backfill, unchanged"], 10))
    return lines
