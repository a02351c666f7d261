"""Names and codes to subjects."""
