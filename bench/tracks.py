"""Measures the busy connections and the memory of extract-tracks for many albums, one album per call."""

from __future__ import annotations

import shutil
from functools import partial

from processes import Cost, alternate, median, run
from servers import Simulator

from bench import WORK, Bench, Line, empty, result, seconds

TITLE = "extract-tracks for many albums, one album per call, 50 ms per response"
#: The maximum number of rounds, because one round takes half a minute.
ROUNDS = 3
LATENCY = 50
CONCURRENCY = 8
FEW, MANY, LARGEST = 500, 2000, 8000


def measure(bench: Bench) -> list[Line]:
    for albums in (FEW, MANY, LARGEST):
        write_listing(bench, albums)
    calls: dict[int, int] = {}
    costs = alternate(
        bench.rounds, {str(albums): partial(measure_fetch, bench, albums, calls) for albums in (FEW, MANY)}
    )
    few, many = median(costs[str(FEW)]), median(costs[str(MANY)])
    # Measured only once, because it takes a minute.
    largest = measure_fetch(bench, LARGEST, calls)
    # Uses the difference between both runs, so that the start, the token and the writing of tables do not count.
    busy = (calls[MANY] - calls[FEW]) * LATENCY / 1000 / (many.wall - few.wall)
    times = many.memory / few.memory
    return [
        Line(f"{FEW} albums, {calls[FEW]} calls", seconds(few)),
        Line(f"{MANY} albums, {calls[MANY]} calls", seconds(many)),
        Line(f"{LARGEST} albums, {calls[LARGEST]} calls, one run", seconds(largest)),
        Line("connections that wait for a response, on average", f"{busy:.2f} of {CONCURRENCY}", "7", busy >= 7),
        Line(
            f"memory for {MANY} albums, compared with {FEW}",
            f"{many.memory:.0f} and {few.memory:.0f} MB, {times:.2f} times",
            "at most 1.15 times",
            times <= 1.15,
        ),
    ]


def write_listing(bench: Bench, albums: int) -> None:
    """Writes the listing from which each run starts, with an app that needs few calls."""
    folder = empty(WORK / f"listing-{albums}")
    with Simulator(bench.jar, bench.date, "extended", 0, albums) as simulator:
        bench.pipeline(f"extract-releases --date {bench.date}", simulator.settings() | {"LAKE": "file:lake"}, folder)


def measure_fetch(bench: Bench, albums: int, calls: dict[int, int]) -> Cost:
    folder = WORK / "tracks"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(WORK / f"listing-{albums}", folder)
    # Uses another client ID, because the lake stores that the first app may use batches.
    with Simulator(bench.jar, bench.date, "development", LATENCY, albums) as simulator:
        settings = simulator.settings() | {"LAKE": "file:lake", "SPOTIFY_CLIENT_ID": "bench-development"}
        completed = run(bench.shipped("extract-tracks", "--date", bench.date), settings, folder)
    calls[albums] = result(completed)["requests"]
    return completed.cost
