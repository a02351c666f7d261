"""CDS Hooks: cards, and the service that gives them."""
