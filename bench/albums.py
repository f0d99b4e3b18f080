"""Prints the number of tracks of each album in raw/tracks: albums.py LAKE DATE."""

from __future__ import annotations

import collections
import json
import sys
from pathlib import Path

import pyarrow.parquet as pq

lake, date = sys.argv[1:]
rows = pq.ParquetFile(Path(lake, f"raw/tracks/ds={date}/tracks.parquet")).read(["album_id"])
print(json.dumps(collections.Counter(rows["album_id"].to_pylist())))
