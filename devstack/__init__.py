"""The local shop: the site and the functions on one origin, the stand-ins around them."""
