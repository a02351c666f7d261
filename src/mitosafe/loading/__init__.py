"""Files to values: read, decode and check the form of what the list is made of."""
