"""All tables of the room, and what the database itself refuses."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from chumchon.access.append_only import append_only
from chumchon.access.tables import Tables


class Migration(Tables):

    initial = True

    replaces = [
        ("access", "0001_initial"),
        ("access", "0002_guards"),
        ("access", "0003_must_choose_password"),
        ("access", "0004_headman"),
        ("access", "0005_architect"),
        ("access", "0006_household_roles"),
    ]

    dependencies = [
        ('areas', '0003_local_governments'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('name_th', models.CharField(max_length=160)),
                ('pin_hash', models.CharField(blank=True, max_length=200)),
                ('must_choose_password', models.BooleanField(default=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('kind', models.CharField(max_length=20)),
                ('name_th', models.CharField(max_length=160)),
                ('name_en', models.CharField(blank=True, max_length=160)),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='areas.subdistrict')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('opened_on__lt', '2200-01-01')), name='opened_on_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('chair', 'ประธาน'), ('deputy', 'รองประธาน'), ('treasurer', 'เหรัญญิก'), ('secretary', 'เลขานุการ'), ('registrar', 'นายทะเบียน'), ('committee', 'กรรมการ'), ('collector', 'ผู้เก็บเงิน'), ('auditor', 'ผู้ตรวจสอบ'), ('member', 'สมาชิก'), ('architect', 'สถาปนิก'), ('headman', 'ผู้ใหญ่บ้านหรือกำนัน'), ('visitor', 'ผู้เยี่ยมบ้าน'), ('household_keeper', 'ผู้ดูแลสมุดพกครัวเรือน'), ('officer_province', 'เจ้าหน้าที่จังหวัด'), ('officer_region', 'เจ้าหน้าที่ภาค'), ('officer_hq', 'เจ้าหน้าที่ส่วนกลาง'), ('admin', 'ผู้ดูแลระบบ')], max_length=20)),
                ('area_prefix', models.CharField(blank=True, max_length=6)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='access.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('from_day__lt', '2200-01-01')), name='grant_from_is_ce'), models.CheckConstraint(condition=models.Q(('until_day__lt', '2200-01-01')), name='grant_until_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('verb', models.CharField(max_length=60)),
                ('subject', models.CharField(blank=True, max_length=80)),
                ('detail', models.JSONField(default=dict)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='access.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-id'], name='access_audi_organis_c9a713_idx')],
            },
        ),
        append_only("access_auditevent"),
    ]
