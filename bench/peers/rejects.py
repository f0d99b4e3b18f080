"""Rejected rows. There are few, so they are checked one by one, by the rules of the pipeline."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import pyarrow as pa

#: The maximum share of rejected raw rows.
MAX_SHARE = 0.05
#: The sort order of an album's rejects.
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
        """Adds raw rows with their row numbers. `places` are the positions of rejected credits."""
        for at, row, reason, place in zip(index, rows, reasons, places or [-1] * len(rows), strict=True):
            of_track = table.startswith("clean/track")
            key = f"{row['album_id']}/{row['position']}" if of_track else row["album_id"]
            group = OF_TRACKS if of_track else REPEATED if reason.startswith("repeats") else OF_ALBUM
            reject = (table, key if place < 0 else f"{key}#{place}", reason, row_json(row))
            self.found.append(((row["album_id"], group, at, place), reject))

    def check(self, read: int) -> None:
        rejected = len({(group == OF_TRACKS, at) for (_, group, at, _), _ in self.found})
        if rejected > MAX_SHARE * read:
            sys.exit(f"too many rejects: {rejected} of {read} raw rows")

    def table(self) -> pa.Table:
        rows = [dict(zip(COLUMNS, reject, strict=True)) for _, reject in sorted(self.found)]
        return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in COLUMNS]))


def reject_reasons(rows: Iterable[dict]) -> list[str | None]:
    """Returns the reason to reject each track, or None. The rows must include all possible duplicates in order."""
    positions: set[tuple] = set()
    ids: dict[tuple, int] = {}
    reasons = []
    for row in rows:
        reason = reject_reason(row, positions, ids)
        reasons.append(reason)
        if reason is None:
            positions.add((row["album_id"], row["position"]))
            ids[row["album_id"], row["track_id"]] = row["position"]
    return reasons


def reject_reason(row: dict, positions: set[tuple], ids: dict[tuple, int]) -> str | None:
    album, position, track, length = (row[name] for name in ("album_id", "position", "track_id", "duration_ms"))
    if (album, position) in positions:
        return f"repeats position {position}"
    if not track:
        return "$.id is missing: a local file" if row["is_local"] else "$.id is missing or not a string"
    if (album, track) in ids:
        return f"repeats the track of position {ids[album, track]}"
    if row["track_name"] is None:
        return "$.name is missing or not a string"
    return f"$.duration_ms is {length}, which is negative" if length is not None and length < 0 else None


def credit_reject_reason(place: int, artist: str | None) -> str:
    return (
        f"$.artists[{place}] repeats the artist {artist}"
        if artist
        else f"$.artists[{place}].id is missing or not a string"
    )


def missing_credits_reason(row: dict) -> str:
    has_artists = "artists" in json.loads(row["extras"] or "{}")
    return "$.artists is not a list" if has_artists else "$.artists is missing or empty"


def row_json(row: dict) -> str:
    """Returns a raw row as a line of JSON, without nulls and without the observation time."""
    values = {name: value for name, value in row.items() if name != "observed_at"}
    text = json.dumps(without_nulls(values), ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def without_nulls(value: object) -> object:
    if isinstance(value, dict):
        return {name: without_nulls(member) for name, member in value.items() if member is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value
