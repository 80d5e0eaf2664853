"""Addresses of the room: what anybody sees below /relief/, an organisation's own pages below /relief/of/."""

from django.urls import path

from .views import giving, loads, money, needs, public, work

AT = "relief/of/<slug:code>"
IN = f"{AT}/<int:disaster_id>"
urlpatterns = [
    path("relief/", public.disasters, name="disasters"),
    path("relief/worker.js", public.worker, name="relief_worker"),
    path("relief/<int:disaster_id>", public.disaster, name="disaster"),
    path(f"{AT}/", work.home, name="relief"),
    path(f"{AT}/new", work.new, name="relief_new"),
    path(f"{AT}/store", work.stock, name="relief_stock"),
    path(IN, work.work, name="relief_work"),
    path(f"{IN}/turn", work.turn, name="relief_turn"),
    path(f"{IN}/allot", work.allot, name="relief_allot"),
    path(f"{IN}/area", work.area, name="relief_area"),
    path(f"{IN}/points", work.point, name="relief_point"),
    path(f"{IN}/needs", needs.listing, name="relief_needs"),
    path(f"{IN}/list", needs.enter, name="relief_list"),
    path(f"{IN}/entries", needs.entries, name="relief_entries"),
    path(f"{IN}/doubles", needs.doubles, name="relief_doubles"),
    path(f"{IN}/ask", needs.ask, name="relief_ask"),
    path(f"{IN}/pledges", giving.listing, name="relief_pledges"),
    path(f"{IN}/pledges/new", giving.new, name="relief_pledge_new"),
    path(f"{IN}/pledges/money", giving.new_money, name="relief_pledge_money"),
    path(f"{IN}/pledges/<int:pledge_id>", giving.release, name="relief_release"),
    path(f"{IN}/pledges/<int:pledge_id>/answer", giving.answer, name="relief_answer"),
    path(f"{IN}/allotments/<int:allotment_id>/off", giving.call_off, name="relief_call_off"),
    path(f"{IN}/loads", loads.listing, name="relief_loads"),
    path(f"{IN}/loads/new", loads.new, name="relief_load_new"),
    path(f"{IN}/loads/<int:load_id>", loads.detail, name="relief_load"),
    path(f"{IN}/loads/<int:load_id>/send", loads.send, name="relief_send"),
    path(f"{IN}/loads/<int:load_id>/back", loads.back, name="relief_back"),
    path(f"{IN}/loads/<int:load_id>/deliver", loads.deliver, name="relief_deliver"),
    path(f"{IN}/deliveries", loads.arrived, name="relief_deliveries"),
    path(f"{IN}/deliveries/<int:delivery_id>/undo", loads.undo, name="relief_undo"),
    path(f"{IN}/money", money.listing, name="relief_money"),
    path(f"{IN}/money/<int:sum_id>/confirm", money.confirm, name="relief_confirm"),
    path(f"{IN}/money/<int:delivery_id>/undo", money.undo, name="relief_undo_money"),
    path(f"{IN}/claims", money.claims, name="relief_claims"),
]
