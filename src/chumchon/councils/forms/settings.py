"""Forms of the kinds and of the numbers of law."""

from django import forms

from chumchon.forms.fields import ThaiDayField


class KindForm(forms.Form):
    """A kind of organisation; a new one has a code, which stays."""

    code = forms.SlugField(label="รหัส (อักษรอังกฤษ)", max_length=20)
    name_th = forms.CharField(label="ชื่อประเภท", max_length=80)
    capital_th = forms.CharField(label="ทุนชุมชนที่นับ", max_length=80)
    source = forms.CharField(label="ที่มา", max_length=120)
    position = forms.IntegerField(label="ลำดับในรายการ", min_value=1, max_value=999)
    is_on = forms.BooleanField(label="ใช้อยู่ (ไม่ใช้แล้ว องค์กรเดิมคงประเภทไว้)", required=False)


class RuleForm(forms.Form):
    """The numbers from a day on."""

    from_day = ThaiDayField(label="ใช้ตั้งแต่วันที่", future_ok=True)
    least_founders = forms.IntegerField(label="ผู้ก่อตั้งองค์กรอย่างน้อย (คน)")
    least_groups = forms.IntegerField(label="องค์กรที่ตั้งสภาอย่างน้อย")
    most_sent = forms.IntegerField(label="ผู้แทนต่อองค์กรไม่เกิน (คน)")
    experts_num = forms.IntegerField(label="ผู้ทรงคุณวุฒิไม่เกิน (ส่วน)")
    experts_den = forms.IntegerField(label="ผู้ทรงคุณวุฒิ ใน (ส่วนทั้งหมด)")
    quorum_num = forms.IntegerField(label="องค์ประชุมอย่างน้อย (ส่วน)")
    quorum_den = forms.IntegerField(label="องค์ประชุม ใน (ส่วนทั้งหมด)")
    term_years = forms.IntegerField(label="วาระ (ปี)")
    meetings_a_year = forms.IntegerField(label="ประชุมอย่างน้อยปีละ (ครั้ง)")
    source = forms.CharField(label="ที่มา", max_length=200)
