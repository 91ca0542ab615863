"""How people reach it: every package in here holds one feature and offers `bp`."""

from importlib import import_module
from pkgutil import iter_modules

BLUEPRINTS = [import_module(f"{__name__}.{module.name}").bp for module in iter_modules(__path__) if module.ispkg]
