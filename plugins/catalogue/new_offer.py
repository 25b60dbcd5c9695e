"""`make new-offer`: asks what an offer needs, and writes its files."""
