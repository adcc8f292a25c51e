"""Kernels that start in a moment: forked from a process that has done the imports.

A manager of such kernels (`kernels.Manager`) takes the place of jupyter_client's own. Where a fork
is not possible or not safe, its kernels are ordinary ones, and show the same.
"""

from planoteca.kernels.provisioner import Manager, context, kill_all

__all__ = ["Manager", "context", "kill_all"]
