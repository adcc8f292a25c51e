"""How sure shares of commitments are: intervals by resampling, with the coders' errors if asked.

CODEBOOK.md, section "How sure shares are", says what intervals cover and their sources.
"""

from planoteca.uncertainty.coding_error import RATE, error_rates
from planoteca.uncertainty.estimating import METHODS
from planoteca.uncertainty.shares import DIFFERENCE, SHARE, VARIABLES, differences, shares

__all__ = [
    "DIFFERENCE",
    "METHODS",
    "RATE",
    "SHARE",
    "VARIABLES",
    "differences",
    "error_rates",
    "shares",
]
