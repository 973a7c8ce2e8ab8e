"""Finding past conversations, by words and by what is known of them."""
