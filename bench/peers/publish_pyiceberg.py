"""Replaces the rows of a date in Iceberg tables with PyIceberg, eight tables at the same time.

publish_pyiceberg.py DATE CATALOG WAREHOUSE: CATALOG is the URI of a REST catalog or of a SQLite database. LAKE and
AWS_… mean the same as for the jar.
"""

from __future__ import annotations

import datetime
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.fs import LocalFileSystem, S3FileSystem
from pyiceberg.catalog import load_catalog
from pyiceberg.exceptions import NoSuchTableError
from pyiceberg.expressions import EqualTo
from pyiceberg.table import Table

TABLES = (
    "raw/releases", "raw/tracks", "clean/albums", "clean/album_artists", "clean/tracks", "clean/track_artists",
    "clean/rejects", "analytics/dim_album", "analytics/dim_artist", "analytics/dim_track",
    "analytics/bridge_album_artist", "analytics/bridge_track_artist", "analytics/fact_release", "analytics/partitions",
)  # fmt: skip
THREADS = 8

date, uri, warehouse = sys.argv[1:]
lake = os.environ["LAKE"]
properties = {"uri": uri, "type": "rest" if uri.startswith("http") else "sql"}
if warehouse:
    properties["warehouse"] = warehouse
if lake.startswith("s3://"):
    names = ("AWS_ENDPOINT_URL_S3", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION")
    endpoint, key, secret, region = (os.environ[name] for name in names)
    files = S3FileSystem(access_key=key, secret_key=secret, endpoint_override=endpoint, region=region)
    properties |= {
        "s3.endpoint": endpoint,
        "s3.access-key-id": key,
        "s3.secret-access-key": secret,
        "s3.region": region,
    }
else:
    files = LocalFileSystem()
root = lake.removeprefix("s3://").removeprefix("file:")
catalog = load_catalog("peer", **properties)
creation = threading.Lock()


def find_or_create(identifier: tuple[str, ...], schema: pa.Schema) -> Table:
    try:
        return catalog.load_table(identifier)
    except NoSuchTableError:
        # One thread at a time, because two that create a namespace can fail.
        with creation:
            catalog.create_namespace_if_not_exists(identifier[0])
            table = catalog.create_table(identifier, schema)
        with table.update_spec() as spec:
            spec.add_identity("ds")
        return table


def publish(name: str) -> None:
    layer, table = name.split("/")
    rows = pq.ParquetFile(f"{root}/{name}/ds={date}/{table}.parquet", filesystem=files).read()
    rows = rows.replace_schema_metadata(None)
    rows = rows.append_column("ds", pa.repeat(datetime.date.fromisoformat(date), rows.num_rows))
    # A namespace of its own, because the pipeline's tables can be in the same catalog.
    find_or_create((f"peer_{layer}", table), rows.schema).overwrite(rows, EqualTo("ds", date))


with ThreadPoolExecutor(THREADS) as threads:
    for done in [threads.submit(publish, name) for name in TABLES]:
        done.result()
