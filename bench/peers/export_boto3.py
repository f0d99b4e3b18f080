"""Writes the rows of a table as CSV with boto3 and pandas, one file after the other.

export_boto3.py TABLE FIRST LAST FILE: both dates are included. LAKE and AWS_… mean the same as for the jar.
"""

from __future__ import annotations

import io
import os
import sys

import boto3
import pandas as pd

table, first, last, file = sys.argv[1:]
bucket, prefix = os.environ["LAKE"].removeprefix("s3://").split("/", 1)
s3 = boto3.client("s3")
frames = []
for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=f"{prefix}/{table}/ds="):
    for found in page["Contents"]:
        date = found["Key"].split("/ds=")[1].split("/")[0]
        if first <= date <= last:
            body = s3.get_object(Bucket=bucket, Key=found["Key"])["Body"].read()
            # Columns of integers may have nulls.
            frame = pd.read_parquet(io.BytesIO(body), dtype_backend="numpy_nullable")
            frames.append(frame.assign(ds=date))
rows = pd.concat(frames)
for name in rows.select_dtypes("boolean"):
    rows[name] = rows[name].map({True: "true", False: "false"})
rows.to_csv(file, index=False, lineterminator="\r\n")
