"""transform and load with pyarrow alone, whole columns at a time: rows_pyarrow.py STAGE LAKE DATE FOLDER."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

stage, lake, date, folder = sys.argv[1:]
pa.set_cpu_count(2)


def raw(name: str) -> pa.Table:
    return pq.ParquetFile(Path(lake, "raw", name, f"ds={date}", f"{name}.parquet")).read().combine_chunks()


def made(name: str) -> pa.Table:
    return pq.ParquetFile(Path(folder, f"{name}.parquet")).read()


def save(name: str, table: pa.Table) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    pq.write_table(table, Path(folder, f"{name}.parquet"), compression="zstd")


def first_of(table: pa.Table, key: list[str]) -> pa.Table:
    numbered = table.append_column("row", pa.array(range(table.num_rows), pa.int64()))
    rows = numbered.group_by(key, use_threads=False).aggregate([("row", "min")])["row_min"]
    return table.take(rows)


def trimmed(table: pa.Table, column: str) -> pa.Table:
    return table.set_column(table.schema.get_field_index(column), column, pc.utf8_trim_whitespace(table[column]))


def credits(table: pa.Table, key: list[str]) -> pa.Table:
    lists = table["artists"].combine_chunks()
    lists = lists.chunk(0) if isinstance(lists, pa.ChunkedArray) else lists
    parents = pc.list_parent_indices(lists)
    artist = pc.list_flatten(lists)
    columns = {name: table[name].take(parents) for name in key}
    columns |= {f"artist_{name}": pc.struct_field(artist, name) for name in ("id", "name", "url")}
    starts = pc.cast(lists.offsets, pa.int64()).take(parents)
    at = pa.array(range(len(parents)), pa.int64())
    columns["artist_position"] = pc.cast(pc.subtract(at, starts), pa.int32())
    return trimmed(pa.table(columns), "artist_name")


def transform() -> None:
    albums = first_of(trimmed(raw("releases"), "album_name"), ["album_id"])
    is_day = pc.equal(albums["release_date_precision"], "day")
    day = pc.strptime(pc.if_else(is_day, albums["release_date"], None), "%Y-%m-%d", "s", error_is_null=True)
    by = credits(albums, ["album_id"])
    save("albums", albums.drop_columns(["artists", "extras"]).append_column("release_day", day.cast(pa.date32())))
    save("album_artists", by)
    tracks = trimmed(raw("tracks"), "track_name")
    tracks = first_of(tracks.filter(pc.is_valid(tracks["track_id"])), ["album_id", "track_id"])
    save("tracks", tracks.drop_columns(["artists", "extras"]))
    save("track_artists", credits(tracks, ["album_id", "track_id"]))


def load() -> None:
    albums, album_artists = made("albums"), made("album_artists")
    save("dim_album", albums)
    save("fact_release", albums.select(["album_id", "release_day", "position"]))
    save("bridge_album_artist", album_artists.select(["album_id", "artist_id", "artist_position"]))
    save("dim_track", first_of(made("tracks"), ["track_id"]))
    track_artists = made("track_artists")
    who = ["artist_id", "artist_name", "artist_url"]
    artists = first_of(pa.concat_tables([album_artists.select(who), track_artists.select(who)]), ["artist_id"])
    save("dim_artist", artists.sort_by("artist_id"))
    of_album = album_artists.select(["album_id", "artist_id"]).append_column(
        "role", pa.array(["album_artist"] * album_artists.num_rows)
    )
    roles = track_artists.join(of_album, ["album_id", "artist_id"], join_type="left outer")
    role = pc.fill_null(roles["role"], "featured")
    save("bridge_track_artist", roles.select(["track_id", "artist_id", "artist_position"]).append_column("role", role))


{"transform": transform, "load": load}[stage]()
