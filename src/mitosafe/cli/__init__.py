"""The command line: one module a family of commands, none of which decides anything.

`app` holds them together, `options` what they share, `paint` how blocks look in a
terminal, `plain` what `--json` gives. Needs the extra `cli`.
"""
