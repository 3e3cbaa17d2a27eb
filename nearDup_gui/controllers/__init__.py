"""What happens when a person does something: controllers know core and no widget."""
