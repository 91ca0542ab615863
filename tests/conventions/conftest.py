"""The world that the tests walk through."""

import gc

import pytest

from tests.conventions.world import World, make_world


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Made once in a process; whoever changes it puts it back."""
    made = make_world(tmp_path_factory.mktemp("world"))
    gc.freeze()  # like the application of all tests
    return made
