"""The kiosk: people sign in by themselves, one at a time, and see nothing of anybody else."""
