"""The command line. Every command imports what it needs when it runs, so that help is instant."""

from planoteca.cli import (
    commands,
    exporting,
    judging,
    measuring,
    releasing,
    searching,
)
from planoteca.cli.program import app, main

__all__ = [
    "app",
    "commands",
    "exporting",
    "judging",
    "main",
    "measuring",
    "releasing",
    "searching",
]
