"""Building: instalments of subsidy against proof, paid once and in both books; purchases with three prices, by two."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor, may
from chumchon.ledger.actions import posting
from chumchon.ledger.institute import ensure_account, institute_book
from chumchon.ledger.rules import Draft, Posting
from chumchon.thai.errors import BadInput, Clash, Refused, raise_any
from chumchon.thai.money import baht

from ..models import Instalment, Project, Proof, Purchase
from ..queries import plans as queries
from ..queries import projects as projects_queries
from ..queries.programmes import term
from ..queries.savings import check_cash
from ..rules import plans as rules
from ..rules.projects import check_day
from . import documents
from .projects import locked

SUBSIDY, BANK = "5410", "1020"


@transaction.atomic
def plan_instalment(
    project: Project, actor: Actor, kind: str, stage_th: str, satang: int, needs_proof: bool, now: datetime, day: date
) -> Instalment:
    """An instalment of the subsidy agreement, by an officer; together never more than the plan that passed.

    The first of its kind may go out on the contract alone; every later one waits for its proof.
    Errors: NOT_ALLOWED, NO_PLAN (it has not passed), KIND, AMOUNT, OVER_PLAN, NEEDS_PROOF, ENDED.
    """
    require(actor, "homes.open", project.organisation, day)
    row = locked(project)
    plan = queries.newest(row)
    if plan is None or not queries.plan_passed(row):
        raise Refused("NO_PLAN", "โครงการยังไม่ผ่านการอนุมัติทุกระดับ", "The plan has not passed.")
    if kind not in rules.ACCOUNT_OF_SOURCE or satang <= 0:
        raise BadInput("KIND", "เลือกประเภทเงินอุดหนุนและจำนวน", "Choose a subsidy and an amount.")
    if not needs_proof and row.instalments.filter(kind=kind).exists():
        raise Refused(
            "NEEDS_PROOF", "จ่ายตามสัญญาโดยไม่มีหลักฐานได้เฉพาะงวดแรกของเงินประเภทนี้ งวดต่อไปต้องมีหลักฐาน",
            "Only the first of its kind goes out without proof.",
        )  # fmt: skip
    left = queries.unplanned(row, kind)
    if satang > left:
        raise Refused("OVER_PLAN", f"เกินแผนที่อนุมัติ เหลือ {baht(left)} บาท", "More than the plan that passed.")
    last = row.instalments.aggregate(m=Max("number"))["m"] or 0
    made = Instalment.objects.create(
        project=row, number=last + 1, kind=kind, stage_th=stage_th.strip()[:160], satang=satang, needs_proof=needs_proof,
        maker_id=actor.user_id,
    )  # fmt: skip
    record(actor.user_id, "instalment.plan", project.organisation, f"instalment:{made.pk}", now, {"satang": satang})
    return made


def _instalment(project: Project, instalment_id: int) -> Instalment:
    found = Instalment.objects.select_for_update(of=("self",)).filter(project=project, pk=instalment_id).first()
    if found is None:
        raise Refused("NOT_FOUND", "ไม่พบงวดนี้ในโครงการ", "No such instalment.")
    if found.released_on is not None:
        raise Clash("RELEASED", f"งวดที่ {found.number} จ่ายไปแล้ว", "The instalment is released already.")
    return found


@transaction.atomic
def add_photo(project: Project, actor: Actor, instalment_id: int, raw: bytes, now: datetime, day: date) -> Proof:
    """A photograph of the stage with its own day and place. Errors: NOT_ALLOWED, clean, USED_TWICE, NO_MARKS, OTHER_PLACE, OTHER_DAY."""
    require(actor, "homes.survey", project.organisation, day)
    paper, said = documents.prepared(raw)
    row = locked(project)
    found = _instalment(row, instalment_id)
    document = documents.keep(row, actor, f"งวดที่ {found.number}: {found.stage_th}", paper, said, now)
    place = (row.longitude, row.latitude) if row.longitude is not None and row.latitude is not None else None
    photo = rules.Photo(document.taken_on, document.longitude, document.latitude)
    raise_any(rules.check_photo(photo, place, row.started_on, day, documents.used_before(document)))
    made = Proof.objects.create(instalment=found, kind="photo", document=document, by_id=actor.user_id, at=now)
    record(
        actor.user_id, "instalment.photo", project.organisation, f"instalment:{found.pk}", now, {"number": found.number}
    )
    return made


def _may(actor: Actor, permission: str, project: Project, day: date) -> bool:
    return may(actor, permission, project.organisation_id, project.organisation.subdistrict_id, day)


@transaction.atomic
def vouch(project: Project, actor: Actor, instalment_id: int, now: datetime, day: date) -> Proof:
    """The word of one person that the stage is done: the architect's, or a witness's of the community. Errors: NOT_ALLOWED, ALREADY."""
    require(actor, "homes.vouch", project.organisation, day)
    architect = _may(actor, "homes.inspect", project, day)
    row = locked(project)
    found = _instalment(row, instalment_id)
    try:
        with transaction.atomic():
            kind = "architect" if architect else "witness"
            made = Proof.objects.create(instalment=found, kind=kind, by_id=actor.user_id, at=now)
    except IntegrityError:
        raise Clash("ALREADY", "คุณรับรองงวดนี้แล้ว", "You vouched for it already.") from None
    record(
        actor.user_id, "instalment.vouch", project.organisation, f"instalment:{found.pk}", now, {"number": found.number}
    )
    return made


def release(project: Project, actor: Actor, instalment_id: int, now: datetime, day: date) -> Instalment:
    """Pay the instalment from the institute's bank to the project's, in both books; two officers at once pay it once.

    Errors: NOT_ALLOWED, RELEASED, NO_PROOF (what is missing), BEFORE (an earlier one is not released), SAME_PERSON, NO_CASH, ENDED.
    """
    require(actor, "homes.release", project.organisation, day)
    theirs = institute_book(now)
    ensure_account(theirs, SUBSIDY, "เงินอุดหนุนที่อยู่อาศัย", "Housing subsidies", "expense")
    own = projects_queries.book_of(project)
    first, second = sorted((own.pk, theirs.pk))
    with posting(first, now) as one, posting(second, now) as two:
        session, payer = (one, two) if first == own.pk else (two, one)
        row = locked(project)
        found = _instalment(row, instalment_id)
        if found.maker_id == actor.user_id:
            raise Refused("SAME_PERSON", "ผู้ตั้งงวดจ่ายเองไม่ได้ ให้เจ้าหน้าที่อีกคน", "Another person must release it.")
        earlier = row.instalments.filter(number__lt=found.number, released_on=None).first()
        if earlier is not None:
            raise Refused("BEFORE", f"งวดที่ {earlier.number} ยังไม่ได้จ่าย จ่ายตามลำดับ", "An earlier one is not released.")
        shown = next(i for i in queries.instalments(row) if i.row.pk == found.pk)
        if shown.missing:
            raise Refused("NO_PROOF", f"ยังขาด: {', '.join(shown.missing)} จึงจ่ายงวดนี้ไม่ได้", "Proof is missing.")
        check_cash(payer.book, BANK, found.satang)
        memo = f"{found.get_kind_display()} งวดที่ {found.number} {project.name_th}"[:300]
        draft = Draft(
            day=day, kind="subsidy", memo=memo, lines=(Posting(SUBSIDY, found.satang), Posting(BANK, -found.satang)), source="homes",
            source_ref=project.code, actor_id=actor.user_id, checker_id=found.maker_id,
            idempotency_key=uuid.uuid5(project.organisation_key, f"instalment {found.number} institute"),
        )  # fmt: skip
        found.lender_entry, _ = payer.post(draft)
        income = rules.ACCOUNT_OF_SOURCE[found.kind]
        into = Draft(
            day=day, kind="subsidy", memo=memo, lines=(Posting(BANK, found.satang), Posting(income, -found.satang)), source="homes",
            source_ref=project.code, actor_id=actor.user_id, checker_id=found.maker_id,
            idempotency_key=uuid.uuid5(project.organisation_key, f"instalment {found.number}"),
        )  # fmt: skip
        found.entry, _ = session.post(into)
        found.released_on, found.released_by_id = day, actor.user_id
        found.save(update_fields=["released_on", "released_by", "entry", "lender_entry"])
        detail = {"satang": found.satang, "number": found.number}
        record(actor.user_id, "instalment.release", project.organisation, f"instalment:{found.pk}", now, detail)
        return found


@transaction.atomic
def ask_purchase(
    project: Project, actor: Actor, what: str, kind: str, supplier: str, satang: int, quotes: Sequence[rules.Quote],
    bought_on: date, uid: uuid.UUID, now: datetime, day: date,
) -> Purchase:  # fmt: skip
    """A purchase waits for another person. Errors: NOT_ALLOWED, KIND, AMOUNT, THREE_QUOTES, NOT_LOWEST, FUTURE_DATE, ENDED."""
    require(actor, "homes.write", project.organisation, day)
    row = locked(project)
    before = Purchase.objects.filter(uid=uid, project=row).first()
    if before is not None:
        return before
    if kind not in rules.USES or satang <= 0 or not what.strip() or not supplier.strip():
        raise BadInput("KIND", "ใส่ว่าซื้ออะไร จากใคร หมวดใด เท่าไร", "Say what, from whom, which kind, how much.")
    raise_any(check_day(bought_on, row.started_on, day))
    limit = term(row.programme, "quotes_above_baht", 50_000) * 100
    raise_any(rules.check_quotes(satang, supplier, quotes, limit))
    made = Purchase.objects.create(
        project=row, uid=uid, what=what.strip()[:200], kind=kind, supplier=supplier.strip()[:160], satang=satang,
        quotes=[[q.supplier.strip(), q.satang] for q in quotes], day=bought_on, maker_id=actor.user_id, at=now,
    )  # fmt: skip
    record(actor.user_id, "purchase.ask", project.organisation, f"purchase:{made.pk}", now, {"satang": satang})
    return made


def pay_purchase(project: Project, actor: Actor, purchase_id: int, box: str, now: datetime, day: date) -> Purchase:
    """Another person approves and it is paid from the project's box or bank. Errors: NOT_ALLOWED, ALREADY, SAME_PERSON, NO_CASH, ENDED."""
    require(actor, "homes.sign", project.organisation, day)
    with posting(projects_queries.book_of(project).pk, now) as session:
        row = locked(project)
        found = Purchase.objects.select_for_update(of=("self",)).filter(project=row, pk=purchase_id).first()
        if found is None:
            raise Refused("NOT_FOUND", "ไม่พบรายการจัดซื้อนี้", "No such purchase.")
        if found.entry_id is not None:
            raise Clash("ALREADY", "รายการนี้จ่ายแล้ว", "Paid already.")
        if found.maker_id == actor.user_id:
            raise Refused("SAME_PERSON", "ผู้ขอซื้ออนุมัติเองไม่ได้ ให้กรรมการอีกคน", "Another person must approve it.")
        check_cash(session.book, box, found.satang)
        draft = Draft(
            day=day, kind="expense", memo=f"{found.what} · จ่ายให้ {found.supplier}"[:300], source="homes",
            lines=(Posting(rules.ACCOUNT_OF_USE[found.kind], found.satang), Posting(box, -found.satang)),
            actor_id=actor.user_id, checker_id=found.maker_id, idempotency_key=found.uid,
        )  # fmt: skip
        found.entry, _ = session.post(draft)
        found.checker_id = actor.user_id
        found.save(update_fields=["entry", "checker"])
        record(
            actor.user_id, "purchase.pay", project.organisation, f"purchase:{found.pk}", now, {"satang": found.satang}
        )
        return found
