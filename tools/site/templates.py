"""Pages from templates, in which every value is escaped unless it is HTML already."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)


def filled(name: str, **values: object) -> str:
    """Return a template with its values.

    Args:
        name: The file, in `tools/site/templates`.
        values: What stands in it; HTML only as `Markup`.
    """
    return _ENVIRONMENT.get_template(name).render(values)
