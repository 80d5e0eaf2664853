"""Made-up Thai names in numbers: common first names, some thousand surnames, titles, and the slips that pens make."""

import numpy as np

MALE = [
    "สมชาย",
    "สมศักดิ์",
    "สมพงษ์",
    "สมบัติ",
    "สมหมาย",
    "ประเสริฐ",
    "ประสิทธิ์",
    "ประยูร",
    "วิชัย",
    "วิโรจน์",
    "วิรัตน์",
    "สุรชัย",
    "สุรพล",
    "สุวิทย์",
    "บุญมี",
    "บุญส่ง",
    "บุญเลิศ",
    "บุญชู",
    "ทองใบ",
    "ทองดี",
    "คำปัน",
    "คำมูล",
    "จันทร์ดี",
    "แก้วมา",
    "อินถา",
    "สิงห์คำ",
    "มานพ",
    "มานะ",
    "ธนากร",
    "ธีรพงษ์",
    "ณัฐพล",
    "ณรงค์",
    "นิพนธ์",
    "นพดล",
    "พิชัย",
    "พิเชษฐ์",
    "พรชัย",
    "ไพโรจน์",
    "ไพศาล",
    "ภาณุพงศ์",
    "ยุทธนา",
    "รัตน์",
    "ศักดิ์ชัย",
    "ศิริชัย",
    "สนั่น",
    "สำราญ",
    "เสถียร",
    "สิทธิชัย",
    "อดิศักดิ์",
    "อนุชา",
    "อภิชาติ",
    "อำนาจ",
    "อุดม",
    "เกรียงไกร",
    "เกียรติศักดิ์",
    "กิตติ",
    "โกวิท",
    "ขจร",
    "จำนงค์",
    "จรัญ",
    "เจริญ",
    "ชัยวัฒน์",
    "ชาญชัย",
    "เฉลิม",
    "ดำรง",
    "เดชา",
    "ถาวร",
    "ทวี",
    "เทพ",
    "ธงชัย",
    "บรรจง",
    "ปรีชา",
    "ปัญญา",
    "พงศกร",
    "มงคล",
    "เมธี",
    "วสันต์",
    "วรวุฒิ",
    "วัฒนา",
    "สัญญา",
]
FEMALE = [
    "สมศรี",
    "สมใจ",
    "สมปอง",
    "สมหญิง",
    "สุดา",
    "สุนีย์",
    "สุภาพร",
    "สุมาลี",
    "สุรีย์",
    "วันเพ็ญ",
    "วรรณา",
    "วิไล",
    "วิภา",
    "บุญเรือน",
    "บุญมา",
    "บัวผัน",
    "บัวคำ",
    "ทองคำ",
    "คำแปง",
    "คำนวล",
    "จันทร์เพ็ญ",
    "จันทรา",
    "แก้ว",
    "อรทัย",
    "อรุณี",
    "อัมพร",
    "อำไพ",
    "อุไร",
    "อุ่นเรือน",
    "มาลี",
    "มาลัย",
    "มณี",
    "มะลิ",
    "ประไพ",
    "ประนอม",
    "ปราณี",
    "พรทิพย์",
    "พรพิมล",
    "เพ็ญศรี",
    "พิมพ์ใจ",
    "พิศมัย",
    "ภัทรา",
    "รัตนา",
    "รุ่งทิพย์",
    "ละออง",
    "ลำดวน",
    "ลัดดา",
    "ศรีนวล",
    "ศิริพร",
    "ศศิธร",
    "สายทอง",
    "สายสุนีย์",
    "สำเนียง",
    "เสาวลักษณ์",
    "กัลยา",
    "กาญจนา",
    "เกษร",
    "ขวัญใจ",
    "จินตนา",
    "จำปา",
    "ฉวีวรรณ",
    "ชลธิชา",
    "ณัฐธิดา",
    "ดวงใจ",
    "ดวงเดือน",
    "ถนอม",
    "ทัศนีย์",
    "ธิดา",
    "นงลักษณ์",
    "นภา",
    "นิตยา",
    "นุชนาถ",
    "เบญจมาศ",
    "ปิยะดา",
    "ผ่องศรี",
    "พัชรี",
    "เพชรา",
    "ยุพิน",
    "เยาวลักษณ์",
    "ระเบียบ",
    "วนิดา",
    "หทัยรัตน์",
]
_HEADS = [
    "ใจ",
    "แก้ว",
    "คำ",
    "ศรี",
    "บุญ",
    "ทอง",
    "จันทร์",
    "สุข",
    "วงศ์",
    "ปัญญา",
    "ไชย",
    "อินทร์",
    "เพชร",
    "มณี",
    "รัตน์",
    "สิงห์",
    "พรหม",
    "เทพ",
    "ธรรม",
    "กิตติ",
    "ชัย",
    "นันท์",
    "พงษ์",
    "สาย",
    "หล้า",
    "ต๊ะ",
    "กาวิ",
    "ยะ",
    "ตา",
    "มูล",
    "ปา",
    "กัน",
    "เรือน",
    "วัน",
    "นวล",
    "แสง",
    "พันธ์",
    "ดวง",
    "เมือง",
    "ชุ่ม",
]
_TAILS = [
    "ดี",
    "มา",
    "มูล",
    "วงศ์",
    "สุข",
    "คำ",
    "ชัย",
    "เจริญ",
    "ศักดิ์",
    "พันธุ์",
    "กุล",
    "ทอง",
    "แก้ว",
    "รักษ์",
    "ใส",
    "งาม",
    "มั่น",
    "สิทธิ์",
    "ประเสริฐ",
    "วิชัย",
    "สมบูรณ์",
    "จันทร์",
    "โชติ",
    "เลิศ",
    "ธรรม",
    "สว่าง",
    "ปัญญา",
    "มงคล",
    "พงศ์",
    "นนท์",
    "รัตน์",
    "เมือง",
    "ใหม่",
    "ดวง",
    "บาล",
    "อินทร์",
    "ยศ",
    "ฟู",
    "แสน",
    "ธนะ",
]
SURNAMES = [a + b for a in _HEADS for b in _TAILS if a != b] + [a + b + c for a in _HEADS for b in _TAILS[::3] for c in _TAILS[1::4] if len({a, b, c}) == 3]  # fmt: skip
MALE_TITLES, FEMALE_TITLES = ("นาย", "นาย", "นาย", "นาย", "ด.ช."), ("นาง", "นางสาว", "น.ส.", "นาง", "ด.ญ.")
_LOOKS = {"ศ": "สษ", "ส": "ศษซ", "ษ": "ศส", "ณ": "น", "น": "ณม", "ภ": "พถ", "พ": "ภผ", "ธ": "ทร", "ท": "ธฑ", "ญ": "ยน",
          "ย": "ญ", "ล": "รส", "ร": "ล", "ี": "ิื", "ิ": "ี", "ุ": "ู", "ู": "ุ", "ใ": "ไ", "ไ": "ใ", "ค": "ดศ", "ด": "คต",
          "ต": "ดค", "บ": "ป", "ป": "บษ", "ม": "น", "า": "ำ", "ั": "้"}  # fmt: skip
