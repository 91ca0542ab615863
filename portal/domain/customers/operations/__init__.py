"""What can be done about customers and their vehicles."""

from portal.domain.customers.operations.assets import add_asset, change_asset
from portal.domain.customers.operations.customers import add_customer, allow_calls, change_customer, stop_calls
from portal.domain.customers.operations.history import (
    finish_open_item,
    note_open_item,
    record_complaint,
    record_visit,
    settle_complaint,
)

__all__ = [
    "add_asset",
    "add_customer",
    "allow_calls",
    "change_asset",
    "change_customer",
    "finish_open_item",
    "note_open_item",
    "record_complaint",
    "record_visit",
    "settle_complaint",
    "stop_calls",
]
