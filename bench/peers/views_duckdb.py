"""Runs the statements of `sql`, then queries, and prints the seconds of each as JSON: views_duckdb.py SCRIPT QUERY…"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import duckdb

script, *queries = sys.argv[1:]
connection = duckdb.connect()
seconds = []
for statements in (f"{Path(script).read_text()}USE new_releases;", *queries):
    start = time.perf_counter()
    connection.execute(statements).fetchall()
    seconds.append(time.perf_counter() - start)
print(json.dumps(seconds))
