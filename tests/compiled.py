"""Templates compiled once for all applications, processes and phases of ./test, not by each for itself."""

from hashlib import sha256
from pathlib import Path

import jinja2
import pytest
from jinja2.bccache import Bucket

from portal.web.app import Portal

PORTAL = Path(__file__).parents[1] / "portal"


class Compiled(jinja2.FileSystemBytecodeCache):
    """What Jinja compiled, kept by source (as Jinja does), by how the environment compiles, and by all of our code."""

    def __init__(self, folder: Path) -> None:
        """Filters are asked while compiling: what another portal compiled counts for nothing."""
        super().__init__(str(folder))
        code = sha256(jinja2.__version__.encode())
        for path in sorted(PORTAL.rglob("*.py")):
            code.update(path.read_bytes())
        self.code = code.hexdigest()

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """As Jinja's, but a mail in plain text and one in HTML are compiled differently from the same file."""
        escapes = environment.autoescape(name) if callable(environment.autoescape) else environment.autoescape
        how = f"{escapes} {environment.trim_blocks} {sorted(environment.extensions)} {sorted(environment.filters)}"
        return super().get_bucket(environment, f"{name} {how} {self.code}", filename, source)


def pytest_configure(config: pytest.Config) -> None:
    """For every application of this process."""
    if hasattr(config, "cache"):
        Portal.jinja_options = {"bytecode_cache": Compiled(config.cache.mkdir("templates"))}
