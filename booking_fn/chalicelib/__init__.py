"""The functions of the shop: booking, payment, mails, availability."""
