"""transform and load with pandas on the jar's raw tables: rows_pandas.py STAGE LAKE DATE FOLDER.

The tables, rules and audits are those of the jar. Text stays in Arrow. IDs that are compared often become codes.
The content hash is the SHA-256 of the table as an Arrow stream, which takes 0.1 s for a million tracks. pandas'
`hash_pandas_object` takes 1.4 s.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from audits_pandas import audit_albums, audit_completeness, audit_counts, audit_credits, audit_tracks
from columns_pandas import DAY, ROLES, TEXT, blank, differ, only, pairs, pylist, repeated, stripped, true
from partitions import CLEAN, DETAILS, FIRST_RECORDING, Audit, Publication, footer, latest_release, raw_file
from rejects import ALBUMS, TRACKS, Rejects, credit_reject_reason, missing_credits_reason, reject_reasons

stage, lake, date, folder = sys.argv[1:]


def read_raw(name: str) -> pd.DataFrame:
    return pd.read_parquet(raw_file(lake, date, name), dtype_backend="pyarrow", partitioning=None)


def read_clean(name: str) -> pd.DataFrame:
    return pd.read_parquet(Path(folder, f"{name}.parquet"), dtype_backend="pyarrow", partitioning=None)


def save(publication: Publication, name: str, frame: pd.DataFrame) -> None:
    publication.write(name, pa.Table.from_pandas(frame, preserve_index=False))


def reject(
    rejects: Rejects, table: str, rows: pd.DataFrame, reasons: list[str] | str, places: list | None = None
) -> None:
    each = [reasons] * len(rows) if isinstance(reasons, str) else reasons
    rejects.add(table, rows.index, pylist(rows), each, places)


def credits(rows: pd.DataFrame, table: str, source: pd.DataFrame, rejects: Rejects) -> pd.DataFrame:
    """Returns one row per credit, with the index of its album or track."""
    each = rows["artists"].list.flatten().struct.explode().add_prefix("artist_")
    each = stripped(each, "artist_id artist_name artist_url")
    number = rows["artists"].list.len().to_numpy(dtype="int64")
    each["artist_position"] = (np.arange(len(each)) - np.repeat(number.cumsum() - number, number)).astype("int32")
    artists, _ = pd.factorize(each["artist_id"])
    invalid = true(each["artist_id"].fillna("") == "") | repeated(pairs(each.index, artists))
    if invalid.any():
        found = each.loc[invalid, ["artist_position", "artist_id"]]
        reasons = [credit_reject_reason(*credit.values()) for credit in pylist(found)]
        reject(rejects, table, source.loc[found.index], reasons, found["artist_position"].tolist())
    none = source.loc[rows.index[number == 0]]
    reject(rejects, table, none, [missing_credits_reason(row) for row in pylist(none)])
    return only(each, ~invalid).rename(columns={"artist_url": "artist_spotify_url"})


def release_day(albums: pd.DataFrame) -> pd.Series:
    is_day = true(
        (albums["release_date_precision"] == "day") & albums["release_date"].str.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}")
    )
    day = pd.to_datetime(albums["release_date"].where(is_day), format="%Y-%m-%d", errors="coerce")
    plausible = day.between(pd.Timestamp(FIRST_RECORDING), pd.Timestamp(latest_release(date)))
    return day.where(true(plausible)).astype(DAY)


def clean_tracks(source: pd.DataFrame, at: np.ndarray, fits: np.ndarray, rejects: Rejects) -> pd.DataFrame:
    """Returns the valid tracks.

    at: index of each track's album, or -1 if it is missing
    fits: whether each album is valid
    """
    tracks = stripped(source, "track_id track_name track_url")
    valid = (at >= 0) & fits[at]
    reject(rejects, TRACKS, source[at < 0], "its album is not in raw/releases")
    reject(rejects, TRACKS, source[(at >= 0) & ~valid], "its album was rejected")
    lacking = (
        tracks["track_id"].fillna("").eq("") | tracks["track_name"].isna() | tracks["duration_ms"].lt(0).fillna(False)
    )
    duplicates = pd.Series(pairs(at, tracks["position"])).duplicated(keep=False)
    duplicates |= pd.DataFrame({"at": at, "id": tracks["track_id"]}).duplicated(keep=False)
    suspects = valid & (true(lacking) | duplicates.to_numpy())
    if suspects.any():
        reasons = reject_reasons(pylist(tracks[suspects]))
        valid[suspects] = [reason is None for reason in reasons]
        reject(rejects, TRACKS, source[suspects & ~valid], [reason for reason in reasons if reason is not None])
    return only(tracks, valid)


def details(tracks: pd.DataFrame, at: np.ndarray, fits: np.ndarray) -> dict[str, object]:
    """Returns the columns of the valid albums that come from tracks, each from the first track that has a value."""
    columns = {}
    for name in DETAILS:
        rows = np.flatnonzero(tracks[name].notna().to_numpy() & (at >= 0))[::-1]
        first = np.full(len(fits), -1)
        # A later assignment to the same index wins, so the rows are reversed.
        first[at[rows]] = rows
        columns[name] = pd.Series(tracks[name].array.take(first[fits], allow_fill=True)).str.strip().array
    return columns


def transform() -> None:
    listed, listed_tracks = read_raw("releases"), read_raw("tracks")
    rejects = Rejects()
    repeats = listed["album_id"].duplicated().to_numpy()
    reject(rejects, ALBUMS, listed[repeats], "repeats the previous row of the album")
    first = only(listed, ~repeats)
    fits = first["album_name"].notna().to_numpy()
    reject(rejects, ALBUMS, first[~fits], "$.name is missing or not a string")
    all_albums = pd.Index(first["album_id"])
    albums = stripped(
        only(first, fits), "album_name album_type release_date release_date_precision album_url image_url"
    )
    albums["release_day"] = release_day(albums)
    by = credits(albums, "clean/album_artists", listed, rejects)
    albums["primary_artist_id"] = by["artist_id"][~by.index.duplicated()]

    at = all_albums.get_indexer(listed_tracks["album_id"])
    albums = albums.assign(**details(listed_tracks, at, fits))
    tracks = clean_tracks(listed_tracks, at, fits, rejects)
    by_track = credits(tracks, "clean/track_artists", listed_tracks, rejects)
    tracks["primary_artist_id"] = by_track["artist_id"][~by_track.index.duplicated()]
    rejects.check(len(listed) + len(listed_tracks))

    artists, _ = pd.factorize(pd.concat([by["artist_id"], by_track["artist_id"]]))
    of_album = pairs(all_albums.get_indexer(albums["album_id"].loc[by.index]), artists[: len(by)])
    of_track = pairs(at[by_track.index], artists[len(by) :])
    roles = ROLES.take(np.isin(of_track, of_album).astype("int8"))

    publication = Publication(folder)
    columns = "album_id album_name album_type total_tracks release_date release_date_precision release_day album_url"
    columns += " image_url primary_artist_id position market source is_late_capture"
    save(publication, "albums", albums[[*columns.split(), *DETAILS]])
    of = albums[["album_id", "album_name", "release_date", "album_url"]].rename(
        columns={"album_url": "album_spotify_url"}
    )
    columns = ["artist_id", "artist_name", "artist_spotify_url", "artist_position"]
    save(publication, "album_artists", of.loc[by.index].assign(**{name: by[name].array for name in columns}))
    of = tracks[["album_id", "position", "track_id"]].loc[by_track.index]
    save(publication, "track_artists", of.assign(**{name: by_track[name].array for name in columns}, role=roles))
    columns = (
        "album_id position track_id track_name disc_number track_number duration_ms explicit is_playable track_url"
    )
    columns += " primary_artist_id tracks_total"
    save(publication, "tracks", tracks[columns.split()])
    publication.write("rejects", rejects.table())
    publication.publish()


def rejected(rejects: pd.DataFrame, table: str) -> pd.Series:
    """Returns the keys of the rows with a rejected credit."""
    return rejects["row_key"][true(rejects["table_name"] == table)].str.replace("#.*", "", regex=True)


def load() -> None:
    albums, album_artists, tracks, track_artists, rejects = map(read_clean, CLEAN)
    metadata = footer(raw_file(lake, date, "tracks"))
    audit = Audit(folder)
    audit_albums(audit, albums, date, metadata)

    index = pd.Index(albums["album_id"])
    at, at_tracks, at_credits = (index.get_indexer(rows["album_id"]) for rows in (album_artists, tracks, track_artists))
    for name, places in (("album_artists", at), ("tracks", at_tracks), ("track_artists", at_credits)):
        audit.check(f"rows of {name} refer to existing albums", places < 0)
        audit.check(f"rows of {name} are in the order of their albums", np.diff(places) < 0)
    audit.end()

    all_credits = pd.concat([
        rows[["artist_id", "artist_name", "artist_spotify_url"]] for rows in (album_artists, track_artists)
    ], ignore_index=True)  # fmt: skip
    codes, known = pd.factorize(all_credits["artist_id"])
    audit.check("every artist has an id", blank(pd.Series(known)))
    artists, track_codes = codes[: len(at)], codes[len(at) :]
    missing = audit_credits(audit, "album", at, album_artists, albums["primary_artist_id"], artists)
    audit.check(
        "every album has an artist", ~albums["album_id"][missing].isin(rejected(rejects, "clean/album_artists"))
    )
    for name, other in (("album_name",) * 2, ("release_date",) * 2, ("album_url", "album_spotify_url")):
        audit.check(
            "album_artists repeats the values of albums",
            differ(albums[name].take(at), album_artists[other]),
        )

    audit_tracks(audit, tracks, at_tracks)
    audit_completeness(audit, albums, tracks, at_tracks, rejects, metadata)
    key = pairs(at_tracks, tracks["position"])
    audit.end()
    wanted = pairs(at_credits, track_artists["position"])
    of = np.minimum(np.searchsorted(key, wanted), max(len(key) - 1, 0))
    audit.check(
        "artists refer to existing tracks",
        (key[of] != wanted) | differ(tracks["track_id"].take(of), track_artists["track_id"]),
    )
    missing = audit_credits(audit, "track", of, track_artists, tracks["primary_artist_id"], track_codes)
    without_artists = tracks[missing]
    keys = without_artists["album_id"] + "/" + without_artists["position"].astype(TEXT)
    audit.check("every track has an artist", ~keys.isin(rejected(rejects, "clean/track_artists")))
    on_album = np.isin(pairs(at_credits, track_codes), pairs(at, artists))
    audit.check(
        "roles follow from the album's credits",
        differ(pd.Series(ROLES.take(on_album.astype("int8"))), track_artists["role"]),
    )
    audit_counts(audit, lake, date, {"albums": albums, "tracks": tracks}, rejects)
    audit.end()

    publication = Publication(folder)
    save(publication, "dim_album", albums.drop(columns=["position", "market", "source"]))
    columns = ["album_id", "primary_artist_id", "release_day", "position", "source", "is_late_capture"]
    save(publication, "fact_release", albums[columns])
    save(publication, "bridge_album_artist", album_artists[["album_id", "artist_id", "artist_position"]])
    late = albums["is_late_capture"].array
    save(publication, "dim_track", tracks.drop(columns=["tracks_total"]).assign(is_late_capture=late.take(at_tracks)))
    columns = ["album_id", "position", "track_id", "artist_id", "artist_position", "role"]
    save(publication, "bridge_track_artist", track_artists[columns])
    # Credits of an album precede those of its tracks. A later credit only supplies missing values.
    order = np.argsort(np.concatenate([at, at_credits]), kind="stable")
    missing_values = (
        all_credits["artist_name"].isna().to_numpy() + all_credits["artist_spotify_url"].isna().to_numpy() * 2
    )
    order = order[~repeated(pairs(codes, missing_values)[order])]
    dim_artist = all_credits.take(order).groupby("artist_id").first().reset_index()
    dim_artist["is_late_capture"] = pd.array([late[-1]] * len(dim_artist), dtype=pd.ArrowDtype(pa.bool_()))
    save(publication, "dim_artist", dim_artist.rename(columns={"artist_spotify_url": "artist_url"}))
    publication.publish()


{"transform": transform, "load": load}[stage]()
