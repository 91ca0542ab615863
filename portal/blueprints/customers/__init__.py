"""The service desk's customers and their vehicles."""

from flask import Blueprint

from portal.blueprints.customers import assets, complaints, customers, do_not_call, erasures, exports, open_items

bp = Blueprint("customers", __name__, url_prefix="/customers")
bp.register_blueprint(customers.bp)
bp.register_blueprint(do_not_call.bp, url_prefix="/<int:customer_id>/do-not-call")
bp.register_blueprint(assets.bp, url_prefix="/<int:customer_id>/vehicles")
bp.register_blueprint(open_items.bp, url_prefix="/<int:customer_id>/vehicles/<int:asset_id>/open-items")
bp.register_blueprint(complaints.bp, url_prefix="/<int:customer_id>/vehicles/<int:asset_id>/complaints")
bp.register_blueprint(exports.bp, url_prefix="/<int:customer_id>/export")
bp.register_blueprint(erasures.bp, url_prefix="/<int:customer_id>/erasure")
