"""What each extra does when it is installed alone.

A file here is a *scenario*: `frames_pandas` is the wheel with the extra `frames`, and
beside it pandas and nothing more; `none` is the wheel with no extra. Its tests use the
door as a user would. They are run in two ways, and never as files among others:

- `make test` hides from a new process all that the scenario does not install (`hiding`);
- `make test-extras` makes a new environment for each (`tools/test_extras.py`).
"""
