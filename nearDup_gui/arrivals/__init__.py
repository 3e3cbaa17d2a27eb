"""What has arrived in folders with a standing rule and is covered already: a pile of its own."""
