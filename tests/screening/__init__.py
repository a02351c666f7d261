"""Many entries at once."""
