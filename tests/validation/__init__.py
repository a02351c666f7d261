"""What is wrong with a whole list."""
