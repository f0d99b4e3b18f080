"""Measures starts: --help started in three ways, and each stage with nothing to do, on a folder and on S3."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from processes import Cost, alternate, median, run
from servers import Bucket, Simulator, versitygw

from bench import HERE, WORK, Bench, Line, empty, result, seconds

TITLE = "Starts, and stages with nothing to do"
STAGES = ("extract-releases", "extract-tracks", "transform", "load")
#: extract-releases always fetches a current listing again, so it always has work to do.
UNCHANGED = STAGES[1:]


def measure(bench: Bench) -> list[Line]:
    lines = measure_help(bench)
    with Simulator(bench.jar, bench.date, "extended", 0) as simulator:
        lake = simulator.settings() | {"LAKE": "file:lake"}
        lines += measure_unchanged(bench, lake, "a folder", 0.35)
        if versitygw() is None:
            return [*lines, Line("on S3", "not measured: versitygw is not installed")]
        with Bucket() as bucket:
            lines += measure_unchanged(bench, simulator.settings() | bucket.settings("lake"), "S3", 0.6)
    return lines


def measure_help(bench: Bench) -> list[Line]:
    folder = empty(WORK / "start")
    script = shutil.copy(HERE.parent / "src/main/bin/pipeline", bench.jar.parent)
    commands = {
        "`--help`": bench.shipped("--help"),
        "`--help` by the script `pipeline`": [script, "--help"],
        "`--help` by `java -jar`": ["java", "-jar", str(bench.jar), "--help"],
    }
    kinds = {name: partial(run_start, command, folder) for name, command in commands.items()}
    costs = {name: median(each) for name, each in alternate(bench.rounds * 2, kinds).items()}
    return [
        Line(name, seconds(cost), *([] if "-jar" in name else ["0.25 s wall", cost.wall < 0.25]))
        for name, cost in costs.items()
    ]


def run_start(command: list[str], folder: Path) -> Cost:
    return run(command, {}, folder).cost


def measure_unchanged(bench: Bench, settings: dict[str, str], where: str, bound: float) -> list[Line]:
    folder = empty(WORK / "start")
    bench.pipeline(f"run --date {bench.date}", settings, folder)
    kinds = {stage: partial(run_unchanged, bench, stage, settings, folder) for stage in STAGES}
    costs = alternate(bench.rounds, kinds)
    lines = []
    for stage in STAGES:
        cost = median(costs[stage])
        if stage in UNCHANGED:
            holds = max(cost.wall, cost.cpu) < bound
            lines.append(Line(f"`{stage}`, unchanged, on {where}", seconds(cost), f"{bound} s wall and CPU", holds))
        else:
            lines.append(Line(f"`{stage}` again, the same listing, on {where}", seconds(cost)))
    return lines


def run_unchanged(bench: Bench, stage: str, settings: dict[str, str], folder: Path) -> Cost:
    completed = bench.pipeline(f"{stage} --date {bench.date}", settings, folder)
    assert not result(completed)["changed"], stage
    return completed.cost
