"""Many entries at once: read files, answer each row, count and report."""
