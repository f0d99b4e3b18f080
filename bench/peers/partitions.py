"""Code that the peers share: footers, audits that fail a stage, and publication of all tables of a stage at once."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

FIRST_RECORDING = date(1860, 1, 1)
YEARS_AHEAD = 2
CLEAN = ("albums", "album_artists", "tracks", "track_artists", "rejects")
#: The album columns that come from raw/tracks, because raw/releases lacks them.
DETAILS = ("upc", "label", "copyright_c", "copyright_p")


def latest_release(ds: str) -> date:
    """Returns the last plausible release day."""
    day = date.fromisoformat(ds)
    return day.replace(year=day.year + YEARS_AHEAD, day=28 if (day.month, day.day) == (2, 29) else day.day)


def raw_file(lake: str, ds: str, table: str) -> Path:
    return Path(lake, "raw", table, f"ds={ds}", f"{table}.parquet")


def footer(file: Path) -> dict[str, str]:
    metadata = pq.read_metadata(file).metadata
    prefix = b"pipeline."
    return {name[len(prefix) :].decode(): text.decode() for name, text in metadata.items() if name.startswith(prefix)}


def ids(entry: str) -> list[str]:
    """Returns the IDs in a footer entry."""
    return entry.split(",") if entry else []


class Audit:
    """Collects violations in the clean tables of a folder."""

    def __init__(self, folder: str) -> None:
        self.violations: list[str] = []
        for name in CLEAN:
            self.check_row_count(Path(folder, f"{name}.parquet"))

    def check(self, rule: str, broken: np.ndarray | bool) -> None:
        """Records a violation if any element of `broken` is true."""
        if np.any(broken):
            self.violations.append(f"{rule}: {np.count_nonzero(broken)}")

    def check_row_count(self, file: Path) -> None:
        metadata = pq.read_metadata(file)
        self.check(
            "tables have the number of rows in their footers", int(metadata.metadata[b"rows"]) != metadata.num_rows
        )

    def end(self) -> None:
        if self.violations:
            sys.exit("The audits failed; nothing was written:\n  " + "\n  ".join(self.violations))


class Sha256(io.RawIOBase):
    """A file that stores only the hash of the written bytes."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.hash.update(data)
        return memoryview(data).nbytes


def content_hash(table: pa.Table) -> str:
    """Returns the SHA-256 of the table as an Arrow stream. Unlike the jar's hash, it depends on the table's chunks."""
    sink = Sha256()
    with pa.ipc.new_stream(pa.PythonFile(sink, "w"), table.schema) as stream:
        stream.write_table(table, 1 << 16)
    return sink.hash.hexdigest()


class Publication:
    """Writes each table of a stage to a staging file, and publishes them when all are complete."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.names: list[str] = []

    def write(self, name: str, table: pa.Table) -> None:
        table = table.replace_schema_metadata(None)
        entries = {"content_hash": content_hash(table), "rows": str(table.num_rows)}
        pq.write_table(table.replace_schema_metadata(entries), self.staging_file(name), compression="zstd")
        self.names.append(name)

    def staging_file(self, name: str) -> Path:
        return self.folder / f".{name}.staging"

    def publish(self) -> None:
        for name in self.names:
            sync(self.staging_file(name))
            self.staging_file(name).replace(self.folder / f"{name}.parquet")
        sync(self.folder)


def sync(path: Path) -> None:
    """Forces a file or folder to the disk, as the pipeline does."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
