"""The first start: a store is made, and a sample is offered."""
