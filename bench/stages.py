"""Measures the four stages as four processes, and compares them with four Python processes that do similar work."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from processes import NOTHING, Cost, alternate, median
from servers import Bucket, Simulator, versitygw
from start import STAGES

from bench import WORK, Bench, Line, empty, seconds

TITLE = "The four stages as four processes, 100 albums"


def measure(bench: Bench) -> list[Line]:
    with Simulator(bench.jar, bench.date, "extended", 0) as simulator:
        lines = compare(bench, simulator.settings() | {"LAKE": "file:lake"}, "a folder")
        if versitygw() is None:
            return [*lines, Line("on S3", "not measured: versitygw is not installed")]
        with Bucket() as bucket:
            return lines + compare(bench, simulator.settings() | bucket.settings("lake"), "S3", bucket)


def compare(bench: Bench, settings: dict[str, str], where: str, bucket: Bucket | None = None) -> list[Line]:
    each: dict[str, list[Cost]] = {stage: [] for stage in STAGES}
    costs = alternate(bench.rounds, {
        "pipeline": partial(run_pipeline, bench, settings, each, bucket),
        "Python": partial(run_python, bench, settings, bucket),
    })  # fmt: skip
    pipeline, python = median(costs["pipeline"]), median(costs["Python"])
    largest = max(median(each[stage]).memory for stage in STAGES)
    ratio = pipeline.cpu / python.cpu
    return [
        *(Line(f"`{stage}` on {where}", seconds(median(each[stage]))) for stage in STAGES),
        Line(f"four processes on {where}, pipeline", seconds(pipeline)),
        Line(f"four processes on {where}, requests, pandas, pyarrow{', boto3' if bucket else ''}", seconds(python)),
        Line(f"CPU relative to Python, on {where}", f"{ratio:.2f}", "0.7", ratio <= 0.7),
        Line(f"largest memory of a stage on {where}", f"{largest:.0f} MB", "160 MB", largest <= 160),
    ]


def empty_folder(bucket: Bucket | None) -> Path:
    if bucket is not None:
        empty(bucket.data())
    return empty(WORK / "stages")


def run_pipeline(bench: Bench, settings: dict[str, str], each: dict[str, list[Cost]], bucket: Bucket | None) -> Cost:
    folder, total = empty_folder(bucket), NOTHING
    for stage in STAGES:
        cost = bench.pipeline(f"{stage} --date {bench.date}", settings, folder).cost
        each[stage].append(cost)
        total += cost
    return total


def run_python(bench: Bench, settings: dict[str, str], bucket: Bucket | None) -> Cost:
    folder, total = empty_folder(bucket), NOTHING
    for stage in STAGES:
        total += bench.python("stages.py", [stage.replace("-", "_"), bench.date], settings, folder).cost
    return total
