"""The rules of the shop, pure: they take a state, a request and `now`, and give a decision."""
