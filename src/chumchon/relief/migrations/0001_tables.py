"""All tables of the room, and what the database itself refuses."""

from typing import Any

import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.conf import settings
from django.db import migrations, models

from chumchon.access.append_only import append_only
from chumchon.access.tables import Tables

DEFAULT = "ค่าเริ่มต้น รอสถาบันยืนยัน"
# code, name, unit, kind, the most that one house asks of it (above it is a typing error; money: satang)
ITEMS = (
    ("rice", "ข้าวสาร", "กก.", "goods", 200), ("dry_food", "อาหารแห้ง", "ชุด", "goods", 50),
    ("water", "น้ำดื่ม", "ลิตร", "goods", 500), ("medicine", "ยาสามัญ", "ชุด", "goods", 20),
    ("blanket", "ผ้าห่ม", "ผืน", "goods", 40), ("clothes", "เสื้อผ้า", "ชุด", "goods", 60),
    ("baby", "ของใช้เด็กเล็ก", "ชุด", "goods", 20), ("hygiene", "ของใช้ส่วนตัว", "ชุด", "goods", 40),
    ("mask", "หน้ากากอนามัย", "ชิ้น", "goods", 500), ("tarpaulin", "ผ้าใบ", "ผืน", "goods", 20),
    ("labour", "แรงงาน", "คน-วัน", "labour", 100), ("boat", "เรือ", "ลำ-วัน", "labour", 20),
    ("money", "เงิน", "บาท", "money", 2_000_000_000),
)  # fmt: skip
GUARDED = (
    "relief_houselist", "relief_houseline", "relief_listword", "relief_stockcount", "relief_pledgestep", "relief_delivery",
    "relief_returned", "relief_disasterclaim",
)  # fmt: skip


def fill(apps: Any, editor: Any) -> None:
    table = apps.get_model("relief", "Item")
    table.objects.bulk_create(
        table(code=code, position=i, name_th=name, unit_th=unit, kind=kind, most_a_house=most, source=DEFAULT)
        for i, (code, name, unit, kind, most) in enumerate(ITEMS, 1)
    )


def empty(apps: Any, editor: Any) -> None:
    apps.get_model("relief", "Item").objects.all().delete()


