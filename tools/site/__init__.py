"""The generated part of the documentation site; run as `python -m tools.site`."""