_VARIANTS = (("รร", "ัน"), ("ัน", "รร"), ("ทร์", "ท์"), ("์", ""), ("ณ", "น"), ("ศ", "ส"), ("ภ", "พ"), ("ไ", "ใ"), ("ชัย", "ไชย"), ("ธ", "ท"),
             ("็", ""), ("่", ""), ("้", ""), ("ญ", "ย"), ("พงษ์", "พงศ์"), ("ศรี", "สี"), ("พันธุ์", "พันธ์"), ("สิทธิ์", "สิทธ์"))  # fmt: skip


def zipf(rng: np.random.Generator, size: int, count: int) -> np.ndarray:
    """Places of names: the first are common, the last rare."""
    weights = 1 / (np.arange(count) + 8.0)
    return rng.choice(count, size, p=weights / weights.sum())


def firsts(rng: np.random.Generator, female: np.ndarray) -> np.ndarray:
    """A first name for each person; every third is put together of two, so that there are some thousand."""
    size = len(female)
    pool = [np.array(MALE), np.array(FEMALE)]
    ends = np.array(["", "", "", "", "พร", "ชัย", "ศรี", "ลักษณ์", "พล", "นันท์", "วดี", "ศักดิ์", "ทิพย์", "มาศ", "รัตน์", "กร"])
    base = np.where(female, pool[1][zipf(rng, size, len(FEMALE))], pool[0][zipf(rng, size, len(MALE))])
    return np.char.add(base, ends[rng.integers(0, len(ends), size)])


def titles(rng: np.random.Generator, female: np.ndarray) -> np.ndarray:
    """A title for each person, as registers have them."""
    size = len(female)
    return np.where(
        female, np.array(FEMALE_TITLES)[rng.integers(0, 4, size)], np.array(MALE_TITLES)[rng.integers(0, 4, size)]
    )


def slip(rng: np.random.Generator, name: str) -> str:
    """One slip of the pen: a letter lost, doubled, swapped with its neighbour or taken for one that looks like it."""
    if len(name) < 3:
        return name
    at, kind = int(rng.integers(1, len(name) - 1)), rng.integers(0, 4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
    if kind == 2:
        return name[:at] + name[at] + name[at:]
    alike = _LOOKS.get(name[at], "ก")
    return name[:at] + alike[int(rng.integers(0, len(alike)))] + name[at + 1 :]


def variant(rng: np.random.Generator, name: str) -> str:
    """Another way to write the same name; a slip where there is none."""
    fits = [(a, b) for a, b in _VARIANTS if a in name]
    if not fits:
        return slip(rng, name)
    a, b = fits[int(rng.integers(0, len(fits)))]
    return name.replace(a, b, 1)
