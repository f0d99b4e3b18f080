"""Measures transform and load of many rows in a small heap, and compares them with pandas, pyarrow and DuckDB."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from processes import Cost, alternate, median, run
from servers import Simulator

from bench import HERE, WORK, Bench, Line, empty, result, seconds

TITLE = "Many rows"
STAGES = ("transform", "load")
PEERS = ("pandas", "pyarrow", "duckdb")
ALBUMS = {"10 thousand": 625, "1 million": 62_500}
#: About 120,000 tracks, which is the number of tracks that are released in the world on one day.
DAY_ALBUMS = 7_660
LARGE = 10
#: Uses both compilers of the JVM, because with millions of rows the second one saves time.
OPTIONS = ["-XX:TieredStopAtLevel=4"]


def measure(bench: Bench) -> list[Line]:
    lakes = {name: write_lake(bench, albums) for name, albums in ALBUMS.items()}
    check_same_tables(bench, lakes["10 thousand"])
    small, million = (count_tracks(bench, lake) for lake in lakes.values())
    lines, costs = [], {}
    for name, count in zip(lakes, (small, million), strict=True):
        peers = PEERS if count == million else ()
        costs[name] = alternate(bench.rounds, kinds(bench, lakes[name], peers, [*OPTIONS, "-Xmx256m"]))
    for stage in STAGES:
        ours = median(costs["1 million"][f"{stage}, pipeline"])
        speed = million / ours.wall
        lines.append(Line(
            f"`{stage}` of {million:,} tracks, `-Xmx256m`",
            f"{speed:,.0f} tracks/s, {ours.wall:.1f} s wall, {ours.cpu:.1f} s CPU, {ours.memory:.0f} MB",
            "80,000 tracks/s",
            speed >= 80_000,
        ))  # fmt: skip
        for peer in PEERS:
            theirs = median(costs["1 million"][f"{stage}, {peer}"])
            better = theirs.wall > ours.wall and theirs.memory > ours.memory
            lines.append(Line(
                f"{stage} by {peer}",
                f"{million / theirs.wall:,.0f} tracks/s, {theirs.wall:.1f} s wall, {theirs.cpu:.1f} s CPU, "
                f"{theirs.memory:.0f} MB: {theirs.wall / ours.wall:.2f} of our time, "
                f"{theirs.memory / ours.memory:.1f} of our memory",
                "more time and memory than ours" if peer == "pandas" else "",
                better if peer == "pandas" else None,
            ))  # fmt: skip
    lines += cost_per_track(bench, lakes, costs, small, million)
    return lines + measure_day(bench)


def measure_day(bench: Bench) -> list[Line]:
    """Measures the tracks of a day with the options of a task. Includes the start of the JVM and of Python."""
    lake = write_lake(bench, DAY_ALBUMS)
    tracks = count_tracks(bench, lake)
    costs = {name: median(each) for name, each in alternate(bench.rounds, kinds(bench, lake, PEERS)).items()}
    lines = []
    for stage in STAGES:
        ours, pandas = costs[f"{stage}, pipeline"], costs[f"{stage}, pandas"]
        lines.append(Line(
            f"`{stage}` of {tracks:,} tracks, options of a task",
            f"{seconds(ours)}: {ours.wall / pandas.wall:.2f} of pandas' time, "
            f"{ours.memory / pandas.memory:.2f} of its memory",
            "at most pandas' time and 0.33 of its memory",
            ours.wall <= pandas.wall and ours.memory <= pandas.memory / 3,
        ))  # fmt: skip
        lines += [Line(f"the same by {peer}", seconds(costs[f"{stage}, {peer}"])) for peer in PEERS]
    return lines


def check_same_tables(bench: Bench, lake: Path) -> None:
    """Fails if a peer's tables differ from those of the jar. The tables have valid and rejected rows."""
    dirty = empty(WORK / "rows-dirty")
    run([sys.executable, str(HERE / "dirty.py"), str(lake), bench.date, str(dirty)], {}, WORK)
    folders = {peer: WORK / f"rows-{peer}" for peer in PEERS}
    for source in (lake, dirty):
        for folder in folders.values():
            empty(folder)
        for stage in STAGES:
            bench.pipeline(f"{stage} --date {bench.date}", {"LAKE": f"file:{source}"}, WORK)
            for peer in PEERS:
                run_peer(bench, source, stage, peer)
        run([sys.executable, str(HERE / "same.py"), str(source), bench.date, *map(str, folders.values())], {}, WORK)


