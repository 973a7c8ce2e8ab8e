"""Several desks that work as one: what one of them changes, the others tell those who are connected to them."""
