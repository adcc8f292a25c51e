"""Hand coding in a notebook: a coding reviewed, a sample coded blind, two codings adjudicated.

`session` and `fields` are the rules; `storage` keeps every step on disk; `widget` shows it.
"""
