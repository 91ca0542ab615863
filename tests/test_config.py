"""A wrong value stops the start with sentences that say which it is and what is allowed; all at once (P42)."""

import stat
from pathlib import Path

import pytest

from portal.config import Config, ConfigWrong


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("DATABASE_URL", "mysql://x", "Allowed are sqlite:///path and postgresql://user@host/name."),
        ("PORTAL_URL", "desk.example.com", "Give the address people use, for example https://desk.example.com."),
        ("PORTAL_URL", "javascript:alert(1)", "Give the address people use"),
        ("PORTAL_MAIL_URL", "imap://mail.example.com", "must begin with one of smtp://"),
        ("PORTAL_PROXIES", "-1", "Allowed are 0 (none) to 5"),
        ("PORTAL_PROXIES", "many", "Allowed are 0 (none) to 5"),
        ("PORTAL_LOG_LEVEL", "loud", "Allowed are debug, info, warning, error."),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed_p42(tmp_path: Path, variable: str, value: str, said: str):
    with pytest.raises(ConfigWrong) as wrong:
        Config.read(tmp_path, {variable: value})
    assert said in str(wrong.value)
    assert len(wrong.value.problems) == 1


def test_all_wrong_values_are_named_at_once(tmp_path: Path):
    (tmp_path / "portal.toml").write_text('colour = "red"\nproxies = "nine"\n')
    with pytest.raises(ConfigWrong) as wrong:
        Config.read(tmp_path, {"PORTAL_LOG_LEVEL": "loud"})
    assert len(wrong.value.problems) == 3


def test_the_environment_wins_over_the_file(tmp_path: Path):
    (tmp_path / "portal.toml").write_text('public_url = "https://file.example.com"\nlog_level = "error"\n')
    config = Config.read(tmp_path, {"PORTAL_URL": "https://desk.example.com/"})
    assert (config.public_url, config.log_level, config.is_secure) == ("https://desk.example.com", "error", True)


def test_the_secret_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path):
    """P42: secrets."""
    first = Config.read(tmp_path, {}).secret_key
    assert len(first) == 64
    assert Config.read(tmp_path, {}).secret_key == first
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_what_is_not_readable_as_toml_is_said(tmp_path: Path):
    (tmp_path / "portal.toml").write_text("proxies = ")
    with pytest.raises(ConfigWrong, match="is not readable as TOML"):
        Config.read(tmp_path, {})
