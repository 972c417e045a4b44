"""What a view shows, as one record: the picture, its legend, its words, its table and its sources.

The page on the screen, the files a reader takes away, the embedded map and the static pages are all
made from this record, so that they cannot say different things.
"""
