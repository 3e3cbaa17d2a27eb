"""What stands around the features: menus, keys, places to go to, what is said of the whole window."""
