"""What a mail program sees: the message, its bytes, the page and the mailto link."""
