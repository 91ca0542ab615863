"""How the service desk does, in numbers: what calling and booking are for (BR38), counted from what is kept anyway."""
