"""Messages of the BuildKit protocols. The ``.proto`` files are ours, from public field numbers; ``make proto`` rebuilds the rest."""
