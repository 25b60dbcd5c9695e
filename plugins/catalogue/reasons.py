"""What stops a build for a reason that an editor, a designer or an operator can mend."""

from .assets import AssetMissing
from .composing import WordsMissing
from .crew import HelperLost
from .disk import NoRoom
from .documents import DocumentsFault
from .edition import AddressTaken
from .faults import Faults
from .given import SettingRefused

REASONS = (Faults, DocumentsFault, AddressTaken, WordsMissing, AssetMissing, SettingRefused, NoRoom, HelperLost)
"""Each says in words what to do next."""
