"""transform and load with pyarrow and numpy, one column at a time: rows_pyarrow.py STAGE LAKE DATE FOLDER.

The tables, rules and audits are those of the jar. IDs that are compared often are replaced by codes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from audits_pyarrow import audit_albums, audit_completeness, audit_credits, audit_tracks
from columns_pyarrow import (
    blank,
    differ,
    duplicates,
    first_of,
    integers,
    joined,
    numbered,
    only,
    pairs,
    places,
    primary,
    repeated,
    stripped,
    true,
)
from partitions import CLEAN, DETAILS, FIRST_RECORDING, Audit, Publication, footer, latest_release, raw_file
from rejects import ALBUMS, TRACKS, Rejects, credit_reject_reason, missing_credits_reason, reject_reasons

stage, lake, date, folder = sys.argv[1:]
ROLES = pa.array(["featured", "album_artist"])


def read_raw(name: str) -> pa.Table:
    return pq.ParquetFile(raw_file(lake, date, name)).read().combine_chunks()


def read_clean(name: str) -> pa.Table:
    return pq.ParquetFile(Path(folder, f"{name}.parquet")).read()


def reject(
    rejects: Rejects, table: str, source: pa.Table, index: np.ndarray, reasons: list[str] | str, at: object = None
) -> None:
    each = [reasons] * len(index) if isinstance(reasons, str) else reasons
    rejects.add(table, index.tolist(), source.take(index).to_pylist(), each, at)


def credits(
    rows: pa.Table, index: np.ndarray, table: str, source: pa.Table, rejects: Rejects
) -> tuple[pa.Table, np.ndarray]:
    """Returns one row per credit, and for each credit the index of its album or track."""
    lists = rows["artists"].combine_chunks()
    number = integers(pc.list_value_length(rows["artists"]))
    of = np.repeat(np.arange(len(number)), number)
    place = np.arange(len(of)) - np.repeat(number.cumsum() - number, number)
    artist = pc.list_flatten(lists)
    each = pa.table({f"artist_{name}": pc.struct_field(artist, name) for name in ("id", "name", "url")})
    each = stripped(each, "artist_id artist_name artist_url").append_column(
        "artist_position", pa.array(place, pa.int32())
    )
    each = each.rename_columns({"artist_url": "artist_spotify_url"})
    (artists,), _ = numbered(each["artist_id"])
    invalid = ~true(pc.not_equal(each["artist_id"], "")) | repeated(pairs(of, artists))
    if invalid.any():
        reasons = [
            credit_reject_reason(row["artist_position"], row["artist_id"])
            for row in each.filter(pa.array(invalid)).to_pylist()
        ]
        reject(rejects, table, source, index[of[invalid]], reasons, place[invalid].tolist())
    none = index[number == 0]
    reject(rejects, table, source, none, [missing_credits_reason(row) for row in source.take(none).to_pylist()])
    return only(each, ~invalid), of[~invalid]


def release_day(albums: pa.Table) -> pa.ChunkedArray:
    is_day = pc.match_substring_regex(albums["release_date"], "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    is_day = pc.and_(is_day, pc.equal(albums["release_date_precision"], "day"))
    text = pc.if_else(is_day, albums["release_date"], None)
    day = pc.strptime(text, "%Y-%m-%d", "s", error_is_null=True).cast(pa.date32())
    # strptime reads 30 February as a day of March.
    plausible = pc.and_(pc.equal(day.cast(pa.string()), text), pc.greater_equal(day, FIRST_RECORDING))
    return pc.if_else(pc.and_(plausible, pc.less_equal(day, latest_release(date))), day, None)


def clean_tracks(source: pa.Table, at: np.ndarray, fits: np.ndarray, rejects: Rejects) -> tuple[pa.Table, np.ndarray]:
    """Returns the valid tracks and their row numbers.

    at: index of each track's album, or -1 if it is missing
    fits: whether each album is valid
    """
    tracks = stripped(source, "track_id track_name track_url")
    valid = (at >= 0) & fits[at]
    reject(rejects, TRACKS, source, np.flatnonzero(at < 0), "its album is not in raw/releases")
    reject(rejects, TRACKS, source, np.flatnonzero((at >= 0) & ~valid), "its album was rejected")
    fit = true(pc.not_equal(tracks["track_id"], "")) & true(pc.is_valid(tracks["track_name"]))
    suspects = valid & (
        ~fit | true(pc.less(tracks["duration_ms"], 0)) | duplicates(pairs(at, integers(tracks["position"])))
    )
    if pc.count_distinct(tracks["track_id"]).as_py() < tracks.num_rows:
        (codes,), _ = numbered(tracks["track_id"])
        suspects |= valid & duplicates(pairs(at, codes))
    if suspects.any():
        reasons = reject_reasons(tracks.filter(pa.array(suspects)).to_pylist())
        index = np.flatnonzero(suspects)
        valid[index] = [reason is None for reason in reasons]
        reject(rejects, TRACKS, source, index[~valid[index]], [reason for reason in reasons if reason is not None])
    return only(tracks, valid), np.flatnonzero(valid)


def transform() -> None:
    listed, listed_tracks = read_raw("releases"), read_raw("tracks")
    rejects = Rejects()
    (codes,), _ = numbered(listed["album_id"])
    repeats = repeated(codes)
    reject(rejects, ALBUMS, listed, np.flatnonzero(repeats), "repeats the previous row of the album")
    first, index = only(listed, ~repeats), np.flatnonzero(~repeats)
    fits = true(pc.is_valid(first["album_name"]))
    reject(rejects, ALBUMS, listed, index[~fits], "$.name is missing or not a string")
    albums = stripped(
        only(first, fits), "album_name album_type release_date release_date_precision album_url image_url"
    )
    by, of = credits(albums, index[fits], "clean/album_artists", listed, rejects)
    albums = albums.append_column("primary_artist_id", primary(albums, by, of))
    albums = albums.append_column("release_day", release_day(albums))

    at = places(listed_tracks["album_id"], first["album_id"])
    for name in DETAILS:
        rows = np.flatnonzero(true(pc.is_valid(listed_tracks[name])) & (at >= 0))
        value = listed_tracks[name].take(first_of(first.num_rows, at[rows], rows).filter(pa.array(fits)))
        albums = albums.append_column(name, pc.utf8_trim_whitespace(value))
    tracks, index = clean_tracks(listed_tracks, at, fits, rejects)
    by_track, of_track = credits(tracks, index, "clean/track_artists", listed_tracks, rejects)
    tracks = tracks.append_column("primary_artist_id", primary(tracks, by_track, of_track))
    rejects.check(listed.num_rows + listed_tracks.num_rows)
    (artists, track_artists), _ = numbered(by["artist_id"], by_track["artist_id"])
    on_album = np.isin(pairs(at[index][of_track], track_artists), pairs(np.flatnonzero(fits)[of], artists))
    by_track = by_track.append_column("role", ROLES.take(on_album.astype("int8")))

    publication = Publication(folder)
    columns = "album_id album_name album_type total_tracks release_date release_date_precision release_day album_url"
    columns += " image_url primary_artist_id position market source is_late_capture"
    publication.write("albums", albums.select([*columns.split(), *DETAILS]))
    by = joined(albums, of, "album_id album_name release_date album_url", by)
    names = ["album_spotify_url" if name == "album_url" else name for name in by.column_names]
    publication.write("album_artists", by.rename_columns(names))
    publication.write("track_artists", joined(tracks, of_track, "album_id position track_id", by_track))
    columns = (
        "album_id position track_id track_name disc_number track_number duration_ms explicit is_playable track_url"
    )
    publication.write("tracks", tracks.select([*columns.split(), "primary_artist_id", "tracks_total"]))
    publication.write("rejects", rejects.table())
    publication.publish()


def rejected(rejects: pa.Table, table: str) -> pa.ChunkedArray:
    """Returns the keys of the rows with a rejected credit."""
    return pc.replace_substring_regex(rejects.filter(pc.equal(rejects["table_name"], table))["row_key"], "#.*", "")


def load() -> None:
    albums, album_artists, tracks, track_artists, rejects = map(read_clean, CLEAN)
    metadata = footer(raw_file(lake, date, "tracks"))
    audit = Audit(folder)
    audit_albums(audit, albums, date, metadata)
    at, at_tracks, at_credits = (
        places(rows["album_id"], albums["album_id"]) for rows in (album_artists, tracks, track_artists)
    )
    for name, place in (("album_artists", at), ("tracks", at_tracks), ("track_artists", at_credits)):
        audit.check(f"rows of {name} refer to existing albums", place < 0)
        audit.check(f"rows of {name} are in the order of their albums", np.diff(place) < 0)
    audit.end()

    (artists, codes), known = numbered(album_artists["artist_id"], track_artists["artist_id"])
    audit.check("every artist has an id", blank(known))
    missing = albums["album_id"].filter(pa.array(audit_credits(audit, "album", albums, at, album_artists, artists)))
    audit.check(
        "every album has an artist", ~true(pc.is_in(missing, rejected(rejects, "clean/album_artists").combine_chunks()))
    )
    for name, other in (("album_name",) * 2, ("release_date",) * 2, ("album_url", "album_spotify_url")):
        audit.check("album_artists repeats the values of albums", differ(albums[name].take(at), album_artists[other]))
    audit_tracks(audit, tracks, at_tracks)
    audit_completeness(audit, albums, tracks, at_tracks, rejects, metadata)
    audit.end()

    key, wanted = pairs(at_tracks, integers(tracks["position"])), pairs(at_credits, integers(track_artists["position"]))
    of = np.minimum(np.searchsorted(key, wanted), max(len(key) - 1, 0))
    strays = (key[of] != wanted) | differ(tracks["track_id"].take(of), track_artists["track_id"])
    audit.check("artists refer to existing tracks", strays)
    missing = tracks.filter(pa.array(audit_credits(audit, "track", tracks, of, track_artists, codes)))
    keys = pc.binary_join_element_wise(missing["album_id"], missing["position"].cast(pa.string()), "/")
    audit.check(
        "every track has an artist", ~true(pc.is_in(keys, rejected(rejects, "clean/track_artists").combine_chunks()))
    )
    on_album = np.isin(pairs(at_credits, codes), pairs(at, artists))
    roles = pa.chunked_array([ROLES.take(on_album.astype("int8"))])
    audit.check("roles follow from the album's credits", differ(roles, track_artists["role"]))
    for source, rows, table in (("releases", albums, ALBUMS), ("tracks", tracks, TRACKS)):
        others = pc.sum(pc.equal(rejects["table_name"], table)).as_py() or 0
        read = int(footer(raw_file(lake, date, source))["rows"])
        audit.check("every raw row becomes one clean row or one reject", rows.num_rows + others != read)
    audit.end()

    publication = Publication(folder)
    publication.write("dim_album", albums.drop_columns(["position", "market", "source"]))
    columns = ["album_id", "primary_artist_id", "release_day", "position", "source", "is_late_capture"]
    publication.write("fact_release", albums.select(columns))
    publication.write("bridge_album_artist", album_artists.select(["album_id", "artist_id", "artist_position"]))
    late = albums["is_late_capture"]
    publication.write(
        "dim_track", tracks.drop_columns(["tracks_total"]).append_column("is_late_capture", late.take(at_tracks))
    )
    columns = ["album_id", "position", "track_id", "artist_id", "artist_position", "role"]
    publication.write("bridge_track_artist", track_artists.select(columns))
    publication.write(
        "dim_artist",
        dim_artist(
            album_artists,
            track_artists,
            np.concatenate([at, at_credits]),
            known,
            np.concatenate([artists, codes]),
            late,
        ),
    )
    publication.publish()


def dim_artist(
    album_artists: pa.Table,
    track_artists: pa.Table,
    at: np.ndarray,
    known: pa.Array,
    codes: np.ndarray,
    late: pa.ChunkedArray,
) -> pa.Table:
    """Merges the credits of each artist. An album precedes its tracks; a later credit only supplies missing values."""
    columns = {"artist_id": known}
    order = np.argsort(at, kind="stable")
    for name, source in (("artist_name", "artist_name"), ("artist_url", "artist_spotify_url")):
        values = pa.chunked_array([*album_artists[source].chunks, *track_artists[source].chunks], pa.string())
        rows = order[true(pc.is_valid(values))[order]]
        columns[name] = values.take(first_of(len(known), codes[rows], rows))
    columns["is_late_capture"] = pa.array([late[-1].as_py() if len(late) else None] * len(known), pa.bool_())
    return pa.table(columns).sort_by("artist_id")


{"transform": transform, "load": load}[stage]()
