"""The directory of communities: data, questions, suggestions, days, links."""
