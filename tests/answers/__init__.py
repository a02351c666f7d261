"""Questions put to a list, and the answers."""
