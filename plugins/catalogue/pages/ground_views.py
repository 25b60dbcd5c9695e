"""What maps receive besides offers: the drawing under them, and the pictures of streets where an operator has some."""

from collections.abc import Mapping
from typing import NamedTuple


class GroundView(NamedTuple):
    """The drawing under every map of the site, and how its units go with degrees."""

    url: str
    """Hashed address of the SVG file; `#land` and `#river` are its parts, `#land-<territory>` one outline."""
    width: int
    height: int
    north: float
    """Degrees at the upper edge, WGS 84."""
    west: float
    down: float
    """Units to a degree of latitude."""
    across: float
    """Units to a degree of longitude."""
    communes: Mapping[str, tuple[float, float]]
    """Where communes lie, by the slugs of their names, in degrees; others lie amid their offers."""

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a place lies, in units from the upper left corner."""
        return (lon - self.west) * self.across, (self.north - lat) * self.down

    @property
    def south(self) -> float:
        """Degrees at the lower edge."""
        return self.north - self.height / self.down

    @property
    def east(self) -> float:
        """Degrees at the right edge."""
        return self.west + self.width / self.across


class TilesView(NamedTuple):
    """The pictures of streets under the interactive map, from a server of the operator's choice."""

    url: str
    """With {z}, {x} and {y}."""
    attribution: str
    """HTML, of the operator's own settings."""
    max_zoom: int
