"""The shop's back office beside the conversation: what agents see of orders, and what they do there, once each."""
