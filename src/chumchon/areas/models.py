"""Where people live: region of the institute, province, district, subdistrict, village, with the state's official codes."""

from django.db import models


class Region(models.Model):
    """ภาค of the institute: an operator edits which provinces lie in it. source says where the grouping is from."""

    code = models.CharField(max_length=2, primary_key=True)
    name_th = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120)

    class Meta:
        ordering = ["position"]


class Province(models.Model):
    """จังหวัด, one of 77; code of two digits."""

    code = models.CharField(max_length=2, primary_key=True)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="provinces")
    name_th = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)


class District(models.Model):
    """อำเภอ or เขต of Bangkok; code of four digits."""

    code = models.CharField(max_length=4, primary_key=True)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="districts")
    name_th = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)


class Subdistrict(models.Model):
    """ตำบล or แขวง of Bangkok; code of six digits. A code that ended keeps its row and names its successor."""

    code = models.CharField(max_length=6, primary_key=True)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="subdistricts")
    name_th = models.CharField(max_length=60, db_index=True)
    name_en = models.CharField(max_length=60)
    postcode = models.CharField(max_length=5, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)

    @property
    def label(self) -> str:
        """ต.แม่แรม อ.แม่ริม จ.เชียงใหม่, as people write it; Bangkok says แขวง and เขต."""
        d = self.district
        if d.province_id == "10":
            return f"แขวง{self.name_th} {d.name_th if d.name_th.startswith('เขต') else 'เขต' + d.name_th} กรุงเทพมหานคร"
        return f"ต.{self.name_th} อ.{d.name_th} จ.{d.province.name_th}"

    @property
    def label_en(self) -> str:
        """Mae Raem, Mae Rim, Chiang Mai; the Thai label where a name has no Latin letters."""
        names = (self.name_en, self.district.name_en, self.district.province.name_en)
        return ", ".join(names) if all(names) else self.label


class Village(models.Model):
    """หมู่บ้าน: a number (หมู่ที่) in a subdistrict, with its name where it is known."""

    subdistrict = models.ForeignKey(Subdistrict, on_delete=models.PROTECT, related_name="villages")
    number = models.PositiveSmallIntegerField()
    name_th = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subdistrict", "number"], name="one_village_a_number")]
        ordering = ["number"]

    @property
    def label(self) -> str:
        """หมู่ 4 บ้านแม่แรม."""
        return f"หมู่ {self.number} {self.name_th}".strip()


GOVERNMENT_KINDS = [
    ("sao", "องค์การบริหารส่วนตำบล"), ("tambon", "เทศบาลตำบล"), ("town", "เทศบาลเมือง"), ("city", "เทศบาลนคร"),
    ("pao", "องค์การบริหารส่วนจังหวัด"), ("bma", "กรุงเทพมหานคร"), ("special", "องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ"),
]  # fmt: skip
PROVINCE_WIDE = ("pao", "bma")  # cover every tambon of their province, so that no row of areas is kept for them


class LocalGovernment(models.Model):
    """องค์กรปกครองส่วนท้องถิ่น (อปท.): a body of its own. One that ended keeps its row and names its successor.

    made_up: of a rehearsal; every screen that shows the body says so. source says where the row is from.
    """

    code = models.CharField(max_length=12, primary_key=True)
    kind = models.CharField(max_length=8, choices=GOVERNMENT_KINDS)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="governments")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    source = models.CharField(max_length=200)
    made_up = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(valid_from__lt="2200-01-01"), name="government_from_is_ce"),
            models.CheckConstraint(condition=models.Q(valid_to__lt="2200-01-01"), name="government_to_is_ce"),
        ]
        ordering = ["province_id", "code"]

    @property
    def is_province_wide(self) -> bool:
        """Does it cover the whole province?"""
        return self.kind in PROVINCE_WIDE


class GovernmentArea(models.Model):
    """What a local government covers: a whole tambon (no village), or one village of a tambon that two bodies share."""

    government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="areas")
    subdistrict = models.ForeignKey(Subdistrict, on_delete=models.PROTECT, related_name="government_areas")
    village_number = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["government", "subdistrict", "village_number"], name="one_village_a_government"
            ),
            models.UniqueConstraint(
                fields=["government", "subdistrict"],
                condition=models.Q(village_number__isnull=True),
                name="one_tambon_a_government",
            ),
        ]
