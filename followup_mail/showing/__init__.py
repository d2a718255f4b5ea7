"""What a person sees of a draft: in the terminal, as a page, as a card to read from."""
