"""目标库: the targets of the plan, as headquarters keeps them."""
