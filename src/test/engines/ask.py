"""Runs SQL in a query engine: ask.py duckdb | iceberg | spark [NAME=VALUE…] | parse DIALECT.

Each line of stdin is a JSON string with statements. Each line of stdout has the rows of the last one, with values as
text in DuckDB's format, or a JSON object if the statements fail.
"""

from __future__ import annotations

import datetime
import importlib
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Execute = Callable[[str], list[Any]]


def split(script: str) -> list[str]:
    return [part for part in (part.strip() for part in script.split(";\n")) if part]


def duckdb() -> Execute:
    connection = connect("aws", "httpfs")
    return lambda script: connection.execute(script).fetchall()


def iceberg() -> Execute:
    """Opens DuckDB with its extension for Iceberg. A script may begin with a line `--pyiceberg SNAPSHOT LOCATION`:
    PyIceberg then reads that table, as `iceberg_table`. SNAPSHOT is an id, or `current`."""
    from pyiceberg.table import StaticTable

    connection = connect("httpfs", "avro", "iceberg")
    server = os.environ.get("AWS_ENDPOINT_URL_S3")
    properties = {"s3.endpoint": server} if server else {}

    def execute(script: str) -> list[Any]:
        first, _, rest = script.partition("\n")
        if first.startswith("--pyiceberg "):
            _, snapshot, location = first.split(" ", 2)
            table = StaticTable.from_metadata(location, properties)
            scan = table.scan(snapshot_id=None if snapshot == "current" else int(snapshot))
            connection.register("iceberg_table", scan.to_arrow())
            script = rest
        return connection.execute(script).fetchall()

    return execute


def connect(*extensions: str) -> Any:
    """Opens DuckDB with extensions of the Python index, in the folder that INSTALL and LOAD use."""
    import duckdb

    folder = tempfile.mkdtemp(prefix="duckdb-")
    connection = duckdb.connect()
    (platform,) = connection.execute("PRAGMA platform").fetchone()
    for name in extensions:
        package = importlib.import_module(f"duckdb_extension_{name}")
        for file in Path(package.__file__).parent.glob("extensions/*/*.duckdb_extension"):
            target = Path(folder, file.parent.name, platform, file.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(file)
    connection.execute(f"SET extension_directory = '{folder}'")
    return connection


def spark(*more: str) -> Execute:
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": tempfile.mkdtemp(prefix="spark-"),
    }
    settings |= dict(setting.split("=", 1) for setting in more)
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")

    def execute(script: str) -> list[Any]:
        rows: list[Any] = []
        for statement in split(script):
            rows = [tuple(row) for row in session.sql(statement).collect()]
        return rows

    return execute


def parse(dialect: str) -> Execute:
    """Returns a parser whose rows are the kinds of the statements."""
    import logging

    import sqlglot

    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # the rows show unparsed statements too

    def kind(statement: Any) -> tuple[str, str]:
        return statement.key, str(statement.args.get("kind") or statement.this)

    def execute(script: str) -> list[Any]:
        level = sqlglot.ErrorLevel.RAISE
        return [kind(one) for one in sqlglot.parse(script, read=dialect, error_level=level) if one]

    return execute


def text(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    return str(value)


def answer(execute: Execute, script: str) -> str:
    try:
        return json.dumps([[text(value) for value in row] for row in execute(script)])
    except Exception as failure:  # the caller reports the error
        return json.dumps({"error": f"{type(failure).__name__}: {failure}"})


def main(engine: str, *arguments: str) -> None:
    # Output that the engine prints itself goes to stderr.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    execute = {"duckdb": duckdb, "iceberg": iceberg, "spark": spark, "parse": parse}[engine](*arguments)
    for line in sys.stdin:
        print(answer(execute, json.loads(line)), file=answers, flush=True)


main(*sys.argv[1:])
