"""What lies in a lake, read by an engine that is not ours: the keys, the content hashes in the footers, the audits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

LAYERS = ("raw", "clean", "analytics")
TABLES = 14
# What a run cost belongs to the run, not to the day.
RUN_COLUMNS = "observed_at, requests, throttled"


def first_album(lake: Path, day: str) -> str:
    return _rows("SELECT min(album_id) FROM read_parquet(?)", lake / "raw" / "releases" / f"ds={day}" / "*.parquet")[0][
        0
    ]


def content_hashes(lake: Path) -> dict[str, str]:
    """By key, of every object that lies under a table, whatever its name."""
    objects = [file for layer in LAYERS for file in (lake / layer).rglob("*") if file.is_file()]
    footers = "SELECT file_name, decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = 'pipeline.content_hash'"
    hashes = {Path(file): value for file, value in _rows(footers, lake / "*" / "*" / "ds=*" / "*.parquet")}
    return {str(file.relative_to(lake)): hashes.get(file, "no content hash") for file in sorted(objects)}


def differences_from(lake: Path, reference: Path, days: list[str]) -> Iterator[str]:
    """All that keeps the lake from being what the reference is, for these days."""
    found, expected = content_hashes(lake), content_hashes(reference)
    if len(expected) != TABLES * len(days):
        yield f"The lake to compare with has {len(expected)} objects, not {TABLES} for each of {len(days)} dates"
    yield from (f"{key} is missing" for key in sorted(expected.keys() - found.keys()))
    yield from (f"{key} should not be there" for key in sorted(found.keys() - expected.keys()))
    for key in sorted(expected.keys() & found.keys()):
        # Its rows tell how many requests each table took, and a retry takes others.
        if found[key] != expected[key] and not key.startswith("analytics/partitions/"):
            yield f"{key} has other rows: {found[key]}, not {expected[key]}"
    for row in _partitions(lake) ^ _partitions(reference):
        yield f"analytics/partitions is not the same: {row}"
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
