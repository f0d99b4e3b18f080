"""Audits of the clean tables with pyarrow, by the rules of load."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from columns_pyarrow import blank, differ, integers, not_ascending, numbered, pairs, places, primary, repeated, true
from partitions import FIRST_RECORDING, Audit, ids, latest_release
from rejects import TRACKS


def audit_albums(audit: Audit, albums: pa.Table, ds: str, metadata: dict[str, str]) -> None:
    audit.check("every album has an id", blank(albums["album_id"]))
    audit.check("albums are unique", pc.count_distinct(albums["album_id"]).as_py() < albums.num_rows)
    ids = albums["album_id"]
    audit.check("albums are sorted by id", true(pc.less(ids[1:], ids[:-1])))
    fits = true(pc.equal(albums["source"], metadata["source"]))
    fits &= true(pc.equal(albums["is_late_capture"], metadata["late"] == "true"))
    audit.check("albums belong to the date's listing", ~fits)
    day = albums["release_day"]
    audit.check(
        "release days are plausible", true(pc.or_(pc.less(day, FIRST_RECORDING), pc.greater(day, latest_release(ds))))
    )
    of_date = true(pc.equal(albums["release_date_precision"], "day"))
    of_date &= true(pc.equal(day.cast(pa.string()), albums["release_date"]))
    audit.check("release days equal the release dates", true(pc.is_valid(day)) & ~of_date)
    audit.end()


def audit_credits(
    audit: Audit, of: str, rows: pa.Table, at: np.ndarray, credits: pa.Table, artists: np.ndarray
) -> np.ndarray:
    """Audits the credits of albums or tracks, and returns which albums or tracks have no credit.

    at: index of the album or track of each credit
    """
    place = integers(credits["artist_position"])
    audit.check(f"artists of {of}s are unique and in the order of their places", not_ascending(pairs(at, place)))
    audit.end()
    audit.check("places count from 0", place < 0)
    audit.check(f"{of}s name an artist once", repeated(pairs(at, artists)))
    first = primary(rows, credits, at)
    audit.check(f"primary artists of {of}s are the first of the credits", differ(rows["primary_artist_id"], first))
    return true(pc.is_null(first))


def audit_tracks(audit: Audit, tracks: pa.Table, at: np.ndarray) -> None:
    position = integers(tracks["position"])
    audit.check("tracks are unique and in the order of their positions", not_ascending(pairs(at, position)))
    if pc.count_distinct(tracks["track_id"]).as_py() < tracks.num_rows:
        (codes,), _ = numbered(tracks["track_id"])
        audit.check("tracks of an album are unique", repeated(pairs(at, codes)))
    audit.check("every track has an id", blank(tracks["track_id"]))
    audit.check("durations are not negative", true(pc.less(tracks["duration_ms"], 0)))
    beyond = true(pc.greater_equal(tracks["position"], tracks["tracks_total"]))
    audit.check("positions count from 0 to the album's number of tracks", (position < 0) | beyond)


def audit_completeness(
    audit: Audit, albums: pa.Table, tracks: pa.Table, at: np.ndarray, rejects: pa.Table, metadata: dict[str, str]
) -> None:
    rejected = rejects.filter(pc.equal(rejects["table_name"], TRACKS))
    of = places(pc.replace_substring_regex(rejected["row_key"], "/.*", ""), albums["album_id"])
    rows, of = rejected["row_json"].filter(pa.array(of >= 0)), of[of >= 0]
    count = np.bincount(at, minlength=albums.num_rows) + np.bincount(of, minlength=albums.num_rows)
    wrong, has_total = np.zeros(albums.num_rows, dtype=bool), np.zeros(albums.num_rows, dtype=bool)
    total = tracks["tracks_total"]
    has_total[at[true(pc.is_valid(total))]] = True
    wrong[at[true(pc.not_equal(total, pa.array(count[at])))]] = True
    for album, row in zip(of, rows.to_pylist(), strict=True):
        other = None if has_total[album] else json.loads(row).get("tracks_total")
        if other is not None:
            has_total[album], wrong[album] = True, other != count[album]
    excused = true(pc.is_in(albums["album_id"], pa.array(ids(metadata.get("albums_missing", "")), pa.string())))
    gone = true(pc.is_in(albums["album_id"], pa.array(ids(metadata.get("albums_gone", "")), pa.string())))
    audit.check("every album has all of its tracks", ((count == 0) | wrong) & ~excused & ~(gone & (count == 0)))
