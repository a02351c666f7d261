"""Where patients meet: communities, campaigns and awareness days."""
