"""Frozen, citable versions of the data: tables, codebook, checksums, changes and citation."""
