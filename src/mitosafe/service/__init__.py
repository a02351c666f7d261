"""The CDS Hooks service over HTTP: `python -m mitosafe.service` (extra `mitosafe[service]`).

It reads what a client sends, answers, and forgets it: nothing of a request is logged or
kept, and nothing is fetched from anywhere.
"""

from __future__ import annotations

from mitosafe.errors import needed

with needed("services over HTTP", "service"):
    from mitosafe.service.app import Settings, application
    from mitosafe.service.server import NotStarted, running, serve

__all__ = ["NotStarted", "Settings", "application", "running", "serve"]
