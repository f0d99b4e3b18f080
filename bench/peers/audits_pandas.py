"""Audits of the clean tables with pandas, by the rules of load."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
from columns_pandas import TEXT, blank, differ, not_ascending, pairs, repeated, true
from partitions import FIRST_RECORDING, Audit, footer, ids, latest_release, raw_file


def audit_albums(audit: Audit, albums: pd.DataFrame, ds: str, metadata: dict[str, str]) -> None:
    audit.check("every album has an id", blank(albums["album_id"]))
    audit.check("albums are unique", albums["album_id"].duplicated())
    audit.check("albums are sorted by id", not albums["album_id"].is_monotonic_increasing)
    late = metadata["late"] == "true"
    audit.check(
        "albums belong to the date's listing",
        ~(true(albums["source"] == metadata["source"]) & true(albums["is_late_capture"] == late)),
    )
    day = albums["release_day"]
    audit.check("release days are plausible", true((day < FIRST_RECORDING) | (day > latest_release(ds))))
    of_date = true(albums["release_date_precision"] == "day") & true(day.astype(TEXT) == albums["release_date"])
    audit.check("release days equal the release dates", day.notna().to_numpy() & ~of_date)
    audit.end()


def audit_credits(
    audit: Audit, of: str, at: np.ndarray, credits: pd.DataFrame, primary: pd.Series, artists: np.ndarray
) -> np.ndarray:
    """Audits the credits of albums or tracks, and returns which albums or tracks have no credit.

    at: index of the album or track of each credit
    """
    place = credits["artist_position"].to_numpy()
    audit.check(f"artists of {of}s are unique and in the order of their places", not_ascending(pairs(at, place)))
    audit.end()
    audit.check("places count from 0", place < 0)
    audit.check(f"{of}s name an artist once", repeated(pairs(at, artists)))
    starts = np.flatnonzero(np.diff(at, prepend=-1) != 0)
    first = pd.Series(credits["artist_id"].array[starts], index=at[starts]).reindex(range(len(primary)))
    audit.check(f"primary artists of {of}s are the first of the credits", differ(primary, first))
    return first.isna().to_numpy()


def audit_tracks(audit: Audit, tracks: pd.DataFrame, at: np.ndarray) -> None:
    position, total = tracks["position"].to_numpy(), tracks["tracks_total"]
    audit.check("tracks are unique and in the order of their positions", not_ascending(pairs(at, position)))
    audit.check("tracks of an album are unique", pd.DataFrame({"at": at, "id": tracks["track_id"]}).duplicated())
    audit.check("every track has an id", blank(tracks["track_id"]))
    audit.check("durations are not negative", true(tracks["duration_ms"] < 0))
    audit.check(
        "positions count from 0 to the album's number of tracks", (position < 0) | true(tracks["position"] >= total)
    )


def audit_completeness(
    audit: Audit,
    albums: pd.DataFrame,
    tracks: pd.DataFrame,
    at: np.ndarray,
    rejects: pd.DataFrame,
    metadata: dict[str, str],
) -> None:
    rejected = rejects[true(rejects["table_name"] == "clean/tracks")]
    of = pd.Index(albums["album_id"]).get_indexer(rejected["row_key"].str.replace("/.*", "", regex=True))
    rejected, of = rejected[of >= 0], of[of >= 0]
    count = np.bincount(at, minlength=len(albums)) + np.bincount(of, minlength=len(albums))
    wrong, has_total = np.zeros(len(albums), dtype=bool), np.zeros(len(albums), dtype=bool)
    total = tracks["tracks_total"]
    has_total[at[total.notna()]] = True
    wrong[at[true(total != count[at])]] = True
    for album, row in zip(of, rejected["row_json"], strict=True):
        other = None if has_total[album] else json.loads(row).get("tracks_total")
        if other is not None:
            has_total[album], wrong[album] = True, other != count[album]
    excused = albums["album_id"].isin(ids(metadata.get("albums_missing", ""))).to_numpy()
    gone = albums["album_id"].isin(ids(metadata.get("albums_gone", ""))).to_numpy() & (count == 0)
    audit.check("every album has all of its tracks", ((count == 0) | wrong) & ~excused & ~gone)


def audit_counts(audit: Audit, lake: str, ds: str, clean: dict[str, pd.DataFrame], rejects: pd.DataFrame) -> None:
    for source, name in (("releases", "albums"), ("tracks", "tracks")):
        rows = int(footer(raw_file(lake, ds, source))["rows"])
        rejected = int((rejects["table_name"] == f"clean/{name}").sum())
        audit.check("every raw row becomes one clean row or one reject", len(clean[name]) + rejected != rows)
