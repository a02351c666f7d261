"""The built site in a real browser; run by `make docs-test` alone."""  # noqa: A005
