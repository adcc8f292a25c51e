"""Codings found by name and measured, and the machine's reading of a line explained."""

from planoteca.evaluation.coders import Agreement, Coded, Compared, agree, compare_coded
from planoteca.evaluation.explanations import EXPLANATION, explain_file, explanation_frame
from planoteca.evaluation.judgements import Judged, competence_agreement, outcome_agreement
from planoteca.evaluation.references import (
    EVALUATION,
    OVERALL,
    Evaluated,
    Evaluation,
    References,
    evaluate,
    find_references,
)
from planoteca.evaluation.stored import (
    VARIABLE,
    agreement_by_variable,
    agreement_in,
    compared_codes,
)
from planoteca.evaluation.theme_codings import theme_agreement, theme_pairs

__all__ = [
    "EVALUATION",
    "EXPLANATION",
    "OVERALL",
    "VARIABLE",
    "Agreement",
    "Coded",
    "Compared",
    "Evaluated",
    "Evaluation",
    "Judged",
    "References",
    "agree",
    "agreement_by_variable",
    "agreement_in",
    "compare_coded",
    "compared_codes",
    "competence_agreement",
    "evaluate",
    "explain_file",
    "explanation_frame",
    "find_references",
    "outcome_agreement",
    "theme_agreement",
    "theme_pairs",
]
