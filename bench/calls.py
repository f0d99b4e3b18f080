"""Measures a run for 100 albums with 50 ms per response, and compares it with other clients and with a lower bound.

The other clients are requests + pandas, and dlt.
"""

from __future__ import annotations

import math
import shutil
import subprocess
from functools import partial
from pathlib import Path

from processes import Cost, alternate, median, run
from servers import Simulator

from bench import HERE, WORK, Bench, Line, empty, result, seconds

LATENCY = 50
CONCURRENCY = 8
TITLE = "A run for 100 albums, 50 ms per response"


def measure(bench: Bench) -> list[Line]:
    lines = []
    round_trip = RoundTrip(bench)
    for app, mode, factors in (
        ("development", "one album per call", (4.5, 2.8)),
        ("extended", "twenty albums per call", (7.0, 4.5)),
    ):
        with Simulator(bench.jar, bench.date, app, LATENCY) as simulator:
            before = simulator.cpu()
            costs = alternate(bench.rounds, {
                "pipeline": partial(pipeline, bench, simulator),
                "requests + pandas": partial(peer, bench, simulator, "whole_requests.py", app),
                "dlt": partial(peer, bench, simulator, "whole_dlt.py", app),
                "bound": round_trip.run_java,
            })  # fmt: skip
            share = (simulator.cpu() - before) / sum(cost.wall for runs in costs.values() for cost in runs)
            chain = longest_chain(bench, simulator)
        medians = {name: median(runs) for name, runs in costs.items()}
        lines += [Line(f"{mode}: {name}", seconds(medians[name])) for name in ("pipeline", "requests + pandas", "dlt")]
        ours = medians["pipeline"].wall
        for name, factor in zip(("requests + pandas", "dlt"), factors, strict=True):
            ratio = medians[name].wall / ours
            lines.append(Line(f"{mode}: faster than {name}", f"{ratio:.1f} times", f"{factor} times", ratio >= factor))
        bound = chain * LATENCY / 1000 + medians["bound"].wall
        lines.append(Line(
            f"{mode}: relative to the bound ({chain} responses, a JVM with a Parquet round trip, {bound:.2f} s)",
            f"{ours / bound:.2f} times",
            "1.6 times",
            ours / bound <= 1.6,
        ))  # fmt: skip
        lines.append(Line(f"{mode}: CPU of the simulator", f"{share:.0%} of one core"))
    return [*lines, client_cost(bench)]


def simulator_with_facts(bench: Bench, simulator: Simulator) -> Path:
    """Returns a folder whose lake contains only the app's permissions, which the peers have from the start too."""
    folder = WORK / f"run-{simulator.app}"
    lake = folder / "lake"
    if not folder.exists():
        settings = simulator.settings() | {"LAKE": "file:lake"}
        bench.pipeline(f"run --date {bench.date}", settings, empty(folder))
    for layer in ("raw", "clean", "analytics", "work"):
        shutil.rmtree(lake / layer, ignore_errors=True)
    return folder


def pipeline(bench: Bench, simulator: Simulator) -> Cost:
    folder = simulator_with_facts(bench, simulator)
    return bench.pipeline(f"run --date {bench.date}", simulator.settings() | {"LAKE": "file:lake"}, folder).cost


def peer(bench: Bench, simulator: Simulator, script: str, app: str) -> Cost:
    folder = empty(WORK / "peer")
    arguments = [f"{simulator.url}/v1", simulator.url, app, str(folder)]
    return bench.python(script, arguments, {}, folder).cost


def longest_chain(bench: Bench, simulator: Simulator) -> int:
    """Returns the number of responses that any client must wait for one after the other.

    These are the token, the first page of the listing, its further pages and then the pages of the albums. A client
    requests the further pages, and then the albums' pages, eight at a time.
    """
    folder, settings = simulator_with_facts(bench, simulator), simulator.settings() | {"LAKE": "file:lake"}
    listing = result(bench.pipeline(f"extract-releases --date {bench.date}", settings, folder))["requests"]
    albums = result(bench.pipeline(f"extract-tracks --date {bench.date}", settings, folder))["requests"]
    # Both numbers include the request for a token; `listing` also includes the listing's first page.
    return 1 + 1 + math.ceil((listing - 2) / CONCURRENCY) + math.ceil((albums - 1) / CONCURRENCY)


def client_cost(bench: Bench) -> Line:
    """Measures the simulator's CPU per response without latency."""
    with Simulator(bench.jar, bench.date, "development", 0) as simulator:
        rates = []
        for _ in range(3):
            folder, settings = empty(WORK / "run"), simulator.settings() | {"LAKE": "file:lake"}
            bench.pipeline(f"extract-releases --date {bench.date}", settings, folder)
            before = simulator.cpu()
            line = result(bench.pipeline(f"extract-tracks --date {bench.date}", settings, folder))
            rates.append((simulator.cpu() - before) / line["requests"])
    cost = min(rates) * 1000
    return Line("CPU of the simulator per response", f"{cost:.1f} ms, compared with a wait of {LATENCY} ms", "", None)


class RoundTrip:
    """Measures the JVM of the lower bound. This JVM writes and reads a Parquet file, with the shipped options and its
    own class-data archive.
    """

    def __init__(self, bench: Bench) -> None:
        folder = empty(WORK / "roundtrip")
        jar = folder / "roundtrip.jar"
        subprocess.run(["javac", "-d", folder, "-cp", bench.jar, HERE / "RoundTrip.java"], check=True)
        subprocess.run(["jar", "--create", "--file", jar, "-C", folder, "RoundTrip.class"], check=True)
        archive = folder / "classes.jsa"
        options = [option for option in bench.jvm_options if "SharedArchiveFile" not in option]
        command = ["-cp", f"{jar}:{bench.jar}", "RoundTrip", str(folder / "lake")]
        run(["java", *options, f"-XX:ArchiveClassesAtExit={archive}", *command], {}, folder)
        self.command = ["java", *options, f"-XX:SharedArchiveFile={archive}", *command]
        self.folder = folder

    def run_java(self) -> Cost:
        return run(self.command, {}, self.folder).cost
