"""What is done to a batch of documents."""
