"""./run and ./test work on any machine: POSIX sh, versions pinned to the last one, no host and no machine by name."""

import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ("run", "test", ".ci/run", ".ci/environment.sh")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
# Made on this machine (see .gitignore), so whatever they name.
MADE_HERE = {".git", ".venv", "instance", "vendor", "dist", "screens", "__pycache__"}
# Registries and mirrors come from each machine's own settings. Spelled apart: this file is looked at as well.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("cdnjs", "cloudflare", "com"),
        ("deb", "debian", "org"),
    )
]
A_MACHINE = re.compile(r"(?<![\w.:/-])/(work|farm|root|home/\w+|Users/\w+|tmp/bash_jobs)/")


def committed_texts() -> Iterator[tuple[Path, str]]:
    """Every text of the project. Walked, not asked of git: the bare machine has none."""
    for folder, names, files in os.walk(ROOT):
        names[:] = [n for n in names if n not in MADE_HERE and not n.endswith((".egg-info", "_cache", ".hypothesis"))]
        for file in files:
            path = Path(folder, file)
            if path.suffix in {".pyc", ".mo", ".sqlite"}:
                continue
            try:
                yield path.relative_to(ROOT), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a picture


def pins() -> dict[str, str]:
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!_-]+", line) for line in lines), "only name==version lines"
    return {canonicalize_name(line.split("==")[0]): line.split("==")[1] for line in lines}


def required() -> list[Requirement]:
    project = PROJECT["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"], *PROJECT["build-system"]["requires"]]
    return [Requirement(text) for text in named]


def everything_required() -> set[str]:
    """What is required, and what that requires, as far as it is installed here."""
    seen: set[tuple[str, str]] = set()
    ahead = [(r.name, extra) for r in required() for extra in ("", *r.extras)]
    while ahead:
        name, extra = ahead.pop()
        if (key := (canonicalize_name(name), extra)) in seen:
            continue
        seen.add(key)
        try:
            needs = distribution(name).requires or []
        except PackageNotFoundError:  # a build requirement: it lives in the build's own environment
            continue
        for need in map(Requirement, needs):
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                ahead += [(need.name, e) for e in ("", *need.extras)]
    return {name for name, _ in seen}


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = []
    for path, text in committed_texts():
        found += [f"{path}: {host}" for host in HOSTS if host in text]
        found += [f"{path}: {match.group()}" for match in A_MACHINE.finditer(text)]
    assert not found, "Each machine's own settings say where packages and files are:\n" + "\n".join(found)


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_commands_are_posix_sh(script: str) -> None:
    shell = shutil.which("dash") or shutil.which("sh")
    assert shell
    subprocess.run([shell, "-n", ROOT / script], check=True)
    text = (ROOT / script).read_text()
    assert not re.search(r"(?m)\[\[|^\s*(local|function|source) |<<<|pipefail|\becho -", text), (
        "bash or ksh only: write sh"
    )


@pytest.mark.parametrize("script", ["run", "test", ".ci/run"])
def test_the_commands_can_be_started(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK), f"chmod +x {script}"
    assert (ROOT / script).read_text().startswith("#!/bin/sh\n")


def test_everything_installed_is_pinned() -> None:
    missing = everything_required() - pins().keys()
    assert not missing, f"constraints.txt must name the exact version of {', '.join(sorted(missing))}"


def test_what_runs_here_is_what_is_pinned() -> None:
    other = []
    for name, version in pins().items():
        try:
            if (here := distribution(name).version) != version:
                other.append(f"{name} {here}, pinned {version}")
        except PackageNotFoundError:
            continue
    assert not other, "; ".join(other)


def test_the_pins_can_be_installed_on_the_oldest_python() -> None:
    """Debian 12 has Python 3.11.2; some packages ask for a later 3.11."""
    too_new = []
    for name in pins():
        try:
            wants = distribution(name).metadata["Requires-Python"] or ""
        except PackageNotFoundError:
            continue
        if not SpecifierSet(wants).contains("3.11.2"):
            too_new.append(f"{name} wants Python {wants}")
    assert not too_new, "; ".join(too_new)


def test_the_pins_satisfy_the_project() -> None:
    wrong = [str(r) for r in required() if not r.specifier.contains(pins().get(canonicalize_name(r.name), "0"))]
    assert not wrong, f"constraints.txt and pyproject.toml disagree about {', '.join(wrong)}"
