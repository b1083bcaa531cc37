"""What the templates of the public face can say."""
