"""The formats of an export."""

from __future__ import annotations

from enum import StrEnum


class FileFormat(StrEnum):
    """Formats of an export; all but the workbook are one file per view."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    STATA = "stata"

    @property
    def suffix(self) -> str:
        return ".dta" if self is FileFormat.STATA else f".{self.value}"
