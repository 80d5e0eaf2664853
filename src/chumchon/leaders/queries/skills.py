"""Skills of a tambon: held against needed."""

from collections import Counter

from chumchon.access.models import Organisation

from ..models import HeldSkill, Leader, Skill, SkillNeed
from ..rules.skills import Gap, lacking


def gaps(subdistrict_id: str) -> list[Gap]:
    """What the tambon lacks, most first; the newest word of the tambon itself goes before the default. Four queries."""
    skills = list(Skill.objects.filter(is_on=True))
    people = Leader.objects.filter(subdistrict_id=subdistrict_id, person__died_on__isnull=True)
    held = Counter(HeldSkill.objects.filter(leader__in=people).values_list("skill_id", flat=True))
    own = {n.skill_id: n.least for n in SkillNeed.objects.filter(subdistrict_id=subdistrict_id).order_by("id")}
    return lacking(
        Gap(s.pk, s.name_th, s.why_th, held[s.pk], own.get(s.pk, s.least), s.pk in own) for s in skills
    )  # fmt: skip


def history(organisation: Organisation) -> list[SkillNeed]:
    """What the tambon said it needs, newest first."""
    rows = SkillNeed.objects.filter(subdistrict_id=organisation.subdistrict_id).select_related("skill", "by")
    return list(rows.order_by("-id")[:20])
