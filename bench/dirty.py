"""Adds the rows of transform's golden cases to the raw tables of a date: dirty.py LAKE DATE FOLDER.

The result is written to FOLDER. Each case has its own album ids. Totals and footers fit the rows, so that load's audits
pass.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

CASES = Path(__file__).parent.parent / "src/test/resources/golden/transform"
lake, date, folder = sys.argv[1:]


def cases(table: str) -> list[dict]:
    rows = []
    for file in sorted(CASES.glob(f"*/{table}.jsonl")):
        for line in file.read_text().split("\n"):
            if line:
                row = json.loads(line)
                if "observed_at" in row:
                    row["observed_at"] = datetime.fromisoformat(row["observed_at"].replace("Z", "+00:00"))
                rows.append({"artists": []} | row | {"album_id": f"{file.parent.name}-{row['album_id']}"})
    return rows


def write(table: str, rows: list[dict], entries: dict[str, str]) -> None:
    key = Path("raw", table, f"ds={date}", f"{table}.parquet")
    source = pq.ParquetFile(Path(lake, key)).read()
    metadata = source.schema.metadata
    both = pa.concat_tables([source, pa.Table.from_pylist(rows, schema=source.schema)])
    # A stable sort, because the rows of an album are already in order.
    order = pc.sort_indices(both["album_id"])
    both = both.take(order)
    entries["rows"] = str(both.num_rows)
    entries = {f"pipeline.{name}".encode(): text for name, text in entries.items()}
    Path(folder, key).parent.mkdir(parents=True)
    pq.write_table(both.replace_schema_metadata(metadata | entries), Path(folder, key), compression="zstd")


releases, tracks = cases("releases"), cases("tracks")
for row in releases:
    row |= {"source": "new_releases", "is_late_capture": False}
# A track and a later album credit the same artist with different values. The album has a URL, which the track lacks.
tracks[0]["artists"].append({"id": "guest", "name": "As a guest"})
releases[-1]["artists"].append({"id": "guest", "name": "As a host", "url": "https://open.spotify.com/artist/guest"})
count = Counter(row["album_id"] for row in tracks)
invalid = {row["album_id"] for row in tracks if row["position"] >= count[row["album_id"]]}
for row in tracks:
    row["tracks_total"] = None if row["album_id"] in invalid else count[row["album_id"]]
write("releases", releases, {})
write("tracks", tracks, {"albums_gone": ",".join(sorted({row["album_id"] for row in releases} - set(count)))})
