"""A simple script with requests and pandas: one call after the other, tables as Parquet files.

whole_requests.py API ACCOUNTS APP FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import requests

api, accounts, app, folder = sys.argv[1:]
session = requests.Session()
reply = session.post(
    f"{accounts}/api/token", data={"grant_type": "client_credentials"}, auth=("bench", "bench"), timeout=30
)
reply.raise_for_status()
session.headers["Authorization"] = f"Bearer {reply.json()['access_token']}"


def get(url: str) -> dict:
    answer = session.get(url, timeout=30)
    answer.raise_for_status()
    return answer.json()


def list_albums() -> list[dict]:
    path = "browse/new-releases?limit=50" if app == "extended" else "search?q=tag:new&type=album&limit=10"
    url = f"{api}/{path}"
    albums: list[dict] = []
    while url and len(albums) < 100:
        page = get(url)["albums"]
        albums += page["items"]
        url = page["next"]
    return albums


def tracks_of(album: dict) -> list[dict]:
    tracks: list[dict] = []
    url = f"{api}/albums/{album['id']}/tracks?limit=50"
    while url:
        page = get(url)
        tracks += [{"album_id": album["id"], **track} for track in page["items"]]
        url = page["next"]
    return tracks


def save(frame: pd.DataFrame, name: str) -> None:
    target = Path(folder, name)
    target.mkdir(parents=True, exist_ok=True)
    frame.to_parquet(target / "part.parquet", compression="zstd", index=False)


albums = pd.DataFrame(list_albums()).drop_duplicates("id")
rows = [track for album in albums.to_dict("records") for track in tracks_of(album)]
tracks = pd.DataFrame(rows).drop_duplicates(["album_id", "id"])


def credits(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    each = frame[[key, "artists"]].explode("artists", ignore_index=True)
    artists = pd.DataFrame(each["artists"].tolist())[["id", "name"]]
    return pd.concat([each[[key]], artists.rename(columns={"id": "artist_id", "name": "artist_name"})], axis=1)


album_artists = credits(albums.rename(columns={"id": "album_id"}), "album_id")
track_artists = credits(tracks.rename(columns={"id": "track_id"}), "track_id")
dim_album = albums[["id", "name", "album_type", "total_tracks", "release_date"]].copy()
dim_album["release_day"] = pd.to_datetime(dim_album["release_date"], format="%Y-%m-%d", errors="coerce")
save(dim_album, "dim_album")
save(
    tracks[["album_id", "id", "name", "disc_number", "track_number", "duration_ms", "explicit"]],
    "dim_track",
)
artists = pd.concat([album_artists, track_artists])[["artist_id", "artist_name"]]
save(artists.drop_duplicates("artist_id").sort_values("artist_id"), "dim_artist")
save(album_artists, "bridge_album_artist")
save(track_artists, "bridge_track_artist")
