"""extract-tracks for many albums, one at a time: are eight connections busy, and does the memory stay?"""

from __future__ import annotations

from processes import run
from servers import Simulator

from bench import WORK, Bench, Line, empty, result

TITLE = "extract-tracks for 2,000 albums, one album a call, 50 ms a reply"
LATENCY = 50
AT_ONCE = 8
FEW, MANY = 500, 2000


def measure(bench: Bench) -> list[Line]:
    took: dict[int, tuple[float, int, float]] = {}
    for albums in (FEW, MANY):
        folder = empty(WORK / "tracks")
        with Simulator(bench.jar, bench.date, "extended", 0, albums) as listing:
            bench.pipeline(f"extract-releases --date {bench.date}", listing.settings() | {"LAKE": "file:lake"}, folder)
        # The same albums, of an app that may not ask for twenty: another one, for what is known of the first is kept.
        with Simulator(bench.jar, bench.date, "development", LATENCY, albums) as simulator:
            settings = simulator.settings() | {"LAKE": "file:lake", "SPOTIFY_CLIENT_ID": "bench-development"}
            ended = run(bench.shipped("extract-tracks", "--date", bench.date), settings, folder)
            told = result(ended)
            took[albums] = (told["seconds"], told["requests"], ended.cost.memory)
    (few_seconds, few_calls, few_memory), (seconds, calls, memory) = took[FEW], took[MANY]
    # Between the two, so that start, token and the writing of tables are in neither.
    busy = (calls - few_calls) * LATENCY / 1000 / (seconds - few_seconds)
    return [
        Line(f"{calls} calls", f"{seconds:.1f} s, {memory:.0f} MB"),
        Line("connections that wait for a reply, on average", f"{busy:.2f} of {AT_ONCE}", "7", busy >= 7),
        Line(
            f"memory for {MANY} albums, beside {FEW}",
            f"{memory:.0f} and {few_memory:.0f} MB",
            "1.15 times at most",
            memory < few_memory * 1.15,
        ),
    ]
