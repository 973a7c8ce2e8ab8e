"""What other systems hear of the desk: webhooks, written down with the change they tell of, delivered until taken."""
