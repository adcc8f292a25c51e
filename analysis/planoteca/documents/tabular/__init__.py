"""Plans as rows: CSV, JSON and workbooks, their columns known by name."""
