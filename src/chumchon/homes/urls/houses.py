"""Addresses of building house by house, of the store, of money that comes in, of the legal body."""

from django.urls import path

from ..views import houses, incomes, stock

_HOUSES, _HOUSE = "h/<slug:code>/houses", "h/<slug:code>/houses/<int:house_id>"

urlpatterns = [
    path(_HOUSES, houses.listing, name="houses"),
    path(f"{_HOUSES}/days", houses.days, name="build_days"),
    path(_HOUSE, houses.house, name="house_stages"),
    path(f"{_HOUSE}/stage", houses.stage, name="house_stage"),
    path(f"{_HOUSE}/accept", houses.accept, name="house_accept"),
    path("h/<slug:code>/stock", stock.stock, name="stock"),
    path("h/<slug:code>/stock/moves", stock.move, name="stock_move"),
    path("h/<slug:code>/incomes/new", incomes.new, name="income_new"),
    path("h/<slug:code>/incomes/back", incomes.back, name="income_back"),
    path("h/<slug:code>/money", incomes.money, name="project_money"),
    path("h/<slug:code>/receipts/<int:project_slip_id>", incomes.receipt, name="project_receipt"),
    path("h/<slug:code>/legal", incomes.legal, name="legal"),
]
