"""Tables of the room."""

from .claims import DisasterClaim
from .disaster import Disaster, DisasterArea, Item
from .giving import Allotment, Pledge, PledgeStep, StockCount
from .load import Delivery, Load, LoadLine, Returned
from .need import HouseLine, HouseList, ListWord, Need, Point

__all__ = [
    "Allotment", "Delivery", "Disaster", "DisasterArea", "DisasterClaim", "HouseLine", "HouseList", "Item", "ListWord", "Load",
    "LoadLine", "Need", "Pledge", "PledgeStep", "Point", "Returned", "StockCount",
]  # fmt: skip
