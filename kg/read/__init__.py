"""A path or a stream → Articles, and one Finding for each input that is passed over; the rest goes on.

1. `walk`     a file, folder or glob → files, sorted; `-` is JSON lines on stdin
2. `reading`  opens each and hands it to the reader that `READERS` names for its suffix, imported late
3. one module a format: `txt`, `md`, `html_`, `json_`, `jsonl`, `csv_`, and, with the extra `documents`, `pdf`, `docx_`
4. `decode`   bytes → text, `lines` the same line by line, bounded; `fields` named values → Article; `dates` → date

Reading twice gives the same articles in the same order. jsonl and csv stream; nothing is read beyond its limit.

>>> for item in read(["articles/", "archive/**/*.html", "-"]):   # doctest: +SKIP
...     print(item.source, item.item)

Codes of findings (e error: passed over; w warning: read all the same; n note):

```text
bad-date        w  the date is none that is known; the article goes on without
bad-language    w  not a language tag; the article goes on as `id`
bad-unicode     e  a lone surrogate or a null character in a field
bad-url         w  not an address; the article goes on without
binary-file     e  null bytes or control characters where text was expected
broken-document e  a pdf, docx or html that its library cannot read, or that is locked
empty-file      e  nothing, or only white space, or no row
empty-folder    w  no file in it has a suffix that is read
extra-missing   e  pdf and docx need the extra `documents`
invalid-csv     e  a row that does not fit the header, or a quote that is never closed
invalid-json    e  not JSON, or not an object
no-date         w  no publication date; counted once for each path that was given
no-text         e  an article without text
not-a-file      e  a pipe, a socket or a device
not-found       e  no such path, no match, a link that leads nowhere
symlink-loop    w  a link to a folder that is read already; e for a file that links to itself
too-long        e  above 2,000,000 code points, or a file above what its format may hold
unreadable      e  the system does not give the file or the folder
unsupported     e  a suffix that no reader knows; in folders and globs n, counted once
wrong-encoding  e  bytes that are not text in the encoding
```

`where` is the path as it was given, `path:line` in jsonl, csv and invalid json, `path#3` for the third of an array.
"""

from kg.read.reading import READERS, Read, read

__all__ = ["READERS", "Read", "read"]
