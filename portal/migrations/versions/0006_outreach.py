"""The service desk's customers and vehicles; whom the shop calls, and every attempt.

Revision ID: 0006
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from portal.db import UtcDateTime

revision = '0006'
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go there."""
    op.create_table('campaigns',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('most', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('changed_at', UtcDateTime(), nullable=False),
    sa.CheckConstraint("name <> '' AND what <> ''", name=op.f('ck_campaigns_says_what')),
    sa.CheckConstraint('most BETWEEN 1 AND 1000', name=op.f('ck_campaigns_some_are_invited')),
    sa.CheckConstraint('starts_on <= ends_on', name=op.f('ck_campaigns_ends_after_it_starts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaigns'))
    )
    op.create_table('customers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('name_key', sa.String(), nullable=False),
    sa.Column('salutation', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('board_consent', sa.Boolean(), nullable=False),
    sa.Column('do_not_call_at', UtcDateTime(), nullable=True),
    sa.Column('tags', sa.String(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('customer_since', sa.Date(), nullable=True),
    sa.Column('no_shows', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('changed_at', UtcDateTime(), nullable=False),
    sa.CheckConstraint("name <> ''", name=op.f('ck_customers_has_a_name')),
    sa.CheckConstraint("salutation IN ('mr', 'ms', 'none')", name=op.f('ck_customers_salutation_is_one')),
    sa.CheckConstraint('no_shows >= 0', name=op.f('ck_customers_no_shows_are_counted')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_customers'))
    )
    with op.batch_alter_table('customers', schema=None) as batch_op:
        batch_op.create_index('ix_customers_name', ['name', 'id'], unique=False)
        batch_op.create_index('ix_customers_phone', ['phone'], unique=False)

    op.create_table('outreach_reasons',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.CheckConstraint("reason IN ('complaint', 'pending', 'running_in', 'periodic', 'campaign')", name=op.f('ck_outreach_reasons_reason_is_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outreach_reasons')),
    sa.UniqueConstraint('reason', name='one_place_each')
    )
    op.create_table('assets',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('plate', sa.String(), nullable=False),
    sa.Column('plate_key', sa.String(), nullable=False),
    sa.Column('model', sa.String(), nullable=False),
    sa.Column('vin', sa.String(), nullable=False),
    sa.Column('colour', sa.String(), nullable=False),
    sa.Column('use', sa.String(), nullable=False),
    sa.Column('odometer_km', sa.Integer(), nullable=True),
    sa.Column('odometer_on', sa.Date(), nullable=True),
    sa.Column('next_due_on', sa.Date(), nullable=True),
    sa.Column('next_due_km', sa.Integer(), nullable=True),
    sa.Column('periodic_due_on', sa.Date(), nullable=True),
    sa.Column('running_in_due_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('changed_at', UtcDateTime(), nullable=False),
    sa.CheckConstraint("plate_key <> ''", name=op.f('ck_assets_has_a_plate')),
    sa.CheckConstraint("use IN ('private', 'company', 'taxi')", name=op.f('ck_assets_use_is_one')),
    sa.CheckConstraint('(odometer_km IS NULL) = (odometer_on IS NULL)', name=op.f('ck_assets_read_on_some_day')),
    sa.CheckConstraint('odometer_km IS NULL OR odometer_km >= 0', name=op.f('ck_assets_odometer_counts_up')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_assets_customer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assets'))
    )
    with op.batch_alter_table('assets', schema=None) as batch_op:
        batch_op.create_index('ix_assets_customer', ['customer_id'], unique=False)
        batch_op.create_index('ix_assets_periodic', ['periodic_due_on'], unique=False)
        batch_op.create_index('ix_assets_running_in', ['running_in_due_on'], unique=False)
        batch_op.create_index('uq_assets_plate', ['plate_key'], unique=True)

    op.create_table('asset_visits',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('asset_id', sa.Integer(), nullable=False),
    sa.Column('visited_on', sa.Date(), nullable=False),
    sa.Column('odometer_km', sa.Integer(), nullable=True),
    sa.Column('work', sa.String(), nullable=False),
    sa.Column('spend_cents', sa.Integer(), nullable=False),
    sa.CheckConstraint('spend_cents >= 0', name=op.f('ck_asset_visits_spend_is_counted')),
    sa.ForeignKeyConstraint(['asset_id'], ['assets.id'], name=op.f('fk_asset_visits_asset_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_asset_visits'))
    )
    with op.batch_alter_table('asset_visits', schema=None) as batch_op:
        batch_op.create_index('ix_asset_visits_asset', ['asset_id', 'visited_on'], unique=False)
        batch_op.create_index('ix_asset_visits_day', ['visited_on'], unique=False)

    op.create_table('call_claims',
    sa.Column('customer_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_call_claims_by_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_call_claims_customer_id')),
    sa.PrimaryKeyConstraint('customer_id', name=op.f('pk_call_claims'))
    )
    op.create_table('call_scripts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('written_at', UtcDateTime(), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("words <> ''", name=op.f('ck_call_scripts_says_something')),
    sa.ForeignKeyConstraint(['written_by_id'], ['people.id'], name=op.f('fk_call_scripts_written_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_scripts')),
    sa.UniqueConstraint('kind', 'locale', 'version', name='one_of_each_version')
    )
    op.create_table('complaints',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('asset_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('settled_at', UtcDateTime(), nullable=True),
    sa.Column('settled_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("what <> ''", name=op.f('ck_complaints_says_what')),
    sa.ForeignKeyConstraint(['asset_id'], ['assets.id'], name=op.f('fk_complaints_asset_id')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['people.id'], name=op.f('fk_complaints_settled_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaints'))
    )
    with op.batch_alter_table('complaints', schema=None) as batch_op:
        batch_op.create_index('ix_complaints_asset', ['asset_id'], unique=False)
        batch_op.create_index('ix_complaints_unsettled', ['made_on'], unique=False, sqlite_where=sa.text('settled_at IS NULL'), postgresql_where=sa.text('settled_at IS NULL'))

    op.create_table('incoming_calls',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('plate', sa.String(), nullable=False),
    sa.Column('rings', sa.Integer(), nullable=True),
    sa.Column('fault', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('summary_confirmed', sa.Boolean(), nullable=False),
    sa.Column('wanted', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('call_back_at', UtcDateTime(), nullable=True),
    sa.Column('called_back_at', UtcDateTime(), nullable=True),
    sa.CheckConstraint("result <> 'call_back' OR call_back_at IS NOT NULL", name=op.f('ck_incoming_calls_back_at_some_moment')),
    sa.CheckConstraint("result IN ('answered', 'booked', 'call_back', 'complaint')", name=op.f('ck_incoming_calls_result_is_one')),
    sa.CheckConstraint('rings IS NULL OR rings BETWEEN 1 AND 99', name=op.f('ck_incoming_calls_rings_are_counted')),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_incoming_calls_by_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_incoming_calls_customer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incoming_calls'))
    )
    with op.batch_alter_table('incoming_calls', schema=None) as batch_op:
        batch_op.create_index('ix_incoming_calls_at', ['at'], unique=False)
        batch_op.create_index('ix_incoming_calls_customer', ['customer_id', 'at'], unique=False)
        batch_op.create_index('ix_incoming_calls_promised', ['call_back_at'], unique=False, sqlite_where=sa.text('called_back_at IS NULL'), postgresql_where=sa.text('called_back_at IS NULL'))

    op.create_table('invites',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('asset_id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('visits', sa.Integer(), nullable=False),
    sa.Column('spend_cents', sa.Integer(), nullable=False),
    sa.Column('years', sa.Integer(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('not_before_at', UtcDateTime(), nullable=True),
    sa.Column('promised_at', UtcDateTime(), nullable=True),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('closed_at', UtcDateTime(), nullable=True),
    sa.CheckConstraint("(reason = 'campaign') = (campaign_id IS NOT NULL)", name=op.f('ck_invites_campaign_says_which')),
    sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name=op.f('ck_invites_closed_at_some_moment')),
    sa.CheckConstraint("reason IN ('complaint', 'pending', 'running_in', 'periodic', 'campaign')", name=op.f('ck_invites_reason_is_one')),
    sa.CheckConstraint("state IN ('open', 'booked', 'declined', 'not_wanted', 'unreached', 'withdrawn')", name=op.f('ck_invites_state_is_one')),
    sa.ForeignKeyConstraint(['asset_id'], ['assets.id'], name=op.f('fk_invites_asset_id')),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_invites_campaign_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_invites_customer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invites')),
    sa.UniqueConstraint('asset_id', 'reason', 'due_on', name='once_each_due')
    )
    with op.batch_alter_table('invites', schema=None) as batch_op:
        batch_op.create_index('ix_invites_customer', ['customer_id'], unique=False)
        batch_op.create_index('ix_invites_open', ['reason', 'due_on'], unique=False, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.create_index('ix_invites_promised', ['promised_at'], unique=False, sqlite_where=sa.text('promised_at IS NOT NULL'), postgresql_where=sa.text('promised_at IS NOT NULL'))

    op.create_table('open_items',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('asset_id', sa.Integer(), nullable=False),
    sa.Column('work', sa.String(), nullable=False),
    sa.Column('noted_on', sa.Date(), nullable=False),
    sa.Column('call_on', sa.Date(), nullable=False),
    sa.Column('done_at', UtcDateTime(), nullable=True),
    sa.Column('done_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("work <> ''", name=op.f('ck_open_items_says_what')),
    sa.ForeignKeyConstraint(['asset_id'], ['assets.id'], name=op.f('fk_open_items_asset_id')),
    sa.ForeignKeyConstraint(['done_by_id'], ['people.id'], name=op.f('fk_open_items_done_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_open_items'))
    )
    with op.batch_alter_table('open_items', schema=None) as batch_op:
        batch_op.create_index('ix_open_items_asset', ['asset_id'], unique=False)
        batch_op.create_index('ix_open_items_waiting', ['call_on'], unique=False, sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))

    op.create_table('contact_attempts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('invite_id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('identity_confirmed', sa.Boolean(), nullable=False),
    sa.Column('condition', sa.String(), nullable=False),
    sa.Column('odometer_km', sa.Integer(), nullable=True),
    sa.Column('fault', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('summary_confirmed', sa.Boolean(), nullable=False),
    sa.Column('wanted', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('call_again_at', UtcDateTime(), nullable=True),
    sa.Column('rests_on', sa.Date(), nullable=True),
    sa.CheckConstraint("outcome <> 'booked' OR wanted <> ''", name=op.f('ck_contact_attempts_booked_says_what')),
    sa.CheckConstraint("outcome <> 'call_again' OR call_again_at IS NOT NULL", name=op.f('ck_contact_attempts_again_at_some_moment')),
    sa.CheckConstraint("outcome IN ('booked', 'call_again', 'not_now', 'not_wanted', 'never_call', 'wrong_number', 'no_answer')", name=op.f('ck_contact_attempts_outcome_is_one')),
    sa.CheckConstraint('number >= 1', name=op.f('ck_contact_attempts_counts_from_one')),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_contact_attempts_by_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_contact_attempts_customer_id')),
    sa.ForeignKeyConstraint(['invite_id'], ['invites.id'], name=op.f('fk_contact_attempts_invite_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_attempts')),
    sa.UniqueConstraint('invite_id', 'number', name='each_once')
    )
    with op.batch_alter_table('contact_attempts', schema=None) as batch_op:
        batch_op.create_index('ix_contact_attempts_customer', ['customer_id', 'at'], unique=False)
        batch_op.create_index('ix_contact_attempts_rest', ['rests_on', 'customer_id'], unique=False)



def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table('contact_attempts', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_attempts_rest')
        batch_op.drop_index('ix_contact_attempts_customer')

    op.drop_table('contact_attempts')
    with op.batch_alter_table('open_items', schema=None) as batch_op:
        batch_op.drop_index('ix_open_items_waiting', sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))
        batch_op.drop_index('ix_open_items_asset')

    op.drop_table('open_items')
    with op.batch_alter_table('invites', schema=None) as batch_op:
        batch_op.drop_index('ix_invites_promised', sqlite_where=sa.text('promised_at IS NOT NULL'), postgresql_where=sa.text('promised_at IS NOT NULL'))
        batch_op.drop_index('ix_invites_open', sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index('ix_invites_customer')

    op.drop_table('invites')
    with op.batch_alter_table('incoming_calls', schema=None) as batch_op:
        batch_op.drop_index('ix_incoming_calls_promised', sqlite_where=sa.text('called_back_at IS NULL'), postgresql_where=sa.text('called_back_at IS NULL'))
        batch_op.drop_index('ix_incoming_calls_customer')
        batch_op.drop_index('ix_incoming_calls_at')

    op.drop_table('incoming_calls')
    with op.batch_alter_table('complaints', schema=None) as batch_op:
        batch_op.drop_index('ix_complaints_unsettled', sqlite_where=sa.text('settled_at IS NULL'), postgresql_where=sa.text('settled_at IS NULL'))
        batch_op.drop_index('ix_complaints_asset')

    op.drop_table('complaints')
    op.drop_table('call_scripts')
    op.drop_table('call_claims')
    with op.batch_alter_table('asset_visits', schema=None) as batch_op:
        batch_op.drop_index('ix_asset_visits_day')
        batch_op.drop_index('ix_asset_visits_asset')

    op.drop_table('asset_visits')
    with op.batch_alter_table('assets', schema=None) as batch_op:
        batch_op.drop_index('uq_assets_plate')
        batch_op.drop_index('ix_assets_running_in')
        batch_op.drop_index('ix_assets_periodic')
        batch_op.drop_index('ix_assets_customer')

    op.drop_table('assets')
    op.drop_table('outreach_reasons')
    with op.batch_alter_table('customers', schema=None) as batch_op:
        batch_op.drop_index('ix_customers_phone')
        batch_op.drop_index('ix_customers_name')

    op.drop_table('customers')
    op.drop_table('campaigns')
