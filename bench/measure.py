"""Measures the pipeline and its peers and writes the figures to bench/results.md."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import re
import sys
import time
from dataclasses import replace
from importlib.metadata import version as package
from pathlib import Path

import bench

PARTS = ("calls", "counts", "start", "stages", "tracks", "rows", "s3", "latency", "growth", "iceberg")
RESULTS = bench.HERE / "results.md"
PACKAGES = ("requests", "pandas", "pyarrow", "boto3", "dlt", "duckdb", "pyiceberg")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="bench/run", description=__doc__, epilog="Measures all parts by default, in about 25 minutes."
    )
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=5, help="number of runs per median (5; at most 3 for tracks)")
    parser.add_argument("--long", action="store_true", help="also measure 10 million tracks and 1,095 dates")
    parser.add_argument("--print", action="store_true", help="print only; leave bench/results.md unchanged")
    parser.add_argument("--jar", type=Path, default=bench.HERE.parent / "target/pipeline.jar", help="another jar")
    parser.add_argument("--older-jar", type=Path, help="another jar; latency also measures its backfill")
    options = parser.parse_args()
    for jar in filter(None, (options.jar, options.older_jar)):
        if not jar.exists():
            sys.exit(f"missing jar: {jar}; build it with mvn -DskipTests package")
    install = bench.Bench.install(options.jar, options.rounds, options.long, options.older_jar)
    measured: dict[str, str] = {}
    for part in options.part or PARTS:
        module = importlib.import_module(part)
        print(module.TITLE, file=sys.stderr)
        start, load = time.monotonic(), os.getloadavg()[0]
        rounds = min(options.rounds, getattr(module, "ROUNDS", options.rounds))
        lines = module.measure(replace(install, rounds=rounds))
        duration_seconds = time.monotonic() - start
        measured[part] = section(part, module.TITLE, lines, machine(rounds, max(load, os.getloadavg()[0])))
        print(table(lines))
        print(f"  {duration_seconds:.0f} s", file=sys.stderr)
    if not options.print:
        write(measured)


def machine(rounds: int, load: float) -> str:
    cpu = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":", 1)[1].strip() for line in cpu if "model name" in line), platform.processor())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    peers = ", ".join(f"{name} {package(name)}" for name in PACKAGES)
    java = bench.version(["java", "-version"])
    return (
        f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()}; {java}; "
        f"Python {platform.python_version()}, {peers}; {time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC, "
        f"medians of {rounds}, load average {load:.1f}"
    )


def table(lines: list[bench.Line]) -> str:
    rows = [["", "measured", "target", "holds"], ["---"] * 4, *(line.cells() for line in lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def section(part: str, title: str, lines: list[bench.Line], machine: str) -> str:
    return f"## {title}\n`bench/run {part}`, {machine}.\n\n{table(lines)}\n"


def write(measured: dict[str, str]) -> None:
    """Replaces the sections of the measured parts; the others stay unchanged."""
    head, *sections = re.split(r"\n(?=## )", RESULTS.read_text())
    texts = {re.search(r"`bench/run (\w+)`", section)[1]: section for section in sections} | measured
    RESULTS.write_text("\n".join([head, *(texts[part].rstrip("\n") + "\n" for part in PARTS if part in texts)]))


main()