class Migration(Tables):

    initial = True

    replaces = [
        ("relief", "0001_relief"),
        ("relief", "0002_guards_and_items"),
    ]

    dependencies = [
        ('access', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('funds', '0001_tables'),
        ('ledger', '0001_tables'),
        ('people', '0003_thai_order'),
    ]

    operations = [
        migrations.CreateModel(
            name='Item',
            fields=[
                ('code', models.SlugField(max_length=20, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('name_th', models.CharField(max_length=60)),
                ('unit_th', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('goods', 'ของ'), ('labour', 'แรงงาน'), ('money', 'เงิน')], max_length=6)),
                ('most_a_house', models.PositiveIntegerField(help_text='above it a number is a typing error')),
                ('source', models.CharField(max_length=120)),
                ('is_used', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Disaster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('flood', 'น้ำท่วม'), ('fire', 'ไฟไหม้'), ('storm', 'พายุ'), ('epidemic', 'โรคระบาด')], max_length=8)),
                ('name_th', models.CharField(max_length=120)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('open', 'กำลังช่วยกัน'), ('closed', 'ปิดแล้ว')], default='open', max_length=6)),
                ('opened_at', models.DateTimeField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disasters', to='access.organisation')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-from_day', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('from_day__lt', '2200-01-01')), name='disaster_from_is_ce'), models.CheckConstraint(condition=models.Q(('until_day__isnull', True), models.Q(('until_day__gte', models.F('from_day')), ('until_day__lt', '2200-01-01')), _connector='OR'), name='disaster_until_is_ce'), models.CheckConstraint(condition=models.Q(('closed_on__lt', '2200-01-01')), name='disaster_closed_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='Allotment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.PositiveBigIntegerField()),
                ('sent', models.PositiveBigIntegerField(default=0)),
                ('delivered', models.PositiveBigIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('disaster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allotments', to='relief.disaster')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allotments', to='relief.need')),
                ('pledge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allotments', to='relief.pledge')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('delivered__lte', models.F('sent')), ('sent__lte', models.F('quantity'))), name='allotment_never_overdrawn')],
            },
        ),
        migrations.CreateModel(
            name='DisasterArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8)),
                ('disaster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='areas', to='relief.disaster')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('disaster', 'code'), name='one_area_a_disaster')],
            },
        ),
        migrations.CreateModel(
            name='DisasterClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='disaster', to='funds.claim')),
                ('disaster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='relief.disaster')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='HouseList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(unique=True)),
                ('people', models.PositiveSmallIntegerField()),
                ('damage_satang', models.BigIntegerField(default=0)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('device', models.CharField(blank=True, max_length=60)),
                ('content_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('kept_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('disaster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='relief.disaster')),
                ('household', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='relief_lists', to='people.household')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relief_lists', to='access.organisation')),
                ('point', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='relief.point')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('household__isnull', False), ('point__isnull', True)), models.Q(('household__isnull', True), ('point__isnull', False)), _connector='OR'), name='list_has_one_place'), models.CheckConstraint(condition=models.Q(('damage_satang__gte', 0)), name='damage_not_below_zero')],
            },
        ),
        migrations.CreateModel(
            name='HouseLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.PositiveBigIntegerField()),
                ('house_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='relief.houselist')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='relief.item')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('house_list', 'item'), name='one_line_an_item'), models.CheckConstraint(condition=models.Q(('asked__gt', 0)), name='asked_above_zero')],
            },
        ),
        migrations.CreateModel(
            name='ListWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(choices=[('counts', 'นับแล้ว'), ('adds', 'นับเพิ่ม'), ('replaces', 'ใช้แทนรายการก่อน'), ('double', 'จดซ้ำ รอตัดสิน'), ('late', 'มาช้า รอตัดสิน'), ('dropped', 'ซ้ำ ไม่นับ')], max_length=8)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('house_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='relief.houselist')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Load',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('truck', 'รถขนของ'), ('money', 'โอนหรือส่งเงิน')], default='truck', max_length=5)),
                ('driver', models.CharField(blank=True, max_length=80)),
                ('plate', models.CharField(blank=True, max_length=30)),
                ('state', models.CharField(choices=[('preparing', 'กำลังจัด'), ('sent', 'อยู่ระหว่างทาง'), ('done', 'ถึงแล้ว'), ('cancelled', 'ยกเลิก')], default='preparing', max_length=9)),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('disaster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loads', to='relief.disaster')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relief_loads', to='access.organisation')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('disaster', 'number'), name='one_load_a_number'), models.CheckConstraint(condition=models.Q(models.Q(('account__isnull', True), ('kind', 'truck')), models.Q(('account__isnull', False), ('kind', 'money')), _connector='OR'), name='money_leaves_an_account')],
            },
        ),
        migrations.CreateModel(
            name='LoadLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.PositiveBigIntegerField()),
                ('delivered', models.PositiveBigIntegerField(default=0)),
                ('returned', models.PositiveBigIntegerField(default=0)),
                ('allotment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='relief.allotment')),
                ('load', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='relief.load')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('load', 'allotment'), name='one_line_an_allotment'), models.CheckConstraint(condition=models.Q(('quantity__gte', django.db.models.expressions.CombinedExpression(models.F('delivered'), '+', models.F('returned')))), name='line_never_overdelivered')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(unique=True)),
                ('quantity', models.BigIntegerField()),
                ('receiver', models.CharField(choices=[('head', 'เจ้าของบ้าน'), ('family', 'คนในบ้าน'), ('neighbour', 'เพื่อนบ้านรับแทน'), ('keeper', 'ผู้ดูแลจุดรับของ'), ('treasurer', 'เหรัญญิกของผู้รับ')], max_length=9)),
                ('day', models.DateField()),
                ('device', models.CharField(blank=True, max_length=60)),
                ('at', models.DateTimeField()),
                ('kept_at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry_giver', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='relief_given', to='ledger.entry')),
                ('entry_receiver', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='relief_received', to='ledger.entry')),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='relief.delivery')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='relief.loadline')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('quantity__gt', 0), ('reverses__isnull', True)), models.Q(('quantity__lt', 0), ('reverses__isnull', False)), _connector='OR'), name='delivery_has_its_sign'), models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='delivery_day_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', models.CharField(max_length=8)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('asked', models.PositiveBigIntegerField(default=0)),
                ('allotted', models.PositiveBigIntegerField(default=0)),
                ('delivered', models.PositiveBigIntegerField(default=0)),
                ('disaster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='relief.disaster')),
                ('household', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='relief_needs', to='people.household')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='relief.item')),
                ('point', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='relief.point')),
            ],
            options={
                'ordering': ['area_code', 'id'],
                'indexes': [models.Index(fields=['disaster', 'area_code'], name='relief_need_disaste_64dcc7_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('household__isnull', False)), fields=('disaster', 'household', 'item'), name='one_need_a_house'), models.UniqueConstraint(condition=models.Q(('point__isnull', False)), fields=('disaster', 'point', 'item'), name='one_need_a_point'), models.CheckConstraint(condition=models.Q(models.Q(('household__isnull', False), ('point__isnull', True)), models.Q(('household__isnull', True), ('point__isnull', False)), _connector='OR'), name='need_has_one_place'), models.CheckConstraint(condition=models.Q(('delivered__lte', models.F('allotted'))), name='need_delivered_was_allotted')],
            },
        ),
        migrations.CreateModel(
            name='Pledge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('quantity', models.PositiveBigIntegerField()),
                ('released', models.PositiveBigIntegerField(default=0)),
                ('parted', models.PositiveBigIntegerField(default=0)),
                ('allotted', models.PositiveBigIntegerField(default=0)),
                ('sent', models.PositiveBigIntegerField(default=0)),
                ('delivered', models.PositiveBigIntegerField(default=0)),
                ('state', models.CharField(choices=[('waiting', 'รอเห็นชอบ'), ('open', 'ให้คำมั่นแล้ว'), ('refused', 'ไม่เห็นชอบ')], default='open', max_length=8)),
                ('area_code', models.CharField(max_length=8)),
                ('at', models.DateTimeField()),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('disaster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='relief.disaster')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='access.organisation')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='relief.item')),
                ('part_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='relief.pledge')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['giver', 'item'], name='relief_pled_giver_i_ce80bb_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='pledge_above_zero'), models.CheckConstraint(condition=models.Q(('quantity__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('released'), '+', models.F('parted')), '+', models.F('allotted')))), name='pledge_never_overdrawn'), models.CheckConstraint(condition=models.Q(('delivered__lte', models.F('sent')), ('sent__lte', models.F('allotted'))), name='pledge_sent_was_allotted'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('by')), _negated=True), _connector='OR'), name='pledge_approver_is_another')],
            },
        ),
        migrations.CreateModel(
            name='PledgeStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('made', 'ให้คำมั่น'), ('approved', 'เห็นชอบ'), ('refused', 'ไม่เห็นชอบ'), ('released', 'ถอนคืนบางส่วน')], max_length=8)),
                ('quantity', models.PositiveBigIntegerField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pledge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='relief.pledge')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Point',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name_th', models.CharField(max_length=120)),
                ('area_code', models.CharField(max_length=8)),
                ('is_account', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('disaster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='relief.disaster')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relief_points', to='access.organisation')),
            ],
            options={
                'ordering': ['area_code', 'name_th'],
                'constraints': [models.UniqueConstraint(fields=('disaster', 'organisation', 'name_th'), name='one_point_a_name'), models.UniqueConstraint(condition=models.Q(('is_account', True)), fields=('disaster', 'organisation'), name='one_account_point')],
            },
        ),
        migrations.CreateModel(
            name='Returned',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.PositiveBigIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='relief.loadline')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='StockCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='relief.item')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stock_counts', to='access.organisation')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.RunPython(fill, empty),
        *(append_only(table) for table in GUARDED),
    ]
