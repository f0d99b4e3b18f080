"""Writes the rows of a table as CSV with a pyarrow dataset.

export_pyarrow.py TABLE FIRST LAST FILE: both dates are included. LAKE and AWS_… mean the same as for the jar.
"""

from __future__ import annotations

import os
import sys
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.dataset as ds
from pyarrow.fs import S3FileSystem

table, first, last, file = sys.argv[1:]
endpoint = urlsplit(os.environ["AWS_ENDPOINT_URL_S3"])
s3 = S3FileSystem(scheme=endpoint.scheme, endpoint_override=endpoint.netloc, region=os.environ["AWS_REGION"])
dataset = ds.dataset(
    f"{os.environ['LAKE'].removeprefix('s3://')}/{table}",
    filesystem=s3,
    partitioning=ds.partitioning(pa.schema([("ds", pa.string())]), flavor="hive"),
)
rows = dataset.to_table(filter=(ds.field("ds") >= first) & (ds.field("ds") <= last))
# pyarrow quotes either every text or none. The texts of analytics/fact_release need no quotes.
csv.write_csv(rows, file, csv.WriteOptions(eol="\r\n", quoting_style="none", quoting_header="none"))
