"""A page to print, and a card for the wallet."""
