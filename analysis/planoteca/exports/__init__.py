"""The database as files for R, Stata, pandas and spreadsheets, with dictionary and citation."""
