"""Reads QR codes back without an imaging library: PNG of one bit a pixel, and SVG paths that stroke rows."""

import re
import struct
import zlib

import zxingcpp

SCALE = 4


def read_png(raw: object) -> tuple[bytes, int]:
    """The pixels of a greyscale PNG of one bit a pixel, as bytes of 0 or 255, and its width."""
    assert isinstance(raw, bytes)
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, position = {}, 8
    while position < len(raw):
        (length,), kind = struct.unpack(">I", raw[position:position + 4]), raw[position + 4:position + 8]
        chunks[kind] = raw[position + 8:position + 8 + length]
        position += 12 + length
    width, height, depth, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, colour) == (1, 0)
    lines, stride = zlib.decompress(chunks[b"IDAT"]), (width + 7) // 8 + 1
    rows, above = [], bytes(stride - 1)
    for start in range(0, height * stride, stride):
        above = _unfiltered(lines[start], lines[start + 1:start + stride], above)
        rows.append(_bits(above, width))
    return b"".join(rows), width


def read_svg(svg: str) -> tuple[bytes, int]:
    """The pixels of an SVG as segno draws it: `M4 4.5h7m2 0h2…`, strokes of one unit along the rows."""
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    path = re.search(r'<path[^>]*stroke="#000"[^>]* d="([^"]+)"', svg)
    assert found
    assert path
    size = int(found[1])
    grid = [bytearray(b"\xff" * size) for _ in range(size)]
    x, y = 0.0, 0.0
    for letter, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1]):
        steps = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if letter == "h":
            grid[int(y)][int(x):int(x + steps[0])] = b"\0" * int(steps[0])
            x += steps[0]
        else:
            x, y = (steps[0], steps[1]) if letter == "M" else (x + steps[0], y + steps[1])
    wide = [bytes(value for value in row for _ in range(SCALE)) for row in grid]
    return b"".join(row for row in wide for _ in range(SCALE)), size * SCALE


def decode_qr(pixels: bytes, width: int) -> str:
    """The one QR code of a greyscale picture."""
    picture = memoryview(pixels).cast("B", (len(pixels) // width, width))
    (code,) = zxingcpp.read_barcodes(picture)
    return str(code.text)


def _unfiltered(kind: int, row: bytes, above: bytes) -> bytes:
    """A row without its filter: none (0) or that of the row above (2)."""
    assert kind in (0, 2)
    return bytes((here + up) % 256 for here, up in zip(row, above, strict=True)) if kind else row


def _bits(row: bytes, width: int) -> bytes:
    return bytes(255 if row[at // 8] >> (7 - at % 8) & 1 else 0 for at in range(width))
