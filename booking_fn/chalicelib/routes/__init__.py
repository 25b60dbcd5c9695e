"""HTTP at the edge: parse, call one operation, answer."""
