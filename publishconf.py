"""Settings of the production build: as `pelicanconf.py`, with the public address required."""

import os
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403

SITE_URL = os.environ.get("SITE_URL", "")
if not SITE_URL.startswith(("https://", "http://")):
    raise SystemExit("SITE_URL is not set to the public address of the site -> SITE_URL=https://visits.example.org")

DATA_OUTPUT = os.environ.get("DATA_OUTPUT", "build/publish")
"""Apart from those of `make serve`: this is what is packaged and published."""
AVIF_SPEED = 6
"""A tenth smaller, and three times as slow: worth it, as each picture is encoded once."""
