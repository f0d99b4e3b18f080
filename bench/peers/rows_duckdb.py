"""transform and load as SQL, in DuckDB: rows_duckdb.py STAGE LAKE DATE FOLDER, of the jar's own raw tables."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

stage, lake, date, folder = sys.argv[1:]
db = duckdb.connect()
db.execute("SET threads = 2")


def table(name: str) -> str:
    return f"read_parquet('{lake}/raw/{name}/ds={date}/{name}.parquet', hive_partitioning = false)"


def made(name: str) -> str:
    return f"read_parquet('{folder}/{name}.parquet')"


def save(name: str, query: str) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    db.execute(f"COPY ({query}) TO '{folder}/{name}.parquet' (FORMAT parquet, COMPRESSION zstd)")


def credits(source: str, key: str) -> str:
    return f"""
      SELECT {key}, artist.id AS artist_id, trim(artist.name) AS artist_name, artist.url AS artist_url,
        place AS artist_position
      FROM (SELECT {key}, unnest(artists) AS artist, generate_subscripts(artists, 1) - 1 AS place FROM {source})
      WHERE artist.id IS NOT NULL"""


def transform() -> None:
    save(
        "albums",
        f"""SELECT * EXCLUDE (artists, extras), trim(album_name) AS name, artists[1].id AS primary_artist_id,
          CASE WHEN release_date_precision = 'day' THEN try_cast(release_date AS DATE) END AS release_day
          FROM {table("releases")} QUALIFY row_number() OVER (PARTITION BY album_id) = 1""",
    )
    save("album_artists", credits(table("releases"), "album_id"))
    tracks = f"""(SELECT * FROM {table("tracks")} WHERE track_id IS NOT NULL
      QUALIFY row_number() OVER (PARTITION BY album_id, track_id ORDER BY position) = 1)"""
    save("tracks", f"SELECT * EXCLUDE (artists, extras), trim(track_name) AS name FROM {tracks}")
    save("track_artists", credits(tracks, "album_id, track_id"))


def load() -> None:
    save("dim_album", f"SELECT * FROM {made('albums')}")
    save("fact_release", f"SELECT album_id, primary_artist_id, release_day, position FROM {made('albums')}")
    save("dim_track", f"SELECT * FROM {made('tracks')} QUALIFY row_number() OVER (PARTITION BY track_id) = 1")
    save(
        "dim_artist",
        f"""SELECT artist_id, any_value(artist_name) AS artist_name, any_value(artist_url) AS artist_url FROM
          (SELECT artist_id, artist_name, artist_url FROM {made("album_artists")} UNION ALL
           SELECT artist_id, artist_name, artist_url FROM {made("track_artists")}) GROUP BY 1 ORDER BY 1""",
    )
    save("bridge_album_artist", f"SELECT album_id, artist_id, artist_position FROM {made('album_artists')}")
    save(
        "bridge_track_artist",
        f"""SELECT track.track_id, track.artist_id, track.artist_position,
          CASE WHEN album.artist_id IS NULL THEN 'featured' ELSE 'album_artist' END AS role
          FROM {made("track_artists")} track LEFT JOIN {made("album_artists")} album
          ON album.album_id = track.album_id AND album.artist_id = track.artist_id""",
    )


{"transform": transform, "load": load}[stage]()
