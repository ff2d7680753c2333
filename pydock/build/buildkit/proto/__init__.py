"""Messages of the BuildKit protocols. ``.proto`` files hold the public field numbers; ``make proto`` makes the code."""
