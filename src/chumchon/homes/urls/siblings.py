"""Addresses of the sibling programmes' own ways: repair, canal, path, urgent."""

from django.urls import path

from ..views import leases, moves, paths, repairs, stays, urgent

_REPAIRS, _MOVES, _LEASE = "h/<slug:code>/repairs", "h/<slug:code>/moves", "h/<slug:code>/lease"
_STAYS, _PATH, _URGENT = "h/<slug:code>/stays", "h/<slug:code>/path", "h/<slug:code>/urgent"

urlpatterns = [
    path("homes/quotas", repairs.quotas, name="quotas"),
    path(_REPAIRS, repairs.listing, name="repairs"),
    path(f"{_REPAIRS}/new", repairs.new, name="repair_new"),
    path(f"{_REPAIRS}/choose", repairs.choose, name="repair_choose"),
    path(f"{_REPAIRS}/<int:repair_id>", repairs.detail, name="repair"),
    path(f"{_REPAIRS}/<int:repair_id>/amount", repairs.amount, name="repair_amount"),
    path(f"{_REPAIRS}/<int:repair_id>/photo", repairs.photo, name="repair_photo"),
    path(f"{_REPAIRS}/<int:repair_id>/pay", repairs.pay, name="repair_pay"),
    path(f"{_REPAIRS}/<int:repair_id>/finish", repairs.finish, name="repair_finish"),
    path(f"{_REPAIRS}/<int:repair_id>/drop", repairs.drop, name="repair_drop"),
    path(_MOVES, moves.listing, name="moves"),
    path(f"{_MOVES}/waves/new", moves.wave, name="wave_new"),
    path(f"{_MOVES}/new", moves.new, name="move_new"),
    path(f"{_MOVES}/<int:move_id>", moves.day, name="move_day"),
    path(_LEASE, leases.lease, name="lease"),
    path(f"{_LEASE}/new", leases.new, name="lease_new"),
    path(f"{_LEASE}/end", leases.end, name="lease_end"),
    path(f"{_LEASE}/pay", leases.pay, name="lease_pay"),
    path(_STAYS, stays.listing, name="stays"),
    path(f"{_STAYS}/new", stays.new, name="stay_new"),
    path(f"{_STAYS}/<int:stay_id>/end", stays.end, name="stay_end"),
    path(f"{_STAYS}/<int:stay_id>/pay", stays.pay, name="stay_pay"),
    path(_PATH, paths.listing, name="path"),
    path(f"{_PATH}/new", paths.new, name="path_new"),
    path(f"{_PATH}/<int:path_id>", paths.person, name="path_person"),
    path(f"{_PATH}/<int:path_id>/name", paths.name, name="path_name"),
    path(f"{_PATH}/<int:path_id>/erase", paths.erase, name="path_erase"),
    path(_URGENT, urgent.home, name="urgent"),
    path(f"{_URGENT}/event", urgent.event, name="urgent_event"),
    path(f"{_URGENT}/houses", urgent.houses, name="urgent_houses"),
    path(f"{_URGENT}/houses/<int:urgent_id>/aid", urgent.aid, name="urgent_aid"),
    path(f"{_URGENT}/houses/<int:urgent_id>/aid/back", urgent.aid_back, name="urgent_aid_back"),
    path(f"{_URGENT}/hand-over", urgent.hand_over, name="urgent_hand_over"),
]
