"""What extraction of text plans costs beside a general pipeline on the same text: spaCy's Spanish.

Prints a table and writes the same figures as JSON. Ours is the whole way from the bytes of a file
to commitments, quantities and statistics; theirs is es_core_news_sm from tokens to named entities,
which finds none of these and is what an own extraction would stand on. CPU seconds, the best of
several runs, each in a process of its own without loading; `ratio` is to ours. The plans are
generated from a seed (corpus.py), or those of --documents.

spaCy is no part of the project: `make bench` installs it from requirements.txt beside this file
into an environment of its own; without it (--spacy PYTHON) only ours is measured.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import corpus
import figures

from planoteca import codebook, extraction, workspace
from planoteca.documents.reading import read_bytes

_PLANS = 20
_REPEATS = 3
_PIPELINE = Path(__file__).with_name("spacy_pipeline.py")
_COLUMNS = {"way": "<44", "MB": "8.2f", "cpu_s": "9.3f", "kb_per_cpu_s": "13,.0f", "ratio": "7.1f"}


def main() -> None:
    """Measure, print, and write the JSON file."""
    parser = figures.parser(__doc__)
    parser.add_argument("--documents", type=Path, help="folder of text plans [default: generated]")
    parser.add_argument("--spacy", type=Path, help="Python of an environment with spaCy")
    arguments = parser.parse_args()
    figures.write(
        arguments.json,
        figures.table(measure(_texts(arguments.documents), arguments.spacy), _COLUMNS),
    )


def measure(texts: list[str], spacy: Path | None) -> Iterator[dict[str, Any]]:
    """One row for each way: megabytes of text, CPU seconds, and how many times ours they are."""
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    vocabularies = codebook.load(workspace.find().codebook)
    ours = min(_ours(texts, vocabularies) for _ in range(_REPEATS))
    ways = {"planoteca, file to commitments and figures": ours}
    if spacy:
        found = _theirs(texts, spacy)
        ways[found["what"]] = min(found["seconds"])
    for way, seconds in ways.items():
        yield {
            "way": way,
            "MB": megabytes,
            "cpu_s": seconds,
            "kb_per_cpu_s": 1000 * megabytes / seconds,
            "ratio": seconds / ours,
        }


def _texts(folder: Path | None) -> list[str]:
    if folder is not None:
        return [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    with tempfile.TemporaryDirectory() as temporary:
        corpus.write(Path(temporary), _PLANS, shares=corpus.Shares.of(0))
        return _texts(Path(temporary))


def _ours(texts: list[str], vocabularies: codebook.Codebook) -> float:
    contents = [text.encode() for text in texts]
    start = time.process_time()
    for content in contents:
        extraction.extract(read_bytes(content, "plan.txt"), vocabularies)
    return time.process_time() - start


def _theirs(texts: list[str], python: Path) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603
        [python, _PIPELINE],
        input=json.dumps({"texts": texts, "repeats": _REPEATS}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


if __name__ == "__main__":
    main()
