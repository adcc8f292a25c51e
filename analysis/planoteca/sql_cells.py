"""`%%sql`: a notebook cell of SQL, after `%load_ext planoteca`.

    %%sql promises
    SELECT document, count(*) AS commitments FROM plan_commitment GROUP BY document

shows the rows as a polars frame, and keeps them in the variable `promises` when one is named. The
database is opened for the cell only. `$name` takes the value of the notebook's variable `name`.
"""

from __future__ import annotations

import argparse
import shlex
from typing import TYPE_CHECKING, NoReturn

import polars as pl

from planoteca import api, queries
from planoteca.errors import InvalidParameter, UnknownName

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

_SHOWN_CHARACTERS, _SHOWN_ROWS = 120, 25


class _Arguments(argparse.ArgumentParser):
    """A parser whose errors end the cell, not the kernel."""

    def error(self, message: str) -> NoReturn:
        raise InvalidParameter(f"{message}; write it as: %%sql [VARIABLE] [--database FILE]")


_arguments = _Arguments(prog="%%sql", add_help=False)
_arguments.add_argument("variable", nargs="?")
_arguments.add_argument("--database")


def load(shell: InteractiveShell) -> None:
    """Give a notebook the cell magic `%%sql`, and frames room for a sentence and some more rows."""
    pl.Config.set_fmt_str_lengths(_SHOWN_CHARACTERS).set_tbl_rows(_SHOWN_ROWS)

    def sql(line: str, cell: str) -> pl.DataFrame:
        given = _arguments.parse_args(shlex.split(line))
        if given.variable is not None and not given.variable.isidentifier():
            raise InvalidParameter(f"%%sql {given.variable}: not a name for a variable")
        values = {}
        for name in queries.parameters_of(cell):
            if name not in shell.user_ns:
                known = [each for each in shell.user_ns if not each.startswith("_")]
                raise UnknownName("variable of the notebook for the SQL's", f"${name}", known)
            values[name] = shell.user_ns[name]
        rows = api.sql(cell, database_path=given.database, **values)
        if given.variable is not None:
            shell.user_ns[given.variable] = rows
        return rows

    sql.__doc__ = __doc__
    shell.magics_manager.register_function(sql, magic_kind="cell", magic_name="sql")
