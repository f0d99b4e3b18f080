"""Compares the tables of peers with those of the jar, row by row: same.py LAKE DATE FOLDER…, one folder per peer."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def kind(data_type: pa.DataType) -> str:
    if pa.types.is_integer(data_type):
        return "integers"
    if pa.types.is_string(data_type) or pa.types.is_large_string(data_type):
        return "text"
    return "times" if pa.types.is_timestamp(data_type) else str(data_type)


def difference(ours: pa.Table, theirs: pa.Table) -> str | None:
    """Returns the first difference, or None. Types may have another width, and a peer may lack the last columns."""
    if theirs.column_names != ours.column_names[: theirs.num_columns]:
        return f"has columns {theirs.column_names}, not {ours.column_names}"
    ours = ours.select(theirs.column_names)
    if ours.num_rows != theirs.num_rows:
        return f"has {theirs.num_rows} rows, not {ours.num_rows}"
    kinds = [(field.name, kind(field.type), kind(theirs.field(field.name).type)) for field in ours.schema]
    for name, expected, found in kinds:
        if expected != found:
            return f"has {found} as {name}, not {expected}"
    theirs = theirs.cast(pa.schema([field.with_nullable(True) for field in ours.schema]))
    for name in ours.column_names:
        if ours[name] != theirs[name]:
            pairs = zip(ours[name].to_pylist(), theirs[name].to_pylist(), strict=True)
            row, (expected, found) = next((row, pair) for row, pair in enumerate(pairs) if pair[0] != pair[1])
            return f"has {found!r} as {name} of row {row}, not {expected!r}"
    return None


def main(lake: str, date: str, *folders: str) -> None:
    differences = []
    for layer in ("clean", "analytics"):
        for name in sorted(table.name for table in Path(lake, layer).iterdir() if table.name != "partitions"):
            ours = pq.ParquetFile(Path(lake, layer, name, f"ds={date}", f"{name}.parquet")).read()
            for folder in folders:
                found = difference(ours, pq.ParquetFile(Path(folder, f"{name}.parquet")).read())
                if found is not None:
                    differences.append(f"{Path(folder).name}: {name} {found}")
    if differences:
        sys.exit("The tables of the peers differ from the pipeline's:\n  " + "\n  ".join(differences))


main(*sys.argv[1:])
