"""Slow and obvious ways to do what the package does fast; nothing of the package is used here.

Each is written from the pages that explain the thing, reads the data files by itself, and
works on plain values. Where the two disagree, one of them is wrong.
"""
