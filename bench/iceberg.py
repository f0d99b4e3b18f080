"""Measures publish-iceberg for one date and for 30 dates. For comparison, PyIceberg publishes the same tables."""

from __future__ import annotations

import datetime
import json
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from processes import Cost, alternate, median
from servers import LATENCY_MS, Bucket, RestCatalog, Server, Simulator, Tap, Toxiproxy, missing_programs, operations

from bench import WORK, Bench, Line, empty, seconds, within

SLOW = f", {LATENCY_MS} ms per answer"
TITLE = "publish-iceberg, 14 tables, 100 albums per date"
DATES = 30
#: The maximum number of rounds of a measurement with many dates.
MAX_ROUNDS = 2
#: Two lakes, with the seeds of their rows. Publishing one lake after the other changes each date.
LAKES = {"lake-a": 42, "lake-b": 43}
#: The targets in seconds.
TARGETS = {
    ("folder", "unchanged"): 0.8,
    ("REST, data on S3", "changed"): 2.5,
    (f"REST, data on S3{SLOW}", "changed"): 2.5,
}


@dataclass(frozen=True)
class Place:
    """A catalog, and the settings that reach it and the lakes. Places with the same tables share `published`."""

    name: str
    settings: dict[str, str]
    #: The root of both lakes.
    root: str
    #: The catalog and the warehouse for PyIceberg, and its settings.
    peer: tuple[str, str]
    peer_settings: dict[str, str]
    #: The lake from which each selection of dates was published last.
    published: dict[str, str]

    def publish(self, bench: Bench, folder: Path, dates: str, change: str) -> Cost:
        """Publishes dates. To change them, publishes from the lake that was not used the last time."""
        lake = self.published.get(dates, "lake-b")
        if change == "changed":
            lake = next(name for name in LAKES if name != lake)
        completed = bench.pipeline(f"publish-iceberg {dates}", self.settings | {"LAKE": f"{self.root}/{lake}"}, folder)
        results = [json.loads(line) for line in completed.out.splitlines()]
        assert all(line["changed"] == (change == "changed") for line in results), (self.name, change, completed.out)
        self.published[dates] = lake
        return completed.cost

    def publish_by_peer(self, bench: Bench, folder: Path, date: str) -> Cost:
        settings = self.peer_settings | {"LAKE": f"{self.root}/lake-a"}
        return bench.python("publish_pyiceberg.py", [date, *self.peer], settings, folder).cost


def measure(bench: Bench) -> list[Line]:
    if missing := missing_programs():
        return [Line("publish-iceberg", f"not measured: {missing}")]
    folder = empty(WORK / "iceberg")
    with ExitStack() as servers:
        bucket = servers.enter_context(Bucket(folder / "s3"))
        # A second server for PyIceberg and for the catalog. The catalog's requests are neither delayed nor counted.
        # Uploads of pyarrow fail if versitygw keeps connections open.
        closing = servers.enter_context(Bucket(folder / "s3", keep_alive=False))
        catalog = servers.enter_context(RestCatalog(empty(folder / "rest"), closing))
        slow_bucket, slow_closing, slow_catalog = (
            servers.enter_context(Toxiproxy(server.port, LATENCY_MS)) for server in (bucket, closing, catalog)
        )
        last = write_lakes(bench, bucket, folder)
        on_s3, in_catalog = {}, {}
        places = [
            on_disk(folder),
            in_bucket("", bucket, bucket, closing, on_s3),
            in_bucket(SLOW, bucket, slow_bucket, slow_closing, on_s3),
            with_rest("", bucket, bucket, closing, catalog, in_catalog),
            with_rest(SLOW, bucket, slow_bucket, slow_closing, slow_catalog, in_catalog),
        ]
        lines = measure_date(bench, folder, places, last.isoformat())
        counted = [
            Line(f"a date, {change}, {place.name}", count(bench, folder, place, f"--date {last}", change, bucket, port))
            for place, port in ((places[1], None), (places[3], catalog.port))
            for change in ("changed", "unchanged")
        ]
        return lines + counted + measure_dates(bench, folder, [places[0], places[2], places[4]], last)


