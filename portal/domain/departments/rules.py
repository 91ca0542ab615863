"""Which department a post is of, which posts a role brings along, and to whom a post's overdue tasks go up."""

from collections.abc import Iterable

from portal.domain.departments.words import Department, Post
from portal.domain.rights import Role

OF_DEPARTMENT: dict[Post, Department] = {
    Post.BOARD: Department.MANAGEMENT,
    Post.MANAGING_DIRECTOR: Department.MANAGEMENT,
    Post.GENERAL_MANAGER: Department.MANAGEMENT,
    Post.DEPUTY_GENERAL_MANAGER: Department.MANAGEMENT,
    Post.ROOMS_DIRECTOR: Department.MANAGEMENT,
    Post.SALES_DIRECTOR: Department.SALES,
    Post.FRONT_OFFICE_MANAGER: Department.FRONT_OFFICE,
    Post.DUTY_MANAGER: Department.FRONT_OFFICE,
    Post.DESK_SUPERVISOR: Department.FRONT_OFFICE,
    Post.RECEPTION: Department.FRONT_OFFICE,
    Post.RESERVATIONS: Department.RESERVATIONS,
    Post.CONCIERGE: Department.FRONT_OFFICE,
    Post.SWITCHBOARD: Department.FRONT_OFFICE,
    Post.HOUSEKEEPING: Department.HOUSEKEEPING,
    Post.KITCHEN: Department.KITCHEN,
    Post.ENGINEERING: Department.ENGINEERING,
    Post.SECURITY: Department.SECURITY,
    Post.SALES: Department.SALES,
    Post.FINANCE: Department.FINANCE,
    Post.ADMINISTRATION: Department.ADMINISTRATION,
    Post.DOORMAN: Department.ENTRANCE,
}
BROUGHT_BY: dict[Role, Post] = {  # a role is enough for the post of its name
    Role.DUTY_MANAGER: Post.DUTY_MANAGER,
    Role.FRONT_OFFICE_MANAGER: Post.FRONT_OFFICE_MANAGER,
    Role.GENERAL_MANAGER: Post.GENERAL_MANAGER,
    Role.SALES: Post.SALES,
    Role.HOUSEKEEPING: Post.HOUSEKEEPING,
    Role.KITCHEN: Post.KITCHEN,
    Role.SECURITY: Post.SECURITY,
}
LINE = (  # up which what is overdue goes: supervisor, duty manager, front-office manager, and further (V34)
    Post.DESK_SUPERVISOR,
    Post.DUTY_MANAGER,
    Post.FRONT_OFFICE_MANAGER,
    Post.ROOMS_DIRECTOR,
    Post.GENERAL_MANAGER,
    Post.MANAGING_DIRECTOR,
)


def posts_brought_by(roles: Iterable[Role]) -> frozenset[Post]:
    """The posts that these roles alone give."""
    return frozenset(BROUGHT_BY[role] for role in roles if role in BROUGHT_BY)


def departments_of(posts: Iterable[Post]) -> frozenset[Department]:
    """Where somebody with these posts works."""
    return frozenset(OF_DEPARTMENT[post] for post in posts)


def next_up(post: Post, held: frozenset[Post]) -> Post | None:
    """The next post above this one that somebody on duty holds; None: nobody is left (VE41).

    A post outside the line begins at its foot.
    """
    begin = LINE.index(post) + 1 if post in LINE else 0
    return next((above for above in LINE[begin:] if above in held), None)
