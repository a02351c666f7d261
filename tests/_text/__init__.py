"""Text as it is written, folded and shown."""
