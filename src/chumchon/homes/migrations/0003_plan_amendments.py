"""Tables of a passed plan that is amended; what was sent up and the words on it are only ever added."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from chumchon.access.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("homes", "0002_look_bands"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanAmendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "กำลังร่าง"),
                            ("sent", "รออนุมัติ"),
                            ("passed", "มีผลแล้ว"),
                            ("dropped", "เลิกขอแก้"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("units", models.PositiveIntegerField()),
                ("lines", models.JSONField()),
                ("instalments", models.JSONField(default=list)),
                ("edits", models.PositiveIntegerField(default=0)),
                ("dropped_why", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "base",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="homes.planversion"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "made",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendment",
                        to="homes.planversion",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="amendments", to="homes.project"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "number"), name="homes_one_amendment_a_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("draft", "sent"))),
                        fields=("project",),
                        name="homes_one_amendment_open",
                    ),
                    models.CheckConstraint(condition=models.Q(("units__gt", 0)), name="homes_amendment_has_units"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made__isnull", False), ("state", "passed")),
                            models.Q(models.Q(("state", "passed"), _negated=True), ("made__isnull", True)),
                            _connector="OR",
                        ),
                        name="homes_amendment_in_force_made_a_plan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AmendmentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(max_length=300)),
                ("units", models.PositiveIntegerField()),
                ("lines", models.JSONField()),
                ("instalments", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="homes.planamendment"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("amendment", "number"), name="homes_one_amendment_version_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("units__gt", 0)), name="homes_amendment_version_has_units"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AmendmentWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("community", "ชุมชน"),
                            ("city", "กรรมการเมือง/ตำบล"),
                            ("region", "ภาค"),
                            ("hq", "ส่วนกลาง"),
                        ],
                        max_length=10,
                    ),
                ),
                ("verdict", models.CharField(choices=[("pass", "ผ่าน"), ("return", "ส่งกลับ")], max_length=8)),
                ("decided_on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="homes.meeting"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="words", to="homes.amendmentversion"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "level"), name="homes_one_amendment_word_a_level"),
                    models.UniqueConstraint(fields=("version", "by"), name="homes_one_amendment_word_a_person"),
                    models.CheckConstraint(
                        condition=models.Q(("decided_on__lt", "2200-01-01")), name="homes_amendment_word_day_is_ce"
                    ),
                ],
            },
        ),
        append_only("homes_amendmentversion"),
        append_only("homes_amendmentword"),
    ]
