"""The formats of an export."""

from __future__ import annotations

from enum import StrEnum


class FileFormat(StrEnum):
    """Formats of an export: a file per view, a workbook with a sheet per view, or all tables."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    STATA = "stata"
    LAKE = "lake"

    @property
    def suffix(self) -> str:
        return ".dta" if self is FileFormat.STATA else f".{self.value}"
