"""Which tests stay together when two processes share them: the demo's, so that it is filled once in a run."""

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/demo/",)


class OneByOne(LoadScopeScheduling):
    """Each test by itself, but those of one of these folders in one process, and first."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneByOne | None:
    """For -n 2 as it is; who asks for another distribution gets that."""
    return OneByOne(config, log) if config.getvalue("dist") == "load" else None
