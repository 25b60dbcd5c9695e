"""From a picture as it was brought to those that pages show: turned, in sRGB, cut, scaled, and silent about its origin.

What a camera or a program wrote beside the pixels (where it was taken, with what, by whom, a small picture of before it
was cut) never gets into a picture that is published.
"""

import io
import warnings
from typing import TYPE_CHECKING, Any

from ..reading.pictures import KINDS, kind_of

if TYPE_CHECKING:
    from PIL.Image import Image

PAPER = (251, 246, 236)
"""Shows where a picture is transparent."""
AVIF_QUALITY, JPEG_QUALITY = 50, 75
HIGHER = 0.4
"""Where the middle of a cut lies in what is left over: a little higher than the middle, as faces and towers do."""


class PictureBroken(Exception):
    """A picture ends in the middle, or makes no sense; the message says which, and what to do."""


def developed(content: bytes, file: str) -> "Image":
    """The pixels of a picture, upright and in sRGB; of one that moves, the first. Raises PictureBroken."""
    from PIL import Image, ImageOps

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(io.BytesIO(content), formats=[kind_of(file)]) as image:
                image.load()
                turned = ImageOps.exif_transpose(image)
        except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
            raise PictureBroken(f"media/{file}: {error} -> save the picture anew") from error
    clean = Image.new("RGB", turned.size, PAPER)  # nothing that goes with the pixels comes along
    pixels = _in_srgb(turned)
    clean.paste(pixels, None, pixels if pixels.mode == "RGBA" else None)
    return clean


def _in_srgb(image: "Image") -> "Image":
    from PIL import ImageCms

    if image.mode.startswith("I"):  # 16 bits a pixel
        image = image.point(lambda value: value / 256).convert("L")
    profile = image.info.get("icc_profile")
    flat = image if image.mode in ("L", "RGB", "RGBA", "CMYK") else image.convert(_plainer(image))
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if flat.mode == "RGBA" else "RGB"
            return ImageCms.profileToProfile(flat, own, ImageCms.createProfile("sRGB"), outputMode=mode) or flat
        except (ImageCms.PyCMSError, OSError):  # one for other pixels than these
            pass
    return flat if flat.mode == "RGBA" else flat.convert("RGB")


def _plainer(image: "Image") -> str:
    return "RGBA" if image.has_transparency_data else "RGB"


def cut(image: "Image", size: tuple[int, int]) -> "Image":
    """A picture cut to the proportions of a size, and scaled to it."""
    from PIL import Image, ImageOps

    return ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=(0.5, HIGHER))


def narrowed(image: "Image", most: int) -> "Image":
    """A picture at most so many pixels wide."""
    from PIL import Image

    if image.width <= most:
        return image
    return image.resize((most, max(1, round(image.height * most / image.width))), Image.Resampling.LANCZOS)


def encoded(image: "Image", ending: str, speed: int) -> bytes:
    """A file of the kind of its ending, with pixels and nothing else; AVIF at a speed from 0 to 10."""
    made = io.BytesIO()
    image.save(made, KINDS[ending.lower()], **_options(ending.lower(), speed))
    return made.getvalue()


def _options(ending: str, speed: int) -> dict[str, Any]:
    if ending == "avif":
        return {"quality": AVIF_QUALITY, "speed": speed, "max_threads": 1}
    return {"optimize": True} if ending == "png" else {"quality": JPEG_QUALITY, "optimize": True, "progressive": True}
