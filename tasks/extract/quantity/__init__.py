"""Numbers in text: what counts people and things, and what is money."""

from tasks.extract.quantity.count import Quantity, find_quantities
from tasks.extract.quantity.money import Money, find_money
from tasks.extract.quantity.number import number_value

__all__ = ["Money", "Quantity", "find_money", "find_quantities", "number_value"]
