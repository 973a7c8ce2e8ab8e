"""The team hears of customers who wait: more of it the longer they do, until somebody has them."""
