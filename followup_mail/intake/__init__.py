"""What comes in: invitations, lists and answers, made into application files."""
