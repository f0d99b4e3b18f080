"""transform and load in pandas: rows_pandas.py STAGE LAKE DATE FOLDER, of the jar's own raw tables."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

stage, lake, date, folder = sys.argv[1:]


def raw(name: str, columns: list[str]) -> pd.DataFrame:
    return pd.read_parquet(Path(lake, "raw", name, f"ds={date}", f"{name}.parquet"), columns=columns, partitioning=None)


def made(name: str) -> pd.DataFrame:
    return pd.read_parquet(Path(folder, f"{name}.parquet"))


def save(name: str, frame: pd.DataFrame) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    frame.to_parquet(Path(folder, f"{name}.parquet"), compression="zstd", index=False)


def credits(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    each = rows[[*key, "artists"]].explode("artists", ignore_index=True).dropna(subset=["artists"])
    artists = pd.DataFrame(each["artists"].tolist(), index=each.index)
    each["artist_id"], each["artist_name"], each["artist_url"] = (
        artists["id"],
        artists["name"].str.strip(),
        artists["url"],
    )
    each["artist_position"] = each.groupby(key, sort=False).cumcount()
    return each.drop(columns=["artists"])


def transform() -> None:
    columns = "album_id position album_name album_type total_tracks release_date release_date_precision"
    columns += " album_url image_url artists market source is_late_capture observed_at"
    albums = raw("releases", columns.split()).drop_duplicates("album_id")
    albums["album_name"] = albums["album_name"].str.strip()
    day = pd.to_datetime(albums["release_date"], format="%Y-%m-%d", errors="coerce")
    albums["release_day"] = day.where(albums["release_date_precision"] == "day")
    by = credits(albums, ["album_id"])
    first = by[by["artist_position"] == 0][["album_id", "artist_id"]]
    albums = albums.merge(first.rename(columns={"artist_id": "primary_artist_id"}), on="album_id", how="left")
    save("albums", albums.drop(columns=["artists"]))
    save("album_artists", by)
    columns = "album_id position disc_number track_number track_id track_name duration_ms explicit is_playable"
    columns += " track_url artists observed_at"
    tracks = raw("tracks", columns.split()).dropna(subset=["track_id"]).drop_duplicates(["album_id", "track_id"])
    tracks["track_name"] = tracks["track_name"].str.strip()
    save("tracks", tracks.drop(columns=["artists"]))
    save("track_artists", credits(tracks, ["album_id", "track_id"]))


def load() -> None:
    albums, album_artists = made("albums"), made("album_artists")
    save("dim_album", albums)
    save("fact_release", albums[["album_id", "primary_artist_id", "release_day", "position"]])
    save("bridge_album_artist", album_artists[["album_id", "artist_id", "artist_position"]])
    save("dim_track", made("tracks").drop_duplicates("track_id"))
    track_artists = made("track_artists")
    who = ["artist_id", "artist_name", "artist_url"]
    artists = pd.concat([album_artists[who], track_artists[who]]).drop_duplicates("artist_id")
    save("dim_artist", artists.sort_values("artist_id"))
    of_album = album_artists[["album_id", "artist_id"]].assign(role="album_artist")
    roles = track_artists.merge(of_album, on=["album_id", "artist_id"], how="left").fillna({"role": "featured"})
    save("bridge_track_artist", roles[["track_id", "artist_id", "artist_position", "role"]])


{"transform": transform, "load": load}[stage]()
