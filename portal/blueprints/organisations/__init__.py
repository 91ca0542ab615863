"""Customers: organisations, their contracts, and what a customer reads about the own one."""

from flask import Blueprint

from portal.blueprints.organisations import contracts, exports, options, organisations, own, renewals
from portal.web.countries import countries_in_words, country_name

bp = Blueprint("organisations", __name__)
bp.register_blueprint(own.bp, url_prefix="/organisation")
bp.register_blueprint(organisations.bp, url_prefix="/organisations")
bp.register_blueprint(contracts.bp, url_prefix="/organisations/<int:organisation_id>/contracts")
bp.register_blueprint(options.bp, url_prefix="/organisations/<int:organisation_id>/contracts/<int:contract_id>/options")
bp.register_blueprint(renewals.bp, url_prefix="/organisations/<int:organisation_id>/renewals")
bp.register_blueprint(exports.bp, url_prefix="/organisations/<int:organisation_id>/export")
bp.add_app_template_filter(countries_in_words, "countries")
bp.add_app_template_filter(country_name, "country")
