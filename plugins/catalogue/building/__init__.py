"""Building: what has changed, what depends on it, making that, and putting it in its place."""
