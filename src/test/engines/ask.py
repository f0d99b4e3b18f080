"""An engine that answers: each line of stdin is a JSON string with statements, each line of stdout their last rows.

ask.py duckdb | spark | parse DIALECT. Values are text, as DuckDB writes them. An error is a JSON object.
"""

from __future__ import annotations

import datetime
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Ask = Callable[[str], list[Any]]


def split(script: str) -> list[str]:
    return [part for part in (part.strip() for part in script.split(";\n")) if part]


def duckdb() -> Ask:
    """With its extensions where INSTALL would have put them."""
    import duckdb
    import duckdb_extension_aws
    import duckdb_extension_httpfs

    folder = tempfile.mkdtemp(prefix="duckdb-")
    connection = duckdb.connect()
    (platform,) = connection.execute("PRAGMA platform").fetchone()
    for package in (duckdb_extension_aws, duckdb_extension_httpfs):
        for file in Path(package.__file__).parent.glob("extensions/*/*.duckdb_extension"):
            target = Path(folder, file.parent.name, platform, file.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(file)
    connection.execute(f"SET extension_directory = '{folder}'")

    def ask(script: str) -> list[Any]:
        return connection.execute(script).fetchall()

    return ask


def spark() -> Ask:
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": tempfile.mkdtemp(prefix="spark-"),
    }
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")

    def ask(script: str) -> list[Any]:
        rows: list[Any] = []
        for statement in split(script):
            rows = [tuple(row) for row in session.sql(statement).collect()]
        return rows

    return ask


def parse(dialect: str) -> Ask:
    """Answers what kind of statement each is."""
    import logging

    import sqlglot

    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # says what it leaves unparsed, as do the rows

    def kind(statement: Any) -> tuple[str, str]:
        return statement.key, str(statement.args.get("kind") or statement.this)

    def ask(script: str) -> list[Any]:
        level = sqlglot.ErrorLevel.RAISE
        return [kind(one) for one in sqlglot.parse(script, read=dialect, error_level=level) if one]

    return ask


def text(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    return str(value)


def answer(ask: Ask, script: str) -> str:
    try:
        return json.dumps([[text(value) for value in row] for row in ask(script)])
    except Exception as failure:  # the caller reports it
        return json.dumps({"error": f"{type(failure).__name__}: {failure}"})


def main(engine: str, *arguments: str) -> None:
    # The engine may print what it likes.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    ask = {"duckdb": duckdb, "spark": spark, "parse": parse}[engine](*arguments)
    for line in sys.stdin:
        print(answer(ask, json.loads(line)), file=answers, flush=True)


main(*sys.argv[1:])
