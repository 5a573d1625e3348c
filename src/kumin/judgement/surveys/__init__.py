"""What one survey's answers say beside its percents: who answered, its weights and its margins."""
