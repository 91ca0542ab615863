"""Every table, known to the metadata: importing this imports all models of the domain."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import portal.domain

for _package in iter_modules(portal.domain.__path__, "portal.domain."):
    if _package.ispkg and find_spec(f"{_package.name}.models"):
        import_module(f"{_package.name}.models")
