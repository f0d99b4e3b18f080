"""Measures the pipeline beside its peers and writes the figures into docs/performance.md."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
import time
from importlib.metadata import version as package
from pathlib import Path

import bench

PARTS = ("calls", "counts", "start", "stages", "tracks", "rows", "s3")
DOCUMENT = bench.HERE.parent / "docs/performance.md"
BEGIN, END = "<!-- bench/run writes what follows -->", "<!-- and until here -->"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="bench/run", description=__doc__, epilog="Without a part, all: about a quarter of an hour."
    )
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=5, help="medians are of so many (5)")
    parser.add_argument("--long", action="store_true", help="10 million tracks, too: some minutes more")
    parser.add_argument("--print", action="store_true", help="leave docs/performance.md alone")
    parser.add_argument("--jar", type=Path, default=bench.HERE.parent / "target/pipeline.jar", help="another jar")
    options = parser.parse_args()
    if not options.jar.exists():
        sys.exit(f"{options.jar} is missing: mvn -DskipTests package makes it")
    install = bench.Bench.install(options.jar, options.rounds, options.long)
    for part in options.part or PARTS:
        module = importlib.import_module(part)
        print(module.TITLE, file=sys.stderr)
        start, load = time.monotonic(), os.getloadavg()[0]
        lines = module.measure(install)
        took = time.monotonic() - start
        bench.keep(part, lines, machine(options.rounds, max(load, os.getloadavg()[0])))
        print(table(lines))
        print(f"  {took:.0f} s", file=sys.stderr)
    if not options.print:
        write()


def machine(rounds: int, load: float) -> str:
    cpu = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":", 1)[1].strip() for line in cpu if "model name" in line), platform.processor())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    peers = ", ".join(f"{name} {package(name)}" for name in ("requests", "pandas", "pyarrow", "boto3", "dlt", "duckdb"))
    java = bench.version(["java", "-version"])
    return (
        f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()}; {java}; "
        f"Python {platform.python_version()}, {peers}; {time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC, "
        f"medians of {rounds}, load average {load:.1f}"
    )


def table(lines: list[bench.Line]) -> str:
    rows = [["", "measured", "target", "holds"], ["---"] * 4, *(line.cells() for line in lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def write() -> None:
    results = json.loads((bench.WORK / "results.json").read_text())
    sections = []
    for part in (part for part in PARTS if part in results):
        lines = [bench.Line(**line) for line in results[part]["lines"]]
        title = importlib.import_module(part).TITLE
        sections.append(f"## {title}\n`bench/run {part}`, {results[part]['machine']}.\n\n{table(lines)}\n")
    text = DOCUMENT.read_text() if DOCUMENT.exists() else f"# Performance\n\n{BEGIN}\n{END}\n"
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    DOCUMENT.write_text(f"{before}{BEGIN}\n" + "\n".join(sections) + END + after)


main()
