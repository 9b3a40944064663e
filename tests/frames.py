"""pandas tables with narrower types."""

from __future__ import annotations

from typing import Any

import pandas as pd


def cells_of(table: pd.DataFrame, label: int | str) -> list[Any]:
    """Return the cells of one row, which must be one."""
    row = table.loc[label]
    assert isinstance(row, pd.Series)
    return row.tolist()
