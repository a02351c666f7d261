"""Checks of a whole list: what no single file can show."""
