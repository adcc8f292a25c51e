"""CPU seconds of spaCy's Spanish pipeline on texts; run by text.py in an environment of its own.

Reads {"texts": [...], "repeats": n} from standard input and prints the seconds of each run, with
what was run, as JSON. The pipeline is es_core_news_sm, tokenizer to NER, over the lines of all
texts in batches: quicker than text by text. Loading is left out.
"""

from __future__ import annotations

import json
import sys
import time
import warnings

import spacy

_BATCH = 1_000  # lines

warnings.filterwarnings("ignore", message=r"\[W095\]")  # trained with an older spaCy


def main() -> None:
    """Measure and print."""
    given = json.load(sys.stdin)
    pipeline = spacy.load("es_core_news_sm")
    lines = [line for text in given["texts"] for line in text.splitlines() if line.strip()]
    list(pipeline.pipe(lines[:10]))
    seconds = []
    for _ in range(given["repeats"]):
        start = time.process_time()
        list(pipeline.pipe(lines, batch_size=_BATCH))
        seconds.append(time.process_time() - start)
    what = f"spaCy {spacy.__version__}, es_core_news_sm {pipeline.meta['version']}"
    json.dump({"what": what, "pipes": pipeline.pipe_names, "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
