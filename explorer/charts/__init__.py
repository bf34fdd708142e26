"""Drawings as plain numbers: where each box, line and point stands. The templates turn them into SVG."""
