"""What stops a build for a reason that an editor, a designer or an operator can mend."""

from ..given import SettingRefused
from ..pages.assets import AssetMissing
from ..pages.developing import PictureBroken
from ..pages.documents import DocumentsFault
from ..reading.faults import Faults
from .composing import WordsMissing
from .crew import HelperLost
from .disk import NoRoom
from .parts import AddressTaken

REASONS = (
    Faults, DocumentsFault, AddressTaken, WordsMissing, AssetMissing, SettingRefused, NoRoom, HelperLost, PictureBroken,
)
"""Each says in words what to do next."""
