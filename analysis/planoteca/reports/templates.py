"""The templates, styles and scripts of pages, and pages put in their place."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import jinja2

_ASSETS = Path(__file__).parent / "assets"


@cache
def template(name: str) -> jinja2.Template:
    """A template that escapes what it is given."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_ASSETS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


@cache
def asset(name: str) -> str:
    """The text of a style or script."""
    return (_ASSETS / name).read_text("utf-8")


def hashes(scripts: Sequence[str]) -> str:
    """The scripts in a page for its security policy: no other one runs on it."""
    return " ".join(f"'sha256-{_hash(script)}'" for script in scripts)


@cache
def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def replace(path: Path, text: str) -> Path:
    """Write a file so that no reader sees half of it."""
    new = path.with_name(f".{path.name}.{os.getpid()}.making")
    try:
        new.write_text(text, "utf-8")
        return new.replace(path)
    finally:
        new.unlink(missing_ok=True)
