"""`make report BASE=main`: what the work tree's content changes for visitors, as a comment on a pull request."""

import os
import sys
from functools import partial

from catalogue.report.command import Helpers, main

from infra.bookings import seats_of
from infra.pictures import pictures_of

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:], Helpers(partial(seats_of, environ=os.environ), pictures_of)))
