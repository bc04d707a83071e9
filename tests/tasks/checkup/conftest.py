"""Invented articles and warehouses, as the tests of the warehouse have them."""

from tests.warehouse.conftest import article, template, warehouse_in

__all__ = ["article", "template", "warehouse_in"]
