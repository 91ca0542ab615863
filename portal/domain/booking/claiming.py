"""Of two who edit the same service, resource or shop one wins, and the other is told."""

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from portal.db import session
from portal.domain.booking.models import Resource, Service, Shop
from portal.domain.errors import ChangedMeanwhile


def claim(model: type[Service | Resource | Shop], row: Service | Resource | Shop, version: int | None) -> None:
    """The row is this editor's to change. Refused, with ChangedMeanwhile, when `version` is no longer its."""
    seen = row.version if version is None else version
    claimed = update(model).where(model.id == row.id, model.version == seen).values(version=seen + 1)
    done = session().execute(claimed.execution_options(synchronize_session=False))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    set_committed_value(row, "version", seen + 1)
