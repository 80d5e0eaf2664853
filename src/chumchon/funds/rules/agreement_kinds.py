"""Kinds of benefit that a form offers, the ledger's account of each, and an agreement to begin with. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from chumchon.agreements.model import Agreement, Amount, Band, Benefit, FundRatio, Membership

OTHER = "5117"
_MEDICAL = ("ใบรับรองแพทย์ระบุวันนอน", "สมุดสมาชิก")


@dataclass(frozen=True)
class Kind:
    """A kind of benefit: its key, its Thai word, its account among the sixteen kinds of the status form and "other"."""

    key: str
    th: str
    account: str
    amount: Amount
    evidence: tuple[str, ...] = ("สมุดสมาชิก",)
    per_household: bool = False
    once_per_event: bool = False
    words: tuple[str, ...] = ()

    def benefit(self) -> Benefit:
        """The benefit as it stands on a fresh card."""
        return Benefit(
            self.key, self.th, self.amount, evidence=self.evidence, per_household=self.per_household,
            once_per_event=self.once_per_event, approve="กรรมการ 2 คน",
        )  # fmt: skip


def _fixed(baht: int) -> Amount:
    return Amount("fixed", rate=baht * 100)


def _each(unit: str, baht: int) -> Amount:
    return Amount("per_unit", unit=unit, rate=baht * 100)


DEATH_BANDS = tuple(
    Band(at, baht * 100) for at, baht in ((0, 3000), (1, 5000), (3, 8000), (5, 10_000), (10, 15_000), (15, 20_000))
)
KINDS = (
    Kind("birth", "คลอดบุตร", "5101", _each("child", 500), ("สูติบัตร", "สมุดสมาชิก"), once_per_event=True,
         words=("คลอด", "เกิด", "แรกเกิด", "บุตร")),
    Kind("hospital", "นอนโรงพยาบาล", "5102", _each("night", 100), _MEDICAL,
         words=("โรงพยาบาล", "รพ", "เจ็บป่วย", "ป่วย", "นอนคืน", "รักษาพยาบาล")),
    Kind("elderly", "ผู้สูงอายุ", "5103", _fixed(200), words=("สูงอายุ", "ชรา", "เบี้ยยังชีพ")),
    Kind("death", "เสียชีวิต", "5104", Amount("fixed", by="tenure_years", bands=DEATH_BANDS), ("มรณบัตร", "บัตรผู้รับประโยชน์"),
         words=("เสียชีวิต", "ตาย", "ถึงแก่กรรม", "มรณะ", "ฌาปนกิจ")),
    Kind("funeral", "จัดการศพ", "5105", _fixed(1000), ("มรณบัตร",), words=("ศพ", "พวงหรีด", "เจ้าภาพ")),
    Kind("disadvantaged", "คนด้อยโอกาสและคนพิการ", "5106", _fixed(500), words=("ด้อยโอกาส", "พิการ", "ยากไร้")),
    Kind("occupation", "ส่งเสริมอาชีพ", "5107", _fixed(1000), words=("อาชีพ",)),
    Kind("education", "การศึกษา", "5108", _fixed(500), words=("ศึกษา", "ทุน", "นักเรียน")),
    Kind("culture", "ประเพณีและวัฒนธรรม", "5109", _fixed(500), words=("ประเพณี", "วัฒนธรรม", "บวช", "แต่งงาน")),
    Kind("housing", "ซ่อมแซมบ้าน", "5110", _fixed(2000), ("ภาพถ่าย",), per_household=True, words=("ซ่อม", "ที่อยู่อาศัย")),
    Kind("disaster", "ไฟไหม้ น้ำท่วม ภัยพิบัติ", "5111",
         Amount("percent", of="damage", rate=5000, least_satang=50_000, most_satang=200_000),
         ("ภาพถ่าย", "ใบรับรองผู้ใหญ่บ้าน"), per_household=True, words=("ภัย", "ไฟไหม้", "น้ำท่วม", "พายุ", "วาตภัย", "อัคคีภัย")),
    Kind("public_works", "สาธารณประโยชน์", "5112", _fixed(1000), words=("สาธารณ",)),
    Kind("environment", "สิ่งแวดล้อม", "5113", _fixed(500), words=("สิ่งแวดล้อม", "ป่า")),
    Kind("covid", "โควิด-19", "5116", _fixed(500), words=("โควิด", "covid")),
    Kind("other", "อื่น ๆ", OTHER, _fixed(500)),
)  # fmt: skip
BY_KEY = {kind.key: kind for kind in KINDS}


def account_for(key: str) -> str:
    """The usual account of a benefit's key; "other" where nobody knows the key."""
    kind = BY_KEY.get(key.rstrip("0123456789_"))
    return kind.account if kind else OTHER


def free_key(key: str, taken: frozenset[str]) -> str:
    """The key itself, or with the first number that is not taken."""
    place = 2
    found = key
    while found in taken:
        found, place = f"{key}_{place}", place + 1
    return found


def example(fund: str, name_th: str, starts: date, day_satang: int) -> Agreement:
    """What many funds write: birth, hospital, death and disaster; 180 days of waiting, 90 of grace (../agreement's fund)."""
    birth, hospital, death, disaster = (BY_KEY[key].benefit() for key in ("birth", "hospital", "death", "disaster"))
    return Agreement(
        fund=fund, name_th=name_th, version=1, effective_from=starts,
        membership=Membership(180, 90, day_satang, deduct_arrears=True, claim_within_days=90),
        benefits=(
            replace(birth, lifetime_units=3),
            replace(hospital, year_units=10, exclude=("cosmetic",)),
            replace(
                death, waiting_waived=("accident",), exclude=("killed_by_beneficiary",), exclude_until_years=(("suicide", 1),),
                approve="คณะกรรมการ (เกิน 10,000 บาท ต้องลงมติ)",
            ),
            replace(disaster, year_events=2, approve="กรรมการ 3 คน"),
        ),
        fund_ratio=FundRatio(("death",), (Band(0, 10_000),), 300_000),
    )  # fmt: skip
