"""Printed pages, of a PDF or recognised in an image: geometry in, lines and tables out."""
