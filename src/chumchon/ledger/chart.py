"""The chart of accounts of a fund. Codes never change; a fund's bank accounts get 1020, 1021 and so on."""

from typing import NamedTuple


class ChartRow(NamedTuple):
    """One account to open: code, names, kind, and whether it is notes and coins or a bank account."""

    code: str
    name_th: str
    name_en: str
    kind: str
    is_cash: bool = False


# The sixteen kinds of benefit of the status form (fiscal year 2567), and "other".
BENEFITS = (
    ("birth", "เกิด", "Birth"), ("sickness", "เจ็บป่วย", "Sickness"), ("elderly", "ผู้สูงอายุ", "Elderly"),
    ("death", "เสียชีวิต", "Death"), ("funeral", "จัดการศพ", "Funeral costs"),
    ("disadvantaged", "คนด้อยโอกาสและคนพิการ", "Disadvantaged and disabled"), ("occupation", "อาชีพ", "Occupation"),
    ("education", "การศึกษา", "Education"), ("culture", "ประเพณีวัฒนธรรม", "Culture"),
    ("housing", "ซ่อมแซมที่อยู่อาศัย", "Housing repair"), ("disaster", "ภัยพิบัติ", "Disaster"),
    ("public_works", "สาธารณประโยชน์", "Public works"), ("environment", "สิ่งแวดล้อม", "Environment"),
    ("publicity", "ประชาสัมพันธ์", "Publicity"), ("giving_back", "คืนสู่องค์กร", "Giving back to organisations"),
    ("covid", "โควิด-19", "Covid-19"), ("other", "อื่น ๆ", "Other"),
)  # fmt: skip

CHART: tuple[ChartRow, ...] = (
    ChartRow("1010", "เงินสดในมือ", "Cash in hand", "asset", True),
    ChartRow("2010", "สวัสดิการค้างจ่าย", "Deferred benefits", "liability"),
    ChartRow("3010", "เงินกองทุนสะสม", "Accumulated fund", "equity"),
    ChartRow("3020", "ยอดยกมา", "Opening balance", "equity"),
    ChartRow("4010", "เงินสมทบสมาชิก", "Members' contributions", "income"),
    ChartRow("4020", "ค่าสมัครแรกเข้า", "Entry fees", "income"),
    ChartRow("4030", "เงินสมทบรัฐ", "State match", "income"),
    ChartRow("4040", "เงินสมทบท้องถิ่น", "Local government match", "income"),
    ChartRow("4050", "เงินอุดหนุนตั้งต้นและอื่น", "Seed money and grants", "income"),
    ChartRow("4060", "ดอกเบี้ยรับ", "Interest received", "income"),
    ChartRow("4070", "เงินบริจาค", "Donations", "income"),
    ChartRow("4080", "กำไรจากกลุ่มในชุมชน", "Profit of local groups", "income"),
    ChartRow("4090", "รายรับอื่นและเงินเกินบัญชี", "Other income and over count", "income"),
    *(ChartRow(str(5101 + i), f"สวัสดิการ: {th}", f"Benefit: {en}", "expense") for i, (_, th, en) in enumerate(BENEFITS)),
    ChartRow("5200", "ค่าบริหารจัดการ", "Administration", "expense"),
    ChartRow("5290", "เงินขาดบัญชี", "Short count", "expense"),
)
