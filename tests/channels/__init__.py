"""What holds for every channel, each as it declares itself."""
