"""What the fixture `new_page` gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page


@dataclass(frozen=True)
class Opened:
    """A page, and what went wrong on it: console errors, requests that leave the disk."""

    page: Page
    trouble: list[str] = field(default_factory=list)
