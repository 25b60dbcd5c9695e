"""Photographs: upright, in sRGB, in sizes that browsers choose from, and without a word of where they were taken."""

import io
import re
import shutil
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from catalogue.pages.briefs import Pictured
from catalogue.pages.developing import PAPER, PictureBroken, cut, developed, encoded
from catalogue.pages.photographs import CARD, POSTER, WHOLE, sizes, source, sources
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from .building import SAMPLE, Run, built, run_build
from .reading import Page, read_site

Illustrated = tuple[Run, Mapping[str, Page]]

SECRETS = (b"SecretCam", b"Exif", b"GPS", b"Ada at home", b"http://ns.adobe.com", b"ICC_PROFILE", b"acsp")
PLACE = {1: "N", 2: (48.0, 50.0, 12.0), 3: "E", 4: (2.0, 21.0, 7.0)}
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/' about='http://ns.adobe.com/xap/1.0/'>Ada at home</x:xmpmeta>"


def exif(turned: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[0x0112] = turned
    found[0x010F] = "SecretCam"
    found.get_ifd(0x8825).update(PLACE)
    return found


def profile(*, swapped: bool = False) -> bytes:
    """That of sRGB; or one in which red means green, and green red."""
    found = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    if swapped:
        (count,) = struct.unpack(">I", found[128:132])
        entries = (found[at : at + 8] for at in range(132, 132 + 12 * count, 12))
        tags = {bytes(entry[:4]): struct.unpack(">I", entry[4:])[0] for entry in entries}
        red, green = tags[b"rXYZ"], tags[b"gXYZ"]
        found[red : red + 20], found[green : green + 20] = found[green : green + 20], found[red : red + 20]
    return bytes(found)


def photograph(width: int = 1500, height: int = 1000) -> Image.Image:
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    ImageDraw.Draw(image).ellipse((width // 3, height // 4, width // 2, height // 2), fill="#c8321f")
    return image


def file_of(image: Image.Image, kind: str, **more: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **more)
    return made.getvalue()


@pytest.fixture(scope="module")
def illustrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Illustrated]:
    """The sample with two photographs that tell where they were taken, one of them in Markdown too."""
    folder = tmp_path_factory.mktemp("illustrated")
    content = Path(shutil.copytree(SAMPLE, folder / "content"))
    about = {"exif": exif(6), "icc_profile": profile(), "xmp": XMP, "comment": b"Ada at home"}
    (content / "media/cranes.jpg").write_bytes(file_of(photograph(), "JPEG", **about))
    (content / "media/IMG_0001.JPG").write_bytes(file_of(photograph(), "JPEG", **about))
    (content / "media/scan.tiff").write_bytes(file_of(photograph(), "TIFF", exif=exif()))
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "Ada at home")
    (content / "media/walls.png").write_bytes(file_of(photograph(700, 500), "PNG", exif=exif(), pnginfo=told))
    images = "images:\n  - {file: walls.png, credit: Ada, licence: public-domain}\n  - {file: cranes."
    for lang in ("fr", "en"):
        path = content / f"offers/quays.{lang}.md"
        text = path.read_text("utf-8").replace("cranes.png:", "walls.png: Un mur\n  cranes.jpg:")
        text = text.replace("images:\n  - {file: cranes.png", f"{images}jpg")
        path.write_text(f"{text}\n![Une grue](/media/cranes.jpg)\n", "utf-8")
    site = built(run_build(folder, content))
    yield site, read_site(site.output)
    shutil.rmtree(folder)


def pictures(site: Run) -> list[Path]:
    return [path for path in site.output.rglob("*") if path.suffix.lower() in (".jpg", ".png", ".avif", ".tiff")]


def test_no_published_picture_tells_where_when_or_with_what_it_was_taken(illustrated: Illustrated) -> None:
    site, _ = illustrated
    found = pictures(site)
    assert {path.suffix for path in found} == {".jpg", ".JPG", ".png", ".avif"}
    assert site.output / "media/cranes.jpg" in found
    for path in found:
        content = path.read_bytes()
        assert not [secret for secret in SECRETS if secret in content], path
        with Image.open(path) as image:
            assert not image.getexif()
            assert not {"icc_profile", "exif", "xmp", "comment", "Comment", "photoshop"} & image.info.keys(), path


def test_a_picture_in_markdown_is_published_upright_under_its_own_name(illustrated: Illustrated) -> None:
    site, _ = illustrated
    with Image.open(site.output / "media/cranes.jpg") as image:
        assert image.size == (1000, 1500)


def test_the_first_picture_is_card_and_poster_and_the_others_are_shown_whole(illustrated: Illustrated) -> None:
    _, pages = illustrated
    page = pages["/fr/visites/quais/"]
    assert re.findall(r'class="c-bill__picture" src="(\S+?)\.', page.source) == ["/theme/covers/walls_poster700"]
    assert "Illustration" not in page.source
    assert page.source.count("c-photos__one") == 1
    assert "domaine public" in page.source
    card = next(one for one in pages["/fr/visites/"].all("img") if "walls" in one.get("src", ""))
    assert (card.get("width"), card.get("height"), card.get("alt")) == ("640", "400", "")


def test_every_address_that_a_browser_may_choose_is_there_and_as_wide_as_said(
    illustrated: Illustrated,
) -> None:
    site, pages = illustrated
    said = {one for page in pages.values() for one in re.findall(r"(/theme/covers/\S+) (\d+)w", page.source)}
    assert {width for _, width in said} == {"480", "700", "960", "1000"} - {"1000"}
    for address, width in said:
        with Image.open(site.output / address[1:]) as image:
            assert image.width == int(width)


def test_the_picture_of_a_shared_link_is_of_the_size_that_networks_ask_for(illustrated: Illustrated) -> None:
    site, pages = illustrated
    for address, kind in (("/fr/visites/quais/", "JPEG"), ("/fr/visites/bobines/", "PNG")):
        (shared,) = re.findall(r'property="og:image" content="[^"]*(/theme/\S+?)"', pages[address].source)
        with Image.open(site.output / shared[1:]) as image:
            assert (image.format, image.size) == (kind, (1200, 630))
        assert (site.output / shared[1:]).stat().st_size <= 100_000


@pytest.mark.parametrize(
    ("width", "height", "how", "expected"),
    [
        (4000, 3000, WHOLE, ((480, 360), (960, 720), (1440, 1080))),
        (1200, 750, WHOLE, ((480, 300), (960, 600))),
        (1200, 750, CARD, ((480, 300), (960, 600))),
        (700, 500, POSTER, ((700, 257),)),
        (3000, 300, CARD, ((480, 300),)),
        (1, 1, CARD, ((1, 1),)),
        (1, 1, WHOLE, ((1, 1),)),
    ],
)
def test_no_version_is_larger_than_the_picture(
    width: int, height: int, how: object, expected: tuple[tuple[int, int], ...]
) -> None:
    one = Pictured("walls.jpg", (0, 0, 0), "1a2b3c4d", width, height)
    assert sizes(one, how) == expected  # type: ignore[arg-type]
    assert source(one, how).rpartition(".")[2] == "jpg"  # type: ignore[arg-type]
    assert sources(one, how).avif.count("w") >= len(expected)  # type: ignore[arg-type]


RED = (200, 30, 30)


def near(found: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) <= 12 for one, other in zip(found, wanted, strict=True))


