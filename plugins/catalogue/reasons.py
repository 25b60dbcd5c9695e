"""What stops a build for a reason that an editor, a designer or an operator can mend."""

from .assets import AssetMissing
from .composing import WordsMissing
from .documents import DocumentsFault
from .edition import AddressTaken
from .faults import Faults
from .given import SettingRefused
from .staging import NoRoom

REASONS = (Faults, DocumentsFault, AddressTaken, WordsMissing, AssetMissing, SettingRefused, NoRoom)
"""Each says in words what to do next."""
