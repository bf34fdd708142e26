"""Chinese frames: which words evoke an event type and where its participants stand (``data/frames/*.zh.yml``)."""

from extractors.chinese.frames.load import Frames, load_frames
from extractors.chinese.frames.matching import Trigger, TriggerFinder, overlap
from extractors.chinese.frames.schema import Cue, Example, Frame, RoleRule, Unit

__all__ = [
    "Cue",
    "Example",
    "Frame",
    "Frames",
    "RoleRule",
    "Trigger",
    "TriggerFinder",
    "Unit",
    "load_frames",
    "overlap",
]