def painted() -> Image.Image:
    """With a palette."""
    image = Image.new("P", (40, 30), 1)
    image.putpalette([0, 0, 0, *RED, 9, 9, 9])
    return image


def moving() -> bytes:
    others = [Image.new("RGB", (40, 30), "blue")]
    return file_of(Image.new("RGB", (40, 30), RED), "WEBP", save_all=True, append_images=others, lossless=True)


@pytest.mark.parametrize(
    ("file", "content", "colour"),
    [
        ("a.jpg", file_of(Image.new("CMYK", (40, 30), (0, 255, 255, 60)), "JPEG"), (195, 0, 0)),
        ("a.jpg", file_of(Image.new("L", (40, 30), 90), "JPEG"), (90, 90, 90)),
        ("a.png", file_of(painted(), "PNG"), RED),
        ("a.png", file_of(painted(), "PNG", transparency=1), PAPER),
        ("a.png", file_of(Image.new("RGBA", (40, 30), (200, 30, 30, 0)), "PNG"), PAPER),
        ("a.png", file_of(Image.new("LA", (40, 30), (80, 255)), "PNG"), (80, 80, 80)),
        ("a.png", file_of(Image.new("1", (40, 30), 1), "PNG"), (255, 255, 255)),
        ("a.png", file_of(Image.new("I;16", (40, 30), 0x8000), "PNG"), (128, 128, 128)),
        ("a.webp", moving(), RED),
        ("a.avif", file_of(Image.new("RGB", (40, 30), RED), "AVIF"), RED),
        ("a.png", file_of(Image.new("RGB", (40, 30), RED), "PNG", icc_profile=b"no profile"), RED),
        ("a.png", file_of(Image.new("RGB", (40, 30), "red"), "PNG", icc_profile=profile(swapped=True)), (0, 255, 0)),
    ],
)
def test_every_kind_of_pixels_becomes_plain_colours(file: str, content: bytes, colour: tuple[int, int, int]) -> None:
    image = developed(content, file)
    assert (image.mode, image.size, image.info) == ("RGB", (40, 30), {})
    assert near(image.getpixel((20, 15)), colour)


@pytest.mark.parametrize(("turned", "corner"), [(1, (0, 0)), (3, (39, 29)), (6, (29, 0)), (8, (0, 39))])
def test_a_camera_held_sideways_gives_an_upright_picture(turned: int, corner: tuple[int, int]) -> None:
    image = Image.new("RGB", (40, 30), "white")
    image.putpixel((0, 0), RED)
    found = developed(file_of(image, "PNG", exif=exif(turned)), "a.png")
    assert found.getpixel(corner) == RED


def test_a_cut_keeps_the_proportions_of_what_it_shows() -> None:
    image = Image.new("RGB", (400, 100), "white")
    ImageDraw.Draw(image).ellipse((150, 0, 249, 99), fill="black")
    found = cut(image, (100, 100))
    assert near(found.getpixel((50, 3)), (0, 0, 0))
    assert near(found.getpixel((3, 50)), (0, 0, 0))


@pytest.mark.parametrize("ending", ["avif", "jpg", "png", "webp"])
def test_the_same_pixels_give_the_same_file(ending: str) -> None:
    image = photograph(200, 100)
    assert encoded(image, ending, 10) == encoded(image, ending, 10)


def test_a_picture_that_ends_too_soon_stops_the_build_and_says_which(tmp_path: Path) -> None:
    broken = file_of(photograph(), "JPEG")[:-3000]
    with pytest.raises(PictureBroken, match=r"^media/walls\.jpg: .* -> save the picture anew$"):
        developed(broken, "walls.jpg")
    content = Path(shutil.copytree(SAMPLE, tmp_path / "content"))
    (content / "media/walls.jpg").write_bytes(broken)
    done = run_build(tmp_path, content)
    assert done.code == 1
    assert "media/walls.jpg: " in done.said
