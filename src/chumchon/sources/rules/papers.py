"""Papers that the house holds already and puts into an application by itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PaperKind:
    """A paper: its Thai name, and what to do where it is not there yet."""

    name_th: str
    missing_th: str


PAPERS: dict[str, PaperKind] = {
    "year_report": PaperKind("รายงานประจำปีของปีบัญชีที่ปิดล่าสุด", "ปิดปีบัญชีที่หน้ารายงานของกองทุนก่อน"),
    "council_certificate": PaperKind("ใบสำคัญการจัดตั้งสภาองค์กรชุมชน", "ตำบลยังไม่มีสภาที่จัดตั้งแล้ว"),
    "group_certificate": PaperKind("ใบสำคัญการจดแจ้งองค์กรชุมชน", "จดแจ้งองค์กรไว้กับสภาก่อน"),
    "minutes": PaperKind("รายงานการประชุมสภาที่ลงนามล่าสุด", "จัดประชุมสภาและลงนามรายงานก่อน"),
}
OWN = "own"
"""A paper that the applicant brings along."""
