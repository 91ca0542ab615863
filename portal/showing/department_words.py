"""What departments and posts are called on the screen (vip-rules.md, legend)."""

from portal.domain.departments.words import Department, Post
from portal.domain.errors import N_

DEPARTMENT_NAMES = {
    Department.FRONT_OFFICE: N_("Front office"),
    Department.RESERVATIONS: N_("Reservations"),
    Department.HOUSEKEEPING: N_("Housekeeping"),
    Department.KITCHEN: N_("Kitchen"),
    Department.ENGINEERING: N_("Engineering"),
    Department.SECURITY: N_("Security"),
    Department.SALES: N_("Sales"),
    Department.FINANCE: N_("Finance"),
    Department.ADMINISTRATION: N_("Administration"),
    Department.MANAGEMENT: N_("Management"),
    Department.ENTRANCE: N_("Entrance"),
}
POST_NAMES = {
    Post.BOARD: N_("Board"),
    Post.MANAGING_DIRECTOR: N_("Managing director"),
    Post.GENERAL_MANAGER: N_("General manager"),
    Post.DEPUTY_GENERAL_MANAGER: N_("Deputy general manager"),
    Post.ROOMS_DIRECTOR: N_("Rooms director"),
    Post.SALES_DIRECTOR: N_("Sales director"),
    Post.FRONT_OFFICE_MANAGER: N_("Front-office manager"),
    Post.DUTY_MANAGER: N_("Duty manager"),
    Post.DESK_SUPERVISOR: N_("Desk supervisor"),
    Post.RECEPTION: N_("Reception"),
    Post.RESERVATIONS: N_("Reservations"),
    Post.CONCIERGE: N_("Concierge"),
    Post.SWITCHBOARD: N_("Switchboard"),
    Post.HOUSEKEEPING: N_("Housekeeping"),
    Post.KITCHEN: N_("Kitchen"),
    Post.ENGINEERING: N_("Engineering"),
    Post.SECURITY: N_("Security"),
    Post.SALES: N_("Sales"),
    Post.FINANCE: N_("Finance"),
    Post.ADMINISTRATION: N_("Administration"),
    Post.DOORMAN: N_("Doorman"),
}
