"""A page with every piece of the shell on it, for tests and for the eye; it is in no menu and in no installation."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from chumchon.access.http import public
from chumchon.forms.fields import BahtField, CitizenIdField, SubdistrictField, ThaiDayField
from chumchon.forms.templatetags.icons import PATHS
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="ชื่อ", help_text="ชื่อตามบัตรประชาชน ไม่ต้องใส่คำนำหน้า")
    phone = forms.CharField(label="โทรศัพท์", required=False)
    born = ThaiDayField(label="วันเกิด", help_text="ไม่รู้วัน ใส่ปีอย่างเดียวได้")
    paid = BahtField(label="จำนวนเงิน")
    citizen = CitizenIdField(label="เลขบัตรประชาชน", required=False)
    area = SubdistrictField(label="ตำบล", help_text="พิมพ์ชื่อตำบล แล้วเลือก")
    kind = forms.ChoiceField(
        label="ประเภทสมาชิก",
        widget=forms.RadioSelect,
        choices=[("general", "ทั่วไป"), ("child", "เด็ก"), ("elderly", "ผู้สูงอายุ")],
    )
    villages = forms.MultipleChoiceField(
        label="หมู่บ้าน", required=False, widget=forms.CheckboxSelectMultiple, choices=[(1, "หมู่ 1"), (2, "หมู่ 2")]
    )
    bank = forms.ChoiceField(label="ธนาคาร", choices=[("baac", "ธ.ก.ส."), ("gsb", "ออมสิน")])
    note = forms.CharField(label="หมายเหตุ", required=False, widget=forms.Textarea)
    book = forms.FileField(label="สมุดของกองทุน", required=False)
    secret = forms.CharField(label="รหัสผ่าน", required=False, widget=forms.PasswordInput)
    agreed = forms.BooleanField(label="นับเงินแล้ว ตรงกับที่จด", required=False)


PAGE = """{% extends "web/base.html" %}{% load icons thai %}
{% block title %}ตัวอย่าง{% endblock %}
{% block content %}<div class="wrap page">
<div class="page-head"><div><h1>ตัวอย่างทุกชิ้น</h1><p>ข้อมูล ณ 24 พฤศจิกายน 2569</p></div>
<div class="row"><a class="button button-grey" href="?x=1">{% icon "download" %}รับเป็นไฟล์</a><print-page>{% icon "print" %}</print-page></div></div>
<dl class="stats">{% include "web/components/stat.html" with label="สมาชิก" value="1,097" unit="คน" note="เพิ่ม 12 คนเดือนนี้" %}
{% include "web/components/stat.html" with label="เงินสดในมือ" value="1,140.00" unit="บาท" %}
{% include "web/components/stat.html" with label="ค้าง" value="18" unit="คน" %}</dl>
{% include "web/components/notice.html" with kind="amber" picture="signal-off" title="ไม่มีสัญญาณ เก็บเงินต่อได้" words="อยู่ในเครื่อง 6 รายการ จะส่งเองภายหลัง" %}
{% include "web/components/notice.html" with picture="info" words="ปีบัญชีเริ่ม 1 ตุลาคม" %}
{% include "web/components/notice.html" with kind="red" picture="warning" words="ปิดยอดไม่ได้ เงินขาด 20 บาท ใส่เหตุผลก่อน" %}
<p><span class="chip chip-teal">{% icon "check" %}ครบ</span> <span class="chip chip-amber">ค้าง 3 เดือน</span> <span class="chip chip-red">ยกเลิก</span> <span class="chip">ร่าง</span></p>
<form class="search" role="search"><label class="seen" for="q">ค้น</label>{% icon "search" %}<input id="q" name="q" type="search" placeholder="ชื่อ เลขสมาชิก หรือบ้านเลขที่"><button>ค้น</button></form>
<nav aria-label="กรอง"><ul class="segments"><li><a href="?a=1" aria-current="true">ยังไม่จ่าย 18</a></li><li><a href="?a=2">จ่ายแล้ว 23</a></li><li><a href="?a=3">ทั้งหมด</a></li></ul></nav>
<section class="house"><div class="house-head"><h2>บ้านเลขที่ 12/1 <span>3 คน</span></h2><form method="post">{% csrf_token %}<button class="button-quiet take">รับทั้งบ้าน ฿60</button></form></div>
<ul class="members"><li class="member"><span class="member-words"><span class="member-name">นางสมศรี ตั้งใจดี</span><span class="member-note">เลขที่ 0042 · จ่ายถึง พ.ย. 69</span></span><form method="post">{% csrf_token %}<button class="take">รับ ฿30</button></form></li>
<li class="member"><span class="member-words"><span class="member-name">นายบุญมี ตั้งใจดี</span><span class="member-note overdue">ค้าง 3 เดือน ตั้งแต่ ต.ค. 69</span></span><form method="post">{% csrf_token %}<button class="taken"><span class="taken-sum">{% icon "check" %}฿30</span><u>ยกเลิก</u></button></form></li></ul></section>
<div class="card"><div class="table-box" tabindex="0" role="region" aria-label="รายภาค"><table><thead><tr><th scope="col">ภาค</th><th scope="col" class="number">กองทุน</th><th scope="col" class="money">เงินกองทุน (บาท)</th></tr></thead>
<tbody><tr><th scope="row">เหนือ</th><td class="number">1,204</td><td class="money">4,182.00</td></tr><tr><th scope="row">ใต้</th><td class="number">849</td><td class="money">2,984.00</td></tr></tbody>
<tfoot><tr><th scope="row">รวม</th><td class="number">2,053</td><td class="money">7,166.00</td></tr></tfoot></table></div></div>
{% include "access/pager.html" with page=pages address="q=x" %}
<ol class="steps"><li class="done">นับเงิน</li><li class="now" aria-current="step">ลงชื่อคนที่สอง</li><li>ออกใบเสร็จ</li></ol>
{% include "web/components/empty.html" with picture="people" words="ยังไม่มีสมาชิก เริ่มจากนำเข้าสมุดเดิม" href="?n=1" action="นำเข้าสมุด" %}
<form class="form card" method="post" novalidate enctype="multipart/form-data"><h2>แบบฟอร์ม</h2>{% csrf_token %}{{ form }}
<div class="actions"><button>บันทึก</button><a class="button button-quiet" href="?b=1">กลับ</a><button class="button-danger" name="drop" value="1">ยกเลิกใบเสร็จ</button></div></form>
<dl class="facts card"><div><dt>เลขที่</dt><dd>0042</dd></div><div><dt>จ่ายถึง</dt><dd>30 พ.ย. 2569</dd></div></dl>
<copy-text><a href="/r/abc">ที่อยู่ใบเสร็จ</a></copy-text>
<ul class="row card">{% for name in icons %}<li class="chip">{% icon name %}{{ name }}</li>{% endfor %}</ul>
</div>{% endblock %}
{% block bar %}<div class="bar"><div class="wrap"><div><span class="bar-label">เงินสดในมือวันนี้</span><span class="bar-sum">฿1,140.00</span></div><a class="button" href="?c=1">ปิดยอดวันนี้</a></div></div>{% endblock %}
"""


@public
def sample(request: HttpRequest) -> HttpResponse:
    """The page; posting it shows every error."""
    form = Sample(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not form.is_valid():
        form.add_error(None, "ยังบันทึกไม่ได้ แก้ช่องที่มีเครื่องหมายเตือนก่อน")
    messages.success(request, "บันทึกแล้ว")
    context = {"form": form, "pages": Paginator(range(99), 10).page(2), "icons": sorted(PATHS)}
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render(context, request), status=422 if form.errors else 200)


@public
def fails(request: HttpRequest, kind: str) -> HttpResponse:
    """Raises what is asked for."""
    errors = {
        "bad": BadInput("BAD", "วันที่นี้อ่านไม่ได้ พิมพ์ใหม่", "The day cannot be read."),
        "clash": Clash("CLASH", "มีคนแก้ไปก่อนแล้ว เปิดหน้าใหม่", "Somebody was faster."),
        "no": NotAllowed("NO", "ให้เหรัญญิกทำ", "Ask the treasurer."),
        "refused": Refused("REFUSED", "ปิดยอดแล้ว จดในรายการมาช้า", "The sheet is closed."),
    }
    raise errors.get(kind, ZeroDivisionError("a secret of the inside"))


urlpatterns = [
    path("sample", sample),
    path("fails/<slug:kind>", fails),
    path("", include("chumchon.config.urls")),
]
handler400 = "chumchon.web.errors.bad_request"
handler403 = "chumchon.web.errors.forbidden"
handler404 = "chumchon.web.errors.not_found"
handler500 = "chumchon.web.errors.server_error"
