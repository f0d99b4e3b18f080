"""Runs a stage as a Python process with requests, pandas, pyarrow and boto3, as a scheduler would.

stages.py STAGE DATE: extract_releases, extract_tracks, transform or load. LAKE and AWS_… mean the same as for the jar.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
from datetime import datetime, timezone
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

stage, date = sys.argv[1:]
LAKE = os.environ["LAKE"]

if LAKE.startswith("s3://"):
    import boto3

    bucket, prefix = LAKE.removeprefix("s3://").split("/", 1)
    s3 = boto3.client("s3")

    def put(key: str, body: bytes) -> None:
        s3.put_object(Bucket=bucket, Key=f"{prefix}/{key}", Body=body)

    def get(key: str) -> bytes:
        return s3.get_object(Bucket=bucket, Key=f"{prefix}/{key}")["Body"].read()

else:
    root = Path(LAKE.removeprefix("file:"))

    def put(key: str, body: bytes) -> None:
        target = root / key
        target.parent.mkdir(parents=True, exist_ok=True)
        staging_file = target.with_suffix(".staging")
        staging_file.write_bytes(body)
        staging_file.rename(target)

    def get(key: str) -> bytes:
        return (root / key).read_bytes()


ARTISTS = pa.list_(pa.struct([("id", pa.string()), ("name", pa.string())]))
SCHEMAS = {
    "raw/releases": pa.schema([
        ("id", pa.string()), ("name", pa.string()), ("album_type", pa.string()), ("total_tracks", pa.int32()),
        ("release_date", pa.string()), ("release_date_precision", pa.string()), ("position", pa.int32()),
        ("artists", ARTISTS), ("observed_at", pa.timestamp("us", "UTC")),
    ]),
    "raw/tracks": pa.schema([
        ("album_id", pa.string()), ("position", pa.int32()), ("id", pa.string()), ("name", pa.string()),
        ("disc_number", pa.int32()), ("track_number", pa.int32()), ("duration_ms", pa.int32()),
        ("explicit", pa.bool_()), ("artists", ARTISTS), ("observed_at", pa.timestamp("us", "UTC")),
        ("upc", pa.string()), ("label", pa.string()), ("copyright_c", pa.string()), ("copyright_p", pa.string()),
    ]),
}  # fmt: skip
DETAILS = ["upc", "label", "copyright_c", "copyright_p"]


def save(table: str, rows: pd.DataFrame) -> None:
    schema = SCHEMAS.get(table)
    arrow = pa.Table.from_pandas(rows, schema=schema, preserve_index=False)
    buffer = io.BytesIO()
    pq.write_table(arrow, buffer, compression="zstd")
    body = buffer.getvalue()
    print(table, len(rows), hashlib.sha256(body).hexdigest())
    put(f"{table}/ds={date}/part.parquet", body)


def read(table: str) -> pd.DataFrame:
    return pq.read_table(io.BytesIO(get(f"{table}/ds={date}/part.parquet"))).to_pandas()


def spotify():
    import requests

    session = requests.Session()
    reply = session.post(
        f"{os.environ['SPOTIFY_ACCOUNTS_URL']}/api/token",
        data={"grant_type": "client_credentials"},
        auth=(os.environ["SPOTIFY_CLIENT_ID"], os.environ["SPOTIFY_CLIENT_SECRET"]),
        timeout=30,
    )
    reply.raise_for_status()
    session.headers["Authorization"] = f"Bearer {reply.json()['access_token']}"

    def fetch(path: str) -> dict:
        url = path if path.startswith("http") else f"{os.environ['SPOTIFY_API_URL']}/{path}"
        answer = session.get(url, timeout=30)
        answer.raise_for_status()
        return answer.json()

    return fetch


def extract_releases() -> None:
    fetch = spotify()
    url, albums = "browse/new-releases?limit=50", []
    while url:
        page = fetch(url)["albums"]
        albums += page["items"]
        url = page["next"]
    frame = pd.DataFrame(albums).drop_duplicates("id")
    frame["position"] = range(len(frame))
    frame["observed_at"] = datetime.now(timezone.utc)
    save("raw/releases", frame)


def extract_tracks() -> None:
    """Fetches twenty albums per call like the jar, because this benchmark compares processes, not calls."""
    fetch = spotify()
    ids = read("raw/releases")["id"].tolist()
    rows = []
    for start in range(0, len(ids), 20):
        for album in fetch(f"albums?ids={','.join(ids[start : start + 20])}")["albums"]:
            page = album["tracks"]
            items = page["items"]
            while page["next"]:
                page = fetch(page["next"])
                items += page["items"]
            facts = {"album_id": album["id"], **details(album)}
            rows += [{**track, "position": at, **facts} for at, track in enumerate(items)]
    frame = pd.DataFrame(rows)
    frame["observed_at"] = datetime.now(timezone.utc)
    save("raw/tracks", frame)


def details(album: dict) -> dict[str, str | None]:
    notices = {kind: "; ".join(each["text"] for each in album["copyrights"] if each["type"] == kind) for kind in "CP"}
    return {
        "upc": album["external_ids"].get("upc"),
        "label": album.get("label"),
        "copyright_c": notices["C"] or None,
        "copyright_p": notices["P"] or None,
    }


def credits(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    each = rows[[key, "artists"]].explode("artists", ignore_index=True)
    artists = pd.DataFrame(each["artists"].tolist())
    return pd.DataFrame({key: each[key], "artist_id": artists["id"], "artist_name": artists["name"]})


def transform() -> None:
    albums = read("raw/releases").drop_duplicates("id").rename(columns={"id": "album_id"})
    tracks = read("raw/tracks").dropna(subset=["id"]).drop_duplicates(["album_id", "id"])
    tracks = tracks.rename(columns={"id": "track_id"})
    day = pd.to_datetime(albums["release_date"], format="%Y-%m-%d", errors="coerce")
    albums["release_day"] = day.where(albums["release_date_precision"] == "day")
    albums["name"] = albums["name"].str.strip()
    tracks["name"] = tracks["name"].str.strip()
    albums = albums.merge(tracks.groupby("album_id", as_index=False)[DETAILS].first(), on="album_id", how="left")
    save("clean/albums", albums.drop(columns=["artists"]))
    save("clean/album_artists", credits(albums, "album_id"))
    save("clean/tracks", tracks.drop(columns=["artists", *DETAILS]))
    save("clean/track_artists", credits(tracks, "track_id"))


def load() -> None:
    albums, tracks = read("clean/albums"), read("clean/tracks")
    album_artists, track_artists = read("clean/album_artists"), read("clean/track_artists")
    if not albums["album_id"].is_unique or not tracks["album_id"].isin(albums["album_id"]).all():
        sys.exit("audit failed")
    artists = pd.concat([album_artists, track_artists])[["artist_id", "artist_name"]]
    by_album = album_artists.rename(columns={"artist_id": "by"})[["album_id", "by"]]
    roles = track_artists.merge(tracks[["track_id", "album_id"]].drop_duplicates("track_id"), on="track_id")
    roles = roles.merge(by_album, left_on=["album_id", "artist_id"], right_on=["album_id", "by"], how="left")
    roles["role"] = roles["by"].isna().map({True: "featured", False: "album_artist"})
    save("analytics/dim_album", albums)
    save("analytics/dim_track", tracks.drop_duplicates("track_id"))
    save("analytics/dim_artist", artists.drop_duplicates("artist_id").sort_values("artist_id"))
    save("analytics/bridge_album_artist", album_artists)
    save("analytics/bridge_track_artist", roles[["track_id", "artist_id", "role"]])
    save("analytics/fact_release", albums[["album_id", "release_day", "position"]])


{"extract_releases": extract_releases, "extract_tracks": extract_tracks, "transform": transform, "load": load}[stage]()
