"""Gas-diffusion electrocrystallisation on the plant's bleeds: an optional side stream."""
