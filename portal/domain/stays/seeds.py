"""What VIP levels bring to begin with, from defaults.toml: the hotel's procedure (V1-V5, vip-rules.md 1.8)."""

import tomllib
from datetime import datetime
from pathlib import Path

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.stays.models import Profile
from portal.domain.stays.operations.setting_up import write_profile
from portal.domain.stays.profile import Profile as Content
from portal.domain.stays.profile import profile_of
from portal.domain.stays.queries import newest_profile

DEFAULTS = Path(__file__).with_name("defaults.toml")


def default_profile() -> Content:
    """What the file says."""
    return profile_of(tomllib.loads(DEFAULTS.read_text(encoding="utf-8")))


def seed_profile(*, by: Actor, at: datetime) -> Profile:
    """The house's newest profile; the default one where it has none."""
    there = newest_profile()
    if there is None:
        there = write_profile(default_profile(), by=by, at=at)
        session().flush()
    return there
