"""Prints the first rows of the tables. DuckDB reads them, as any other reader could."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import duckdb

ANALYTICS = [
    "dim_album",
    "dim_artist",
    "dim_track",
    "bridge_album_artist",
    "bridge_track_artist",
    "fact_release",
    "partitions",
]
LONGEST_VALUE = 22


def print_first_rows(lake: Path, table: str, date: str, width: int) -> int:
    """Prints the first rows of a table and its number of rows."""
    partition = duckdb.read_parquet(str(lake / "analytics" / table / f"ds={date}" / "*.parquet"))
    count = partition.count("*").fetchall()[0][0]
    values = partition.limit(3).project(f"coalesce(left(COLUMNS(*)::VARCHAR, {LONGEST_VALUE}), '-')").fetchall()
    lines, left_out = align([tuple(partition.columns), *values], width)
    more = f", {left_out} more columns" if left_out else ""
    print(f"\nanalytics/{table}: {count:,} rows{more}", *lines, sep="\n")
    return count


def align(rows: list[tuple[str, ...]], width: int) -> tuple[list[str], int]:
    """Returns a line for each row with the columns that fit in the width, and the number of columns that do not fit."""
    columns = [_padded(column) for column in zip(*rows, strict=True)]
    fitting = _count_fitting(columns, width)
    lines = ["  " + "  ".join(line).rstrip() for line in zip(*columns[:fitting], strict=True)]
    return lines, len(columns) - fitting


def _padded(column: tuple[str, ...]) -> list[str]:
    longest = max(map(_width, column))
    return [value + " " * (longest - _width(value)) for value in column]


def _count_fitting(columns: list[list[str]], width: int) -> int:
    total = 0
    for number, column in enumerate(columns):
        total += 2 + _width(column[0])
        if total > width:
            return number
    return len(columns)


def _width(text: str) -> int:
    """Returns the width of a text in terminal columns: a Chinese character takes two, a combining accent none."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)
