"""Specimen plans of an invented province, in the formats in which plans are filed.

`python -m specimens.make` writes the files and their coding from one source, `content/`.
"""
