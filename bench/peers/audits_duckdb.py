"""What must hold of clean tables before a star is made of them, as queries of what it does not hold of."""

from __future__ import annotations

import duckdb
from partitions import FIRST_RECORDING, Audit, footer, ids, latest_release, raw_file
from rejects import TRACKS


def audit(db: duckdb.DuckDBPyConnection, lake: str, ds: str, folder: str) -> None:
    """Each query counts where its rule is broken."""
    found, said = Audit(folder), footer(raw_file(lake, ds, "tracks"))

    def none(rule: str, query: str) -> None:
        found.none(rule, bool(db.execute(f"SELECT count(*) FROM ({query})").fetchone()[0]))

    none("every album has an id", "FROM albums WHERE stripped(album_id) = ''")
    none(
        "albums are unique and in the order of their ids",
        "SELECT 1 FROM albums QUALIFY album_id <= lag(album_id) OVER ()",
    )
    none(
        "albums belong to the date's listing",
        f"FROM albums WHERE source IS DISTINCT FROM '{said['source']}' "
        f"OR is_late_capture IS DISTINCT FROM {said['late']}",
    )
    none(
        "release days are plausible",
        f"FROM albums WHERE release_day NOT BETWEEN '{FIRST_RECORDING}' AND '{latest_release(ds)}'",
    )
    none(
        "release days equal the release dates",
        "FROM albums WHERE release_day IS NOT NULL AND (release_date_precision IS DISTINCT FROM 'day' OR "
        "release_date IS DISTINCT FROM release_day::VARCHAR)",
    )
    for table, key in (("album_artists", "album_id"), ("tracks", "album_id"), ("track_artists", "album_id, position")):
        none(
            f"rows of {table} refer to existing albums",
            f"FROM {table} WHERE album_id NOT IN (SELECT album_id FROM albums)",
        )
        last = "position" if table == "tracks" else "artist_position"
        none(
            f"rows of {table} are unique and in their order",
            f"SELECT ({key}, {last}) AS key FROM {table} QUALIFY key <= lag(key) OVER ()",
        )
        none("places count from 0", f"FROM {table} WHERE {last} < 0")
    credits_of = (("album", "album_id"), ("track", "album_id, position"))
    for of, key in credits_of:
        credits = f"{of}_artists"
        none("every artist has an id", f"FROM {credits} WHERE stripped(artist_id) = ''")
        none(f"{of}s name an artist once", f"SELECT 1 FROM {credits} GROUP BY {key}, artist_id HAVING count(*) > 1")
        first = f"(SELECT {key}, arg_min(artist_id, artist_position) AS artist_id FROM {credits} GROUP BY {key})"
        none(
            f"primary artists of {of}s are the first of the credits",
            f"FROM {of}s LEFT JOIN {first} USING ({key}) WHERE primary_artist_id IS DISTINCT FROM artist_id",
        )
        none(
            f"every {of} has an artist",
            f"SELECT concat_ws('/', {key}) AS key FROM {of}s ANTI JOIN {credits} USING ({key}) WHERE key NOT IN "
            f"(SELECT split_part(row_key, '#', 1) FROM rejects WHERE table_name = 'clean/{of}_artists')",
        )
    none(
        "album_artists tells of albums what albums does",
        "FROM album_artists credit JOIN albums USING (album_id) "
        "WHERE credit.album_name IS DISTINCT FROM albums.album_name "
        "OR credit.release_date IS DISTINCT FROM albums.release_date OR album_spotify_url IS DISTINCT FROM album_url",
    )
    none("tracks of an album are unique", "SELECT 1 FROM tracks GROUP BY album_id, track_id HAVING count(*) > 1")
    none("every track has an id", "FROM tracks WHERE stripped(track_id) = ''")
    none("durations are not negative", "FROM tracks WHERE duration_ms < 0")
    none("positions count from 0 to the album's number of tracks", "FROM tracks WHERE position >= tracks_total")
    none(
        "artists refer to existing tracks",
        "FROM track_artists credit LEFT JOIN tracks USING (album_id, position) "
        "WHERE credit.track_id IS DISTINCT FROM tracks.track_id",
    )
    none(
        "roles follow from the album's credits",
        "FROM track_artists LEFT JOIN album_artists USING (album_id, artist_id) WHERE role <> "
        "CASE WHEN album_artists.album_id IS NULL THEN 'featured' ELSE 'album_artist' END",
    )
    none("every album has all of its tracks", incomplete(said))
    for source, table in (("releases", "albums"), ("tracks", "tracks")):
        read = footer(raw_file(lake, ds, source))["rows"]
        none(
            "every raw row becomes one clean row or one reject",
            f"SELECT 1 WHERE (SELECT count(*) FROM {table}) + "
            f"(SELECT count(*) FROM rejects WHERE table_name = 'clean/{table}') <> {read}",
        )
    found.end()


def incomplete(said: dict[str, str]) -> str:
    missing, gone = (ids(said.get(name, "")) for name in ("albums_missing", "albums_gone"))
    return f"""
      FROM albums
        LEFT JOIN (SELECT album_id, count(*) AS kept, min(tracks_total) AS least, max(tracks_total) AS most
          FROM tracks GROUP BY 1) USING (album_id)
        LEFT JOIN (SELECT split_part(row_key, '/', 1) AS album_id, count(*) AS lost,
            arg_min((row_json->>'tracks_total')::INTEGER, file_row_number) AS told
          FROM rejects WHERE table_name = '{TRACKS}' GROUP BY 1) USING (album_id)
      WHERE NOT list_contains({missing}::VARCHAR[], album_id) AND (
        (kept IS NULL AND lost IS NULL AND NOT list_contains({gone}::VARCHAR[], album_id))
        OR least <> coalesce(kept, 0) + coalesce(lost, 0) OR most <> coalesce(kept, 0) + coalesce(lost, 0)
        OR (least IS NULL AND told <> coalesce(kept, 0) + coalesce(lost, 0)))"""
