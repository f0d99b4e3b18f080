"""What is often done with columns in pyarrow and numpy."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def stripped(table: pa.Table, columns: str) -> pa.Table:
    for name in columns.split():
        table = table.set_column(table.column_names.index(name), name, pc.utf8_trim_whitespace(table[name]))
    return table


def true(condition: pa.ChunkedArray | pa.Array) -> np.ndarray:
    """Where a condition holds; it does not where it is null."""
    return pc.fill_null(condition, False).to_numpy(
        **{} if isinstance(condition, pa.ChunkedArray) else {"zero_copy_only": False}
    )


def differ(one: pa.ChunkedArray, other: pa.ChunkedArray) -> np.ndarray:
    """By place; null equals null."""
    return ~(true(pc.equal(one, other)) | true(pc.and_(pc.is_null(one), pc.is_null(other))))


def only(table: pa.Table, keep: np.ndarray) -> pa.Table:
    return table if keep.all() else table.filter(pa.array(keep))


def whole(column: pa.ChunkedArray) -> np.ndarray:
    return column.to_numpy().astype("int64")


def pairs(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Two whole numbers as one, in their order."""
    return one.astype("int64") * (1 << 32) + other


def rises(keys: np.ndarray) -> np.ndarray:
    """Where a key is not above the one before."""
    return np.diff(keys) <= 0


def repeated(keys: np.ndarray) -> np.ndarray:
    """Where a key was there before."""
    again = np.ones(len(keys), dtype=bool)
    # Asked where a value is first, numpy sorts, which is quick where keys are nearly in order; else it hashes.
    again[np.unique(keys, return_index=True)[1]] = False
    return again


def alike(keys: np.ndarray) -> np.ndarray:
    """Where a key is there more than once."""
    if not repeated(keys).any():
        return np.zeros(len(keys), dtype=bool)
    _, which, count = np.unique(keys, return_inverse=True, return_counts=True)
    return count[which] > 1


def first_of(number: int, who: np.ndarray, rows: np.ndarray) -> pa.Array:
    """For each of so many the first of these rows that is his, or null."""
    first = np.full(number, -1)
    # Of what is written to one place the last stays.
    first[who[::-1]] = rows[::-1]
    return pa.array(first, mask=first < 0)


def numbered(*columns: pa.ChunkedArray) -> tuple[list[np.ndarray], pa.Array]:
    """Texts of several columns as numbers, and what the numbers stand for."""
    coded = pa.chunked_array([chunk for column in columns for chunk in column.chunks], pa.string())
    coded = coded.dictionary_encode().combine_chunks()
    coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
    codes = pc.fill_null(coded.indices, -1).to_numpy().astype("int64")
    return np.split(codes, np.cumsum([len(column) for column in columns])[:-1]), coded.dictionary


def places(of: pa.ChunkedArray, among: pa.ChunkedArray) -> np.ndarray:
    """-1 where it is not there."""
    return whole(pc.fill_null(pc.index_in(of, value_set=among.combine_chunks()), -1))


def primary(rows: pa.Table, each: pa.Table, of: np.ndarray) -> pa.Array:
    """The first artist of each row."""
    return each["artist_id"].take(first_of(rows.num_rows, of, np.arange(len(of))))


def joined(of: pa.Table, place: np.ndarray, columns: str, other: pa.Table) -> pa.Table:
    """Columns of the rows at these places, beside all columns of the other."""
    taken = of.select(columns.split()).take(place)
    return pa.table([*taken.columns, *other.columns], [*taken.column_names, *other.column_names])


def blank(column: pa.ChunkedArray | pa.Array) -> np.ndarray:
    return true(pc.equal(pc.utf8_trim_whitespace(column), ""))
