"""What the insatser register with the kernel."""
