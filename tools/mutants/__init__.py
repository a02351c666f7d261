"""Mutation testing: change the code a little at a time, and see whether a test fails.

A *mutant* is the package with one small change. It is *killed* when a test fails, and
*survives* when none does. A survivor is a test that is missing, or a change that changes
nothing that can be seen; the second is *explained* in `explained.toml`, with the reason.

mutmut makes the mutants of functions; those of tables and constants, which it leaves
alone, are picked by hand (`picked`).
"""
