"""The text of the specimen plans, all invented, with its coding beside it."""

from specimens.content.boxed import PLAN as BOXED
from specimens.content.province import PLAN as PROVINCE
from specimens.content.ruled import PLAN as RULED
from specimens.content.summaries import JSON_SUMMARY, SHEET_SUMMARY
from specimens.content.unruled import PLAN as UNRULED

__all__ = ["BOXED", "JSON_SUMMARY", "PROVINCE", "RULED", "SHEET_SUMMARY", "UNRULED"]
