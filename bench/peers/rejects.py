"""Rows that do not fit, which are few: they are looked at one by one, by the rules of the pipeline."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import datetime

import pyarrow as pa

#: The share of raw rows that may be odd.
MOST = 0.05
#: Where rejects stand among those of their album.
OF_ALBUM, OF_TRACKS, REPEATED = range(3)
ALBUMS, TRACKS = "clean/albums", "clean/tracks"
COLUMNS = ("table_name", "row_key", "reason", "row_json")


class Rejects:
    def __init__(self) -> None:
        self.found: list[tuple] = []

    def add(
        self,
        table: str,
        index: Iterable[int],
        rows: list[dict],
        reasons: list[str],
        places: Iterable[int] | None = None,
    ) -> None:
        """Raw rows and where they stood; the place is that of a credit."""
        for at, row, reason, place in zip(index, rows, reasons, places or [-1] * len(rows), strict=True):
            of_track = table.startswith("clean/track")
            key = f"{row['album_id']}/{row['position']}" if of_track else row["album_id"]
            part = OF_TRACKS if of_track else REPEATED if reason.startswith("repeats") else OF_ALBUM
            told = (table, key if place < 0 else f"{key}#{place}", reason, row_json(row))
            self.found.append(((row["album_id"], part, at, place), told))

    def check(self, read: int) -> None:
        odd = len({(part == OF_TRACKS, at) for (_, part, at, _), _ in self.found})
        if odd > MOST * read:
            sys.exit(f"{odd} of {read} raw rows do not fit")

    def table(self) -> pa.Table:
        rows = [dict(zip(COLUMNS, told, strict=True)) for _, told in sorted(self.found)]
        return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in COLUMNS]))


def tracks_that_fit(rows: Iterable[dict]) -> list[str | None]:
    """Why tracks do not fit: of all that lack something, and all that are like another of their album, in order."""
    positions: set[tuple] = set()
    ids: dict[tuple, int] = {}
    reasons = []
    for row in rows:
        reason = why_not(row, positions, ids)
        reasons.append(reason)
        if reason is None:
            positions.add((row["album_id"], row["position"]))
            ids[row["album_id"], row["track_id"]] = row["position"]
    return reasons


def why_not(row: dict, positions: set[tuple], ids: dict[tuple, int]) -> str | None:
    album, position, track, length = (row[name] for name in ("album_id", "position", "track_id", "duration_ms"))
    if (album, position) in positions:
        return f"repeats position {position}"
    if not track:
        return "$.id is missing: a local file" if row["is_local"] else "$.id is missing or is no text"
    if (album, track) in ids:
        return f"repeats the track of position {ids[album, track]}"
    if row["track_name"] is None:
        return "$.name is missing or is no text"
    return f"$.duration_ms is {length}, which is no length" if length is not None and length < 0 else None


def why_no_credit(place: int, artist: str | None) -> str:
    return (
        f"$.artists[{place}] repeats the artist {artist}"
        if artist
        else f"$.artists[{place}].id is missing or is no text"
    )


def why_no_credits(row: dict) -> str:
    is_there = "artists" in json.loads(row["extras"] or "{}")
    return "$.artists is no list" if is_there else "$.artists is missing or empty"


def row_json(row: dict) -> str:
    """A raw row on one line: nulls left out, times in ISO form."""
    text = json.dumps(without_nulls(row), ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def without_nulls(value: object) -> object:
    if isinstance(value, dict):
        return {name: without_nulls(member) for name, member in value.items() if member is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return instant(value) if isinstance(value, datetime) else value


def instant(time: datetime) -> str:
    precision = "microseconds" if time.microsecond % 1000 else "milliseconds" if time.microsecond else "seconds"
    return time.replace(tzinfo=None).isoformat(timespec=precision) + "Z"
