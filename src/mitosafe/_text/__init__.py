"""Text as it is written, folded and shown; nothing here knows a medicine."""
