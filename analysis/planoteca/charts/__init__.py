"""Charts: polars frame in, Altair chart out, in Spanish or English.

Every function takes the frame of one query (its docstring says which), `language` (`es` or `en`)
and `source` (the line below the chart; `charts.source(language)` names the build). The title is a
sentence computed from the frame; a frame without rows to draw gives a chart that says so.
"""

from planoteca.charts.baselines import ambition, targets_and_baselines
from planoteca.charts.corpus import plan_shares, plan_sizes
from planoteca.charts.intervals import share_intervals
from planoteca.charts.maps import places_on_map
from planoteca.charts.need import salience_and_need
from planoteca.charts.official import stated_and_official
from planoteca.charts.places import population_by_place, statistics_by_place
from planoteca.charts.quality import coverage, findings_of_corpus
from planoteca.charts.quantities import comparators, quantified_targets
from planoteca.charts.renderer import MIME_TYPE, enable, source
from planoteca.charts.reuse import originality, shared_pairs
from planoteca.charts.services import services
from planoteca.charts.stacked import competence, deadlines, measurability, targets_by_dimension
from planoteca.charts.themes import targets_by_theme

__all__ = [
    "MIME_TYPE",
    "ambition",
    "comparators",
    "competence",
    "coverage",
    "deadlines",
    "enable",
    "findings_of_corpus",
    "measurability",
    "originality",
    "places_on_map",
    "plan_shares",
    "plan_sizes",
    "population_by_place",
    "quantified_targets",
    "salience_and_need",
    "services",
    "share_intervals",
    "shared_pairs",
    "source",
    "stated_and_official",
    "statistics_by_place",
    "targets_and_baselines",
    "targets_by_dimension",
    "targets_by_theme",
]
