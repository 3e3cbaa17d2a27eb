"""What every part of the window is made of: jobs, look, labels, tables, messages. It knows no photo."""
