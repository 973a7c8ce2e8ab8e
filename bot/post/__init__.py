"""Mail on its way out: a table it waits in, the server it is handed to, and the postman between them."""
