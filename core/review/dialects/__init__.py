"""What a person wrote about a photo, in every dialect that programs write: XMP, EXIF, IPTC, Google's JSON.

Read from bytes, without a decoder and without writing anything. exiv2 would read most of it too, but its
wheels are under the GPL, which does not go with NearDup's licence; Pillow reads EXIF's directories.

    stars      xmp:Rating, MicrosoftPhoto:Rating (percent), EXIF 0x4746 and 0x4749 (percent); 0 is none
    keywords   dc:subject, lr:hierarchicalSubject, digiKam:TagsList, MicrosoftPhoto, IPTC 2:25, XPKeywords
    caption    EXIF, then XMP, then IPTC, as the Metadata Working Group orders them; cameras' filler is none
"""
