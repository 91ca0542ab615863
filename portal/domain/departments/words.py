"""The departments of a house and the posts in it, as they are stored (vip-rules.md, legend)."""

from enum import StrEnum


class Department(StrEnum):
    """Where something is to be done."""

    FRONT_OFFICE = "front_office"  # 总台: reception, duty manager, concierge, switchboard
    RESERVATIONS = "reservations"  # 订房部
    HOUSEKEEPING = "housekeeping"  # 管家部
    KITCHEN = "kitchen"  # 餐饮部
    ENGINEERING = "engineering"  # 工程部: lights, lines, water
    SECURITY = "security"  # 保安部
    SALES = "sales"  # 市场销售部
    FINANCE = "finance"  # 财务部
    ADMINISTRATION = "administration"  # 行政部
    MANAGEMENT = "management"  # 总经理室
    ENTRANCE = "entrance"  # the door and the gate of a shop or an estate (VR133-VR142)


class Post(StrEnum):
    """A position that somebody holds; one person may hold several (VQ5)."""

    BOARD = "board"  # 董事会
    MANAGING_DIRECTOR = "managing_director"  # 董事总经理
    GENERAL_MANAGER = "general_manager"  # 总经理
    DEPUTY_GENERAL_MANAGER = "deputy_general_manager"  # 副总经理
    ROOMS_DIRECTOR = "rooms_director"  # 房务总监
    SALES_DIRECTOR = "sales_director"  # 销售总监
    FRONT_OFFICE_MANAGER = "front_office_manager"  # 前厅经理
    DUTY_MANAGER = "duty_manager"  # 大堂副理
    DESK_SUPERVISOR = "desk_supervisor"  # 总台主管
    RECEPTION = "reception"  # 总台
    RESERVATIONS = "reservations"
    CONCIERGE = "concierge"  # 礼宾部
    SWITCHBOARD = "switchboard"  # 总机
    HOUSEKEEPING = "housekeeping"
    KITCHEN = "kitchen"
    ENGINEERING = "engineering"
    SECURITY = "security"
    SALES = "sales"
    FINANCE = "finance"
    ADMINISTRATION = "administration"
    DOORMAN = "doorman"  # 门童, 门岗
