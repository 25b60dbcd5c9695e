"""The pictures that offers show: there, of the kind that they say, large and light enough."""

import warnings
from typing import NamedTuple

from .faults import Fault
from .scan import NO_FILE
from .sources import OfferSource
from .tree import Tree

LEAST_WIDTH, LEAST_HEIGHT = 1_200, 750
"""In pixels: what the largest place for a picture takes on a fine screen."""

MOST_BYTES = 8 * 1024 * 1024
ORIENTATION = 0x112
SIDEWAYS = (5, 6, 7, 8)
"""The tag of Exif that says how a camera was held, and those values that exchange width and height."""

MOST_PIXELS = 60_000_000
"""More than any camera that visits are photographed with; such a picture takes 180 MB of memory."""

KINDS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}


class Verdict(NamedTuple):
    """What is wrong with a picture, if anything is."""

    code: str = ""
    params: tuple[tuple[str, object], ...] = ()


class Pictures:
    """Takes note of the pictures of offers, and looks at each once."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._seen: dict[str, Verdict] = {}
        self._faults: list[Fault] = []

    def take(self, offer: OfferSource) -> None:
        """Note what is wrong with an offer's pictures."""
        before = len(offer.main.faults)
        for index, image in enumerate(offer.facts.images):
            verdict = self._seen.get(image.file) or self._seen.setdefault(image.file, self._look(image.file))
            if verdict.code:
                offer.add(("images", index, "file"), verdict.code, value=image.file, **dict(verdict.params))
        self._faults += offer.main.faults[before:]

    def faults(self) -> list[Fault]:
        """What was noted."""
        return self._faults

    def _look(self, file: str) -> Verdict:
        size, *_ = self.tree.stats.get(f"media/{file}", NO_FILE)
        if size < 0:
            return Verdict("picture_missing")
        if size > MOST_BYTES:
            return Verdict("picture_too_heavy", (("size", round(size / 1024 / 1024, 1)),))
        path = f"{self.tree.root}/media/{file}"
        found, code = _seen(path)
        if found is None:
            return Verdict(code, (("kind", kind_of(path)),))
        if found[0] < LEAST_WIDTH or found[1] < LEAST_HEIGHT:
            return Verdict("picture_too_small", (("width", found[0]), ("height", found[1])))
        return Verdict() if is_whole(path) else Verdict("picture_broken")


def kind_of(path: str) -> str:
    """What a file's name says that it is: `JPEG`."""
    return KINDS[path.rpartition(".")[2].lower()]


def pixels(path: str) -> tuple[int, int] | None:
    """Width and height as they are shown, from the head of the file; None where it is no picture of the kind that its
    name says, or a bomb.
    """
    return _seen(path)[0]


def _seen(path: str) -> tuple[tuple[int, int] | None, str]:
    """The size of a picture, or the code of what is wrong with it."""
    from PIL import Image  # here, because most contents have no picture to look at

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(path, formats=[kind_of(path)]) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None, "picture_too_large"
                turned = image.getexif().get(ORIENTATION, 1) in SIDEWAYS
                return (image.height, image.width) if turned else image.size, ""
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            return None, "picture_too_large"
        except (OSError, SyntaxError, ValueError, Warning):
            return None, "picture_unreadable"


def is_whole(path: str) -> bool:
    """Whether a picture can be read to its end; a JPEG is, at an eighth of its size, which is quick."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(path, formats=[kind_of(path)]) as image:
                image.draft("RGB", (image.width // 8, image.height // 8))
                image.load()
                return True
        except (OSError, SyntaxError, ValueError, Warning):
            return False
