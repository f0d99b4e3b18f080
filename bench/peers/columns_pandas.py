"""Operations on columns with pandas. Text stays in Arrow."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

TEXT = pd.ArrowDtype(pa.string())
DAY = pd.ArrowDtype(pa.date32())
ROLES = pd.array(["featured", "album_artist"], dtype=TEXT)


def stripped(frame: pd.DataFrame, columns: str) -> pd.DataFrame:
    return frame.assign(**{name: frame[name].str.strip() for name in columns.split()})


def true(condition: pd.Series) -> np.ndarray:
    """Returns a condition as booleans; null counts as false."""
    return condition.to_numpy(dtype=bool, na_value=False)


def differ(one: pd.Series, other: pd.Series) -> np.ndarray:
    """Returns where two columns of equal length differ; nulls are equal."""
    one, other = one.reset_index(drop=True), other.reset_index(drop=True)
    return ~(true(one == other) | (one.isna() & other.isna()).to_numpy())


def only(frame: pd.DataFrame, keep: np.ndarray) -> pd.DataFrame:
    return frame if keep.all() else frame[keep]


def pairs(one: object, other: object) -> np.ndarray:
    """Combines two integers into one that sorts like the pair."""
    return np.asarray(one, dtype="int64") * (1 << 32) + np.asarray(other, dtype="int64")


def repeated(keys: np.ndarray) -> np.ndarray:
    return pd.Series(keys).duplicated().to_numpy()


def pylist(rows: pd.DataFrame) -> list[dict]:
    return pa.Table.from_pandas(rows, preserve_index=False).to_pylist()


def blank(column: pd.Series) -> np.ndarray:
    return true(column.str.strip() == "")


def not_ascending(keys: np.ndarray) -> np.ndarray:
    """Returns where a key is not greater than the previous one."""
    return np.diff(keys) <= 0
