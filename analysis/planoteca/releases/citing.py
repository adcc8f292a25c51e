"""How a release is cited: CITATION.cff, CITATION.bib, and a line for a list of references."""

from __future__ import annotations

from planoteca.exports.about import AUTHORS, TITLE
from planoteca.releases import versions
from planoteca.releases.edition import Edition

_KEYWORDS = ("political science", "government plans", "election pledges", "Peru", "text as data")


def reference(edition: Edition) -> str:
    """The release as an entry of a list of references."""
    return (
        f"{AUTHORS} ({versions.year(edition.version)}). {TITLE} (version {edition.version}; "
        f"{_build(edition)}) [Data set]."
    )


def cff(edition: Edition) -> str:
    """The text of CITATION.cff (Citation File Format 1.2.0)."""
    keywords = "".join(f'  - "{word}"\n' for word in _KEYWORDS)
    return f"""cff-version: 1.2.0
message: "If you use these data, please cite this version of them."
type: dataset
title: "{TITLE}"
version: "{edition.version}"
authors:
  - name: "{AUTHORS}"
license: CC-BY-4.0
identifiers:
  - type: other
    value: "{edition.build_id}"
    description: "The build of the database that the release is made from"
preferred-citation:
  type: data
  title: "{TITLE}"
  version: "{edition.version}"
  year: {versions.year(edition.version)}
  authors:
    - name: "{AUTHORS}"
  notes: "{_build(edition)}"
keywords:
{keywords}"""


def bibtex(edition: Edition) -> str:
    """The text of CITATION.bib."""
    return f"""@misc{{planoteca-{edition.version},
  author       = {{{{{AUTHORS}}}}},
  title        = {{{{{TITLE}}}}},
  year         = {{{versions.year(edition.version)}}},
  version      = {{{edition.version}}},
  howpublished = {{Data set}},
  note         = {{{_build(edition)}}}
}}
"""


def _build(edition: Edition) -> str:
    return f"build {edition.build_id}, codebook {edition.codebook_version}, {edition.plans} plans"
