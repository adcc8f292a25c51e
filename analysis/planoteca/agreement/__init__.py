"""Agreement of two codings of one document: two people, or a person and the machine.

`match_units` pairs the commitments; `compare` pairs everything; `figures` measures it, with
bootstrap intervals; `disagreements` lists what is left to settle.
"""

from planoteca.agreement.codes import CODE_FIGURE, code_figures
from planoteca.agreement.comparing import Comparison, compare, of_kinds, pool
from planoteca.agreement.disagreements import DISAGREEMENT, disagreements
from planoteca.agreement.figures import FIGURE, figures
from planoteca.agreement.measures import alpha, share_equal
from planoteca.agreement.units import UnitAgreement, match_units

__all__ = [
    "CODE_FIGURE",
    "DISAGREEMENT",
    "FIGURE",
    "Comparison",
    "UnitAgreement",
    "alpha",
    "code_figures",
    "compare",
    "disagreements",
    "figures",
    "match_units",
    "of_kinds",
    "pool",
    "share_equal",
]
