"""Reads a lake with DuckDB: keys, content hashes in the footers, audits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb

LAYERS = ("raw", "clean", "analytics")
TABLES = 14
# These columns depend on the run, not on the date.
RUN_COLUMNS = "observed_at, requests, throttled"


def first_album(lake: Path, day: str) -> str:
    return _rows("SELECT min(album_id) FROM read_parquet(?)", lake / "raw" / "releases" / f"ds={day}" / "*.parquet")[0][
        0
    ]


def content_hashes(lake: Path) -> dict[str, str]:
    """Returns the content hash of each object under a table, by key."""
    objects = [file for layer in LAYERS for file in (lake / layer).rglob("*") if file.is_file()]
    footers = "SELECT file_name, decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = 'pipeline.content_hash'"
    hashes = {Path(file): value for file, value in _rows(footers, lake / "*" / "*" / "ds=*" / "*.parquet")}
    return {str(file.relative_to(lake)): hashes.get(file, "no content hash") for file in sorted(objects)}


class Footer(NamedTuple):
    """A partition: its file, the file's size, and from the footer the rows, content hash and inputs (hash by table)."""

    file: Path
    bytes: int
    rows: int
    content_hash: str
    inputs: dict[str, str]


def table_footers(lake: Path) -> dict[str, Footer]:
    """Returns the footer of each partition, by table and date, such as `raw/tracks 2024-01-31`."""
    entries: dict[str, dict[str, str]] = {}
    query = "SELECT file_name, decode(key), decode(value) FROM parquet_kv_metadata(?)"
    files = lake / "*" / "*" / "ds=*" / "*.parquet"
    for file, name, value in _rows(query, files):
        entries.setdefault(file, {})[name.removeprefix("pipeline.")] = value
    return {_key(lake, Path(file)): _footer(Path(file), values) for file, values in entries.items()}


def _key(lake: Path, file: Path) -> str:
    table, _, date = str(file.parent.relative_to(lake)).rpartition("/ds=")
    return f"{table} {date}"


def _footer(file: Path, entries: dict[str, str]) -> Footer:
    inputs = {
        name.removeprefix("input.").partition("/ds=")[0]: value
        for name, value in entries.items()
        if name.startswith("input.")
    }
    return Footer(file, file.stat().st_size, int(entries["rows"]), entries["content_hash"], inputs)


def differences_from(lake: Path, reference: Path, days: list[str]) -> Iterator[str]:
    """Returns all differences between a lake and the reference lake, for these dates."""
    found, expected = content_hashes(lake), content_hashes(reference)
    if len(expected) != TABLES * len(days):
        yield f"The reference lake has {len(expected)} objects, not {TABLES} for each of {len(days)} dates"
    yield from (f"{key} is missing" for key in sorted(expected.keys() - found.keys()))
    yield from (f"{key} should not be there" for key in sorted(found.keys() - expected.keys()))
    for key in sorted(expected.keys() & found.keys()):
        # analytics/partitions has the number of requests of each table, which retries change.
        if found[key] != expected[key] and not key.startswith("analytics/partitions/"):
            yield f"{key} has other rows: {found[key]}, not {expected[key]}"
    for row in _partitions(lake) ^ _partitions(reference):
        yield f"analytics/partitions differs: {row}"
    audits = {row[0]: row[1] for row in _rows(AUDITS, _all(lake))}
    yield from (f"The audits of {day} are {audits.get(day)}" for day in days if audits.get(day) != ["ok"])


AUDITS = (
    "SELECT ds::VARCHAR, list(DISTINCT audit) FROM read_parquet(?, hive_partitioning = true)"
    " WHERE audit IS NOT NULL GROUP BY ds"
)
PARTITIONS = f"SELECT * EXCLUDE ({RUN_COLUMNS}) FROM read_parquet(?, hive_partitioning = true)"  # noqa: S608


def _partitions(lake: Path) -> set[tuple]:
    return set(_rows(PARTITIONS, _all(lake)))


def _all(lake: Path) -> Path:
    return lake / "analytics" / "partitions" / "ds=*" / "*.parquet"


def _rows(query: str, files: Path) -> list[tuple]:
    return duckdb.execute(query, [str(files)]).fetchall()
