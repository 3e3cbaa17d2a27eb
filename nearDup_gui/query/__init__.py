"""What looks like a picture, or a part of one."""
