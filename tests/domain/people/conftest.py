"""Operations run inside one transaction of the test's own; time is an argument."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from portal.db import transaction


@pytest.fixture
def inside(app) -> Iterator[Session]:
    """Inside a transaction; what a test leaves is undone by the next one's fresh database."""
    with app.app_context(), transaction() as session:
        yield session
