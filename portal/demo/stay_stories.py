"""The fourteen stays of the demo: who comes, of which level and why, when from now, and how far it has come."""

from dataclasses import dataclass
from datetime import timedelta

from portal.domain.stays.drafts import GuestDraft
from portal.domain.stays.words import Level, RoomType, State

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BEST = "2008"  # the presidential suite


@dataclass(frozen=True)
class Story:
    """One stay: who, which level and why, when it arrives from now, in which room, how far it has come."""

    guest: GuestDraft
    level: Level | None
    reason: str
    arrives_in: timedelta
    nights: int
    room: str = ""
    travels_by: str = ""
    requests: str = ""
    room_type: RoomType = RoomType.STANDARD
    knows_time: bool = True
    is_decided: bool = True
    is_room_approved: bool = True
    ends: State = State.EXPECTED
    code_word: str = ""
    people: int = 1


def _who(
    name: str, latin: str, salutation: str, title: str, country: str, language: str, avoids: str = ""
) -> GuestDraft:
    return GuestDraft(name, latin, salutation, title, country, language, avoids=avoids)


STORIES = (
    Story(
        _who("陈国栋", "Chen Guodong", "陈省长", "副省长", "CN", "zh"), Level.V1, "1b", 3 * HOUR, 2, BEST, "MU 5101",
        "代表团六人，晚宴在牡丹厅", RoomType.PRESIDENTIAL_SUITE, people=6,
    ),
    Story(
        _who("H. E. Amara Diallo", "", "Your Excellency", "President", "SN", "fr", "alcohol"), Level.V1, "1a",
        26 * HOUR, 3, "2001", "Private flight", "Own security, prayer room", RoomType.EXECUTIVE_SUITE,
        code_word="Kingfisher", people=9,
    ),
    Story(
        _who("Ingrid Solberg", "", "Ms Solberg", "Concert pianist", "NO", "no"), Level.V1, "1e", -22 * HOUR, 3, "2002",
        "SK 996", "A piano in the room", RoomType.EXECUTIVE_SUITE, ends=State.IN_HOUSE,
    ),
    Story(
        _who("林建华", "Lin Jianhua", "林董事长", "签约公司董事长", "CN", "zh"), Level.V2, "2b", 45 * MINUTE, 2, "2003",
        "G 7345", "靠近电梯的房间", RoomType.EXECUTIVE_SUITE,
    ),
    Story(
        _who("田中健一", "Tanaka Kenichi", "田中様", "Vice-mayor of Yokohama", "JP", "ja", "nuts"), Level.V2, "2a",
        30 * HOUR, 2, "", "", "", RoomType.EXECUTIVE_SUITE, knows_time=False,
    ),
    Story(
        _who("Paolo Conti", "", "Dottor Conti", "Chairman, Conti & Figli", "IT", "it"), Level.V2, "2e", -46 * HOUR, 4,
        "2004", "AZ 780", "Decaffeinated coffee", RoomType.EXECUTIVE_SUITE, ends=State.IN_HOUSE,
    ),
    Story(
        _who("苏婉", "Su Wan", "苏老师", "全国知名作家", "CN", "zh"), Level.V2, "2d", 52 * HOUR, 2,
        "", "MU 2459", "安静的房间", RoomType.BUSINESS_SUITE, is_decided=False,
    ),
    Story(
        _who("Helen Marsh", "", "Ms Marsh", "Key account manager, Orbit Travel", "GB", "en"), Level.V3, "3b", 5 * HOUR,
        3, "1902", "BA 169", "", RoomType.BUSINESS_SUITE, is_room_approved=False,
    ),
    Story(
        _who("周敏", "Zhou Min", "周女士", "第五次入住", "CN", "zh"), Level.V3, "3c", -20 * MINUTE, 3, "1903", "D 3102",
        "高楼层", RoomType.BUSINESS_SUITE,
    ),
    Story(
        _who("Omar Haddad", "", "Mr Haddad", "Head of purchasing", "AE", "ar", "alcohol"), Level.V3, "3a", -40 * HOUR,
        2, "1904", "EK 302", "Halal breakfast", RoomType.BUSINESS_SUITE, ends=State.IN_HOUSE,
    ),
    Story(
        _who("李志强", "Li Zhiqiang", "李总", "部门经理推荐", "CN", "zh"), Level.V3, "3e", -49 * HOUR, 2, "1905",
        "G 1202", "", RoomType.BUSINESS_SUITE, ends=State.DEPARTED,
    ),
    Story(
        _who("Sofia Lindqvist", "", "Ms Lindqvist", "Agency manager", "SE", "sv"), Level.V3, "3b", 28 * HOUR, 1, "1906",
        "SK 998", "", RoomType.BUSINESS_SUITE, ends=State.CANCELLED,
    ),
    Story(
        _who("黄晓梅", "Huang Xiaomei", "黄女士", "", "CN", "zh"), None, "", 24 * HOUR, 2, "1702", "CZ 3539", "",
        RoomType.BUSINESS_FLOOR,
    ),
    Story(
        _who("Daniel Weber", "", "Herr Weber", "", "DE", "de"), None, "", -18 * HOUR, 4, "1703",
        "LH 728", "Feather-free bed", RoomType.BUSINESS_FLOOR, ends=State.IN_HOUSE,
    ),
)  # fmt: skip
