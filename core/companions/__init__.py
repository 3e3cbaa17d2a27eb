"""What programs put beside a photo: told by names, and by contents where a name is not enough.

conventions   the table: which name belongs to which photo, and who says so
edits         which photo is a person's or a phone's edit of which
bursts        which frames a camera shot in one go
patterns      the small language that the tables are written in
folder        the table applied to the names in one folder
takeout       the names that Google cuts short
picasa        what Picasa keeps about all photos of a folder in one file
contents      what files themselves say about whose they are
units         photos with all that goes where they go
"""
