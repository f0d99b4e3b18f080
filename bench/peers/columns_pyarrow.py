"""Operations on columns with pyarrow and numpy."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def stripped(table: pa.Table, columns: str) -> pa.Table:
    for name in columns.split():
        table = table.set_column(table.column_names.index(name), name, pc.utf8_trim_whitespace(table[name]))
    return table


def true(condition: pa.ChunkedArray | pa.Array) -> np.ndarray:
    """Returns a condition as booleans; null counts as false."""
    return pc.fill_null(condition, False).to_numpy(
        **{} if isinstance(condition, pa.ChunkedArray) else {"zero_copy_only": False}
    )


def differ(one: pa.ChunkedArray, other: pa.ChunkedArray) -> np.ndarray:
    """Returns where two columns differ; nulls are equal."""
    return ~(true(pc.equal(one, other)) | true(pc.and_(pc.is_null(one), pc.is_null(other))))


def only(table: pa.Table, keep: np.ndarray) -> pa.Table:
    return table if keep.all() else table.filter(pa.array(keep))


def integers(column: pa.ChunkedArray) -> np.ndarray:
    return column.to_numpy().astype("int64")


def pairs(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Combines two integers into one that sorts like the pair."""
    return one.astype("int64") * (1 << 32) + other


def not_ascending(keys: np.ndarray) -> np.ndarray:
    """Returns where a key is not greater than the previous one."""
    return np.diff(keys) <= 0


def repeated(keys: np.ndarray) -> np.ndarray:
    """Returns where a key has occurred before."""
    repeats = np.ones(len(keys), dtype=bool)
    # With return_index, numpy sorts instead of hashing, which is faster because the keys are nearly sorted.
    repeats[np.unique(keys, return_index=True)[1]] = False
    return repeats


def duplicates(keys: np.ndarray) -> np.ndarray:
    """Returns where a key occurs more than once."""
    if not repeated(keys).any():
        return np.zeros(len(keys), dtype=bool)
    _, which, count = np.unique(keys, return_inverse=True, return_counts=True)
    return count[which] > 1


def first_of(number: int, who: np.ndarray, rows: np.ndarray) -> pa.Array:
    """Returns for each number the first of the rows whose `who` is this number, or null."""
    first = np.full(number, -1)
    # A later assignment to the same index wins, so the rows are reversed.
    first[who[::-1]] = rows[::-1]
    return pa.array(first, mask=first < 0)


def numbered(*columns: pa.ChunkedArray) -> tuple[list[np.ndarray], pa.Array]:
    """Returns dictionary codes for the texts of several columns, and the dictionary."""
    coded = pa.chunked_array([chunk for column in columns for chunk in column.chunks], pa.string())
    coded = coded.dictionary_encode().combine_chunks()
    coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
    codes = pc.fill_null(coded.indices, -1).to_numpy().astype("int64")
    return np.split(codes, np.cumsum([len(column) for column in columns])[:-1]), coded.dictionary


def places(of: pa.ChunkedArray, among: pa.ChunkedArray) -> np.ndarray:
    """Returns the index of each value in the other column; -1 if it is missing."""
    return integers(pc.fill_null(pc.index_in(of, value_set=among.combine_chunks()), -1))


def primary(rows: pa.Table, each: pa.Table, of: np.ndarray) -> pa.Array:
    """Returns the first artist of each row."""
    return each["artist_id"].take(first_of(rows.num_rows, of, np.arange(len(of))))


def joined(of: pa.Table, place: np.ndarray, columns: str, other: pa.Table) -> pa.Table:
    """Returns columns of the rows at these places, followed by all columns of the other table."""
    taken = of.select(columns.split()).take(place)
    return pa.table([*taken.columns, *other.columns], [*taken.column_names, *other.column_names])


def blank(column: pa.ChunkedArray | pa.Array) -> np.ndarray:
    return true(pc.equal(pc.utf8_trim_whitespace(column), ""))
