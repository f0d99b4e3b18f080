"""Measures the daily run and the views of DuckDB with ten dates and with three years of dates."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import statistics
import subprocess
from functools import partial
from pathlib import Path

from processes import Cost, alternate, median, run
from servers import LATENCY_MS, Bucket, Toxiproxy, missing_programs, operations

from bench import HERE, WORK, Bench, Line, empty, result, seconds

TITLE = "How cost grows with the number of dates"
FEW, MANY = 10, 1095
#: The number of earlier dates with which load compares a listing. Each of them needs one request.
COMPARED_DATES = 14
VIEWS = (
    "latest_album", "latest_artist", "latest_track", "album_history", "artist_history", "track_history", "listings",
    "first_seen", "new_today", "days_on_list", "artist_activity",
)  # fmt: skip
SIMULATED = {"SIMULATE": "true"}


def measure(bench: Bench) -> list[Line]:
    if missing := missing_programs():
        return [Line("on S3", f"not measured: {missing}")]
    folder = empty(WORK / "growth")
    with Bucket(WORK / "growth-s3") as bucket, Toxiproxy(bucket.port, LATENCY_MS) as proxy:
        write_lakes(bench, bucket)
        for dates in (FEW, MANY):
            shutil.copytree(bucket.data() / lake(dates), folder / lake(dates), copy_function=os.link)
        return [*measure_runs(bench, bucket, proxy, folder), *measure_views(bench, folder)]


def lake(dates: int) -> str:
    return f"lake-{dates}"


def write_lakes(bench: Bench, bucket: Bucket) -> None:
    """Creates the tables of all dates before bench.date, and keeps them for the next run on the same day."""
    marker = bucket.place / "complete.json"
    if marker.exists() and json.loads(marker.read_text()) == bench.date:
        return
    for dates in (FEW, MANY):
        empty(bucket.data() / lake(dates))
    last = datetime.date.fromisoformat(bench.date) - datetime.timedelta(days=1)
    first = last - datetime.timedelta(days=MANY - 1)
    classes = empty(WORK / "growth-classes")
    subprocess.run(["javac", "-d", classes, "-cp", bench.jar, HERE / "Dates.java"], check=True)
    command = ["java", "-XX:+UseSerialGC", "-cp", f"{classes}:{bench.jar}", "Dates", str(first), str(last)]
    run(command, bucket.settings(lake(MANY)) | SIMULATED, WORK)
    # Copies the extended attributes too, which hold the ETags.
    for partition in (bucket.data() / lake(MANY)).glob("*/*/ds=*"):
        if partition.name > f"ds={last - datetime.timedelta(days=FEW)}":
            shutil.copytree(partition, bucket.data() / lake(FEW) / partition.relative_to(bucket.data() / lake(MANY)))
    shutil.copytree(bucket.data() / lake(MANY) / "state", bucket.data() / lake(FEW) / "state")
    marker.write_text(json.dumps(bench.date))


def measure_runs(bench: Bench, bucket: Bucket, proxy: Toxiproxy, folder: Path) -> list[Line]:
    places = {"on a folder": None, "on S3": bucket.port, f"on S3, {LATENCY_MS} ms per answer": proxy.port}
    kinds, requests = {}, {}
    for place, port in places.items():
        for dates in (FEW, MANY):
            name = f"{place}, {dates:,} dates"
            if port is None:
                tables, settings = folder / lake(dates), {"LAKE": f"file:{folder / lake(dates)}"}
            else:
                tables, settings = bucket.data() / lake(dates), bucket.settings(lake(dates), port)
                requests[name] = count_requests(bench, bucket, settings, folder, tables)
            kinds[name] = partial(run_new_date, bench, settings, folder, tables)
    costs = {name: median(each) for name, each in alternate(bench.rounds, kinds).items()}
    lines = []
    for place in places:
        few, many = (f"{place}, {dates:,} dates" for dates in (FEW, MANY))
        ratio = costs[many].wall / costs[few].wall
        more = requests.get(many, 0) - requests.get(few, 0)
        for name in (few, many):
            text = f"; {requests[name]} requests" if name in requests else ""
            lines.append(Line(f"`run` of a new date {name}", seconds(costs[name]) + text))
        holds = ratio <= 1.1 and more <= COMPARED_DATES - FEW
        lines.append(Line(f"{MANY:,} dates relative to {FEW}, {place}", f"{ratio:.2f}", "1.1", holds))
    return lines


def run_new_date(bench: Bench, settings: dict[str, str], folder: Path, tables: Path) -> Cost:
    for partition in tables.glob(f"*/*/ds={bench.date}"):
        shutil.rmtree(partition)
    completed = bench.pipeline(f"run --date {bench.date}", settings | SIMULATED, folder)
    assert result(completed)["changed"]
    return completed.cost


def count_requests(bench: Bench, bucket: Bucket, settings: dict[str, str], folder: Path, tables: Path) -> int:
    before = len(bucket.requests_seen())
    run_new_date(bench, settings, folder, tables)
    return operations(bucket.requests_seen()[before:]).total()


def measure_views(bench: Bench, folder: Path) -> list[Line]:
    """Measures the statements of `sql` and several queries, one after the other, in a DuckDB process."""
    names = ["one date of `dim_track`", *(f"all rows of `{view}`" for view in VIEWS)]
    queries = [f"SELECT count(track_name) FROM dim_track WHERE ds = '{bench.date}'"]
    queries += [f"SELECT count(COLUMNS(*)) FROM {view}" for view in VIEWS]
    times: dict[int, list[list[float]]] = {}
    for dates in (FEW, MANY):
        script = folder / f"{lake(dates)}.sql"
        settings = {"LAKE": f"file:{folder / lake(dates)}"}
        script.write_text(bench.pipeline("sql --engine duckdb", settings, folder).out)
        arguments = [str(script), *queries]
        times[dates] = [
            json.loads(bench.python("views_duckdb.py", arguments, {}, folder).out) for _ in range(bench.rounds)
        ]
    few, many = ([statistics.median(each) for each in zip(*times[dates], strict=True)] for dates in (FEW, MANY))
    return [
        Line(f"DuckDB, a folder with {MANY:,} dates: {name}", f"{more:.2f} s; with {FEW}: {less:.2f} s")
        for name, more, less in zip(["the statements of `sql`", *names], many, few, strict=True)
    ]
