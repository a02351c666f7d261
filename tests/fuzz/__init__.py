"""Foreign bytes at every door: what comes back is an answer or a clear refusal, never a crash.

`doors` has a file for each door: seeds, words to put in, and a function that tries one input
and fails if a promise is broken. `test_doors` tries a few hundred inputs of each, always the
same; `python -m tests.fuzz` tries as many as fit into some minutes, led by coverage.
"""