def write_lakes(bench: Bench, bucket: Bucket, folder: Path) -> datetime.date:
    """Creates both lakes in the bucket and on a disk, and returns their last date."""
    last = datetime.date.fromisoformat(bench.date) - datetime.timedelta(days=2)
    for name, seed in LAKES.items():
        with Simulator(bench.jar, bench.date, "extended", 0, seed=seed) as simulator:
            settings = simulator.settings() | bucket.settings(name)
            bench.pipeline(f"backfill --from {last - datetime.timedelta(days=DATES)} --to {last}", settings, folder)
        shutil.copytree(bucket.data() / name, folder / name)
    return last


def on_disk(folder: Path) -> Place:
    settings = {"ICEBERG_WAREHOUSE": f"file:{folder / 'tables'}"}
    peer = (f"sqlite:///{folder / 'peer.db'}", f"file://{folder / 'peer'}")
    return Place("folder", settings, f"file:{folder}", peer, {}, {})


def in_bucket(delay: str, bucket: Bucket, server: Server, of_peer: Server, published: dict[str, str]) -> Place:
    root = f"s3://{bucket.NAME}"
    settings = bucket.settings("", server.port) | {"ICEBERG_WAREHOUSE": f"{root}/tables"}
    peer = (f"sqlite:///{WORK / 'iceberg/peer-s3.db'}", f"{root}/peer")
    return Place(f"folder on S3{delay}", settings, root, peer, bucket.settings("", of_peer.port), published)


def with_rest(
    delay: str, bucket: Bucket, server: Server, of_peer: Server, catalog: Server, published: dict[str, str]
) -> Place:
    uri = f"http://127.0.0.1:{catalog.port}"
    settings = bucket.settings("", server.port) | {"ICEBERG_CATALOG": f"rest:{uri}"}
    peer_settings = bucket.settings("", of_peer.port)
    return Place(f"REST, data on S3{delay}", settings, f"s3://{bucket.NAME}", (uri, ""), peer_settings, published)


def measure_date(bench: Bench, folder: Path, places: list[Place], date: str) -> list[Line]:
    kinds = {}
    for place in places:
        for change in ("changed", "unchanged"):
            kinds[place.name, change] = partial(place.publish, bench, folder, f"--date {date}", change)
        kinds[place.name, "PyIceberg"] = partial(place.publish_by_peer, bench, folder, date)
    costs = {kind: median(each) for kind, each in alternate(bench.rounds, kinds).items()}
    lines = []
    for place in places:
        changed, theirs = costs[place.name, "changed"], costs[place.name, "PyIceberg"]
        for change in ("changed", "unchanged"):
            target = TARGETS.get((place.name, change))
            lines.append(within(f"a date, {change}, {place.name}", costs[place.name, change], target))
        lines.append(Line(f"the date, by PyIceberg, {place.name}", seconds(theirs)))
        ratio = f"{changed.wall / theirs.wall:.2f} of the time, {changed.cpu / theirs.cpu:.2f} of the CPU time"
        lines.append(Line(f"relative to PyIceberg, {place.name}", ratio))
    return lines


def count(
    bench: Bench, folder: Path, place: Place, dates: str, change: str, bucket: Bucket, catalog: int | None
) -> str:
    """Returns the number of requests of a publish, by kind."""
    before = len(bucket.requests_seen())
    if catalog is None:
        place.publish(bench, folder, dates, change)
        rest = ""
    else:
        with Tap(catalog) as tap:
            settings = place.settings | {"ICEBERG_CATALOG": f"rest:http://127.0.0.1:{tap.port}"}
            replace(place, settings=settings).publish(bench, folder, dates, change)
        rest = f" and {tap.requests} to the catalog"
    requests = operations(bucket.requests_seen()[before:])
    named = ", ".join(f"{number} {name}" for name, number in sorted(requests.items()))
    return f"{requests.total()} requests to S3 ({named}){rest}"


def measure_dates(bench: Bench, folder: Path, places: list[Place], last: datetime.date) -> list[Line]:
    """Measures a publish of all dates before the last date."""
    first = last - datetime.timedelta(days=DATES)
    dates = f"--from {first} --to {last - datetime.timedelta(days=1)}"
    kinds = {
        f"{DATES} dates, {change}, {place.name}": partial(place.publish, bench, folder, dates, change)
        for place in places
        for change in ("changed", "unchanged")
    }
    costs = alternate(min(bench.rounds, MAX_ROUNDS), kinds)
    return [Line(name, seconds(median(each))) for name, each in costs.items()]
