"""CDS Hooks: the discovery document, and cards for the orders of a request."""

from __future__ import annotations

from mitosafe.cds_hooks.hooks import HOOKS, BadRequest, respond, service_id, services

__all__ = ["HOOKS", "BadRequest", "respond", "service_id", "services"]
