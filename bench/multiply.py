"""Repeats the rows of a date's raw tables with other album ids: multiply.py LAKE DATE FOLDER TIMES.

In the footers, only the number of rows changes, so the tables still fit each other. The ids of each copy have their own
prefix, so that all ids stay sorted.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

lake, date, folder, times = sys.argv[1:]
for name in ("releases", "tracks"):
    key = Path("raw", name, f"ds={date}", f"{name}.parquet")
    source = pq.ParquetFile(Path(lake, key))
    schema = source.schema_arrow
    entries = dict(schema.metadata)
    entries[b"pipeline.rows"] = str(source.metadata.num_rows * int(times)).encode()
    Path(folder, key).parent.mkdir(parents=True)
    with pq.ParquetWriter(Path(folder, key), schema.with_metadata(entries), compression="zstd") as writer:
        for copy in range(int(times)):
            for batch in source.iter_batches(50_000):
                at = batch.schema.get_field_index("album_id")
                ids = pc.binary_join_element_wise(f"{copy:02}", pc.utf8_slice_codeunits(batch.column(at), 0, 20), "")
                columns = [ids if index == at else batch.column(index) for index in range(batch.num_columns)]
                writer.write_batch(pa.record_batch(columns, schema=batch.schema))
