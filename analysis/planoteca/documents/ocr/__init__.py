"""Scanned pages: recognised by tesseract, their rulings found in the image."""
