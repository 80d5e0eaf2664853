"""What the nation counts, as data: code, Thai, English, unit, subject, money or not."""

from typing import NamedTuple


class MeasureRow(NamedTuple):
    """One measure to load."""

    code: str
    name_th: str
    name_en: str
    unit_th: str
    unit_en: str
    subject: str
    is_money: bool = False


MEASURES = (
    MeasureRow("funds", "กองทุน", "Funds", "กองทุน", "funds", "welfare"),
    MeasureRow("members", "สมาชิก", "Members", "คน", "persons", "welfare"),
    MeasureRow("fund_money", "เงินกองทุนรวม", "Money of the funds", "บาท", "baht", "welfare", True),
    MeasureRow("recipients", "ผู้รับสวัสดิการสะสม", "People helped so far", "คน", "persons", "welfare"),
    MeasureRow("welfare_paid", "จ่ายสวัสดิการสะสม", "Welfare paid so far", "บาท", "baht", "welfare", True),
    MeasureRow("baan_mankong", "บ้านมั่นคงและแผนแม่บท", "Baan Mankong and master plan", "ครัวเรือน", "households", "housing"),
    MeasureRow("baan_mankong_places", "ชุมชนบ้านมั่นคง", "Baan Mankong communities", "ชุมชน", "communities", "housing"),
    MeasureRow("baan_por_piang", "บ้านพอเพียงชนบท", "Baan Por Piang Chonnabot", "ครัวเรือน", "households", "housing"),
    MeasureRow("baan_por_piang_places", "ตำบลบ้านพอเพียง", "Baan Por Piang tambons", "ตำบล", "tambons", "housing"),
    MeasureRow("canal", "ริมคลองลาดพร้าวและเปรมประชากร", "Canal-side communities", "ครัวเรือน", "households", "housing"),
    MeasureRow("canal_places", "ชุมชนริมคลอง", "Canal-side communities", "ชุมชน", "communities", "housing"),
    MeasureRow("homeless", "คนไร้บ้าน", "Homeless persons", "คน", "persons", "housing"),
    MeasureRow("homeless_places", "ศูนย์คนไร้บ้าน", "Centres for homeless persons", "ศูนย์", "centres", "housing"),
    MeasureRow("urgent", "เร่งด่วน ไฟไหม้ ไล่รื้อ", "Urgent: fire and eviction", "ครัวเรือน", "households", "housing"),
    MeasureRow("housing", "ที่อยู่อาศัยทุกโครงการ", "Housing, all programmes", "ครัวเรือน/ราย", "households", "housing"),
    MeasureRow("councils", "สภาองค์กรชุมชน", "Community councils", "แห่ง", "councils", "councils"),
    MeasureRow("organisations", "องค์กรชุมชนจดแจ้ง", "Registered organisations", "องค์กร", "organisations", "councils"),
    MeasureRow("council_members", "สมาชิกสภาองค์กรชุมชน", "Council members", "คน", "persons", "councils"),
)
HOUSING = ("baan_mankong", "baan_por_piang", "canal", "urgent", "homeless")