def cost_per_track(bench: Bench, lakes: dict[str, Path], costs: dict, small: int, million: int) -> list[Line]:
    lines, large = [], {}
    if bench.long:
        tenfold = multiply_lake(bench, lakes["1 million"], LARGE)
        large = {name: [run_once()] for name, run_once in kinds(bench, tenfold, (), [*OPTIONS, "-Xmx512m"]).items()}
        shutil.rmtree(tenfold)
    for stage in STAGES:
        name = f"{stage}, pipeline"
        first, second = (median(costs[size][name]).wall for size in ALBUMS)
        each = (second - first) / (million - small)
        text = f"{each * 1e6:.1f} µs a track from {small:,} to {million:,}"
        holds = None
        if large:
            further = median(large[name])
            more = (further.wall - second) / (million * (LARGE - 1))
            text += f", {more * 1e6:.1f} µs from there to {million * LARGE:,} in `-Xmx512m` ({further.memory:.0f} MB)"
            holds = more < each * 1.2
        lines.append(Line(f"`{stage}`: a further track", text, "flat", holds))
    return lines


def kinds(bench: Bench, lake: Path, peers: tuple[str, ...], options: Sequence[str] = ()) -> dict:
    commands = {}
    for stage in STAGES:
        commands[f"{stage}, pipeline"] = partial(run_pipeline, bench, lake, stage, options)
        for peer in peers:
            commands[f"{stage}, {peer}"] = partial(run_peer, bench, lake, stage, peer)
    return commands


def run_pipeline(bench: Bench, lake: Path, stage: str, options: Sequence[str]) -> Cost:
    shutil.rmtree(lake / {"transform": "clean", "load": "analytics"}[stage], ignore_errors=True)
    command = bench.with_options([*options], stage, "--date", bench.date)
    return run(command, {"LAKE": f"file:{lake}"}, WORK).cost


def run_peer(bench: Bench, lake: Path, stage: str, peer: str) -> Cost:
    folder = WORK / f"rows-{peer}"
    return bench.python(f"rows_{peer}.py", [stage, str(lake), bench.date, str(folder)], {}, WORK).cost


def write_lake(bench: Bench, albums: int) -> Path:
    """Creates the tables with the pipeline and the simulator, and keeps them for the next run with the same jar on
    the same day.
    """
    folder = WORK / f"rows-{albums}"
    marker = folder / "complete.json"
    current = {"date": bench.date, "jar": bench.jar.stat().st_mtime}
    if marker.exists() and json.loads(marker.read_text()) == current:
        return folder
    empty(folder)
    with Simulator(bench.jar, bench.date, "extended", 0, albums) as simulator:
        settings = simulator.settings() | {"LAKE": f"file:{folder}"}
        for stage in ("extract-releases", "extract-tracks"):
            bench.pipeline(f"{stage} --date {bench.date}", settings, WORK)
    marker.write_text(json.dumps(current))
    return folder


def count_tracks(bench: Bench, lake: Path) -> int:
    settings = {"LAKE": f"file:{lake}"}
    return result(bench.pipeline(f"transform --date {bench.date}", settings, WORK))["rows"]["clean/tracks"]


def multiply_lake(bench: Bench, lake: Path, times: int) -> Path:
    folder = WORK / "rows-large"
    arguments = [str(lake), bench.date, str(empty(folder)), str(times)]
    run([sys.executable, str(HERE / "multiply.py"), *arguments], {}, WORK)
    return folder
