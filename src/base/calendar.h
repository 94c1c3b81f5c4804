/* Days since 1970-01-01 as dates. */
#ifndef CVS_BASE_CALENDAR_H
#define CVS_BASE_CALENDAR_H

#include "base/strbuf.h"

/* Adds "2024-08-01"; years 1 to 9999 of the proleptic Gregorian calendar. */
void cvs_calendar_add(cvs_strbuf *out, int64_t day);

/* The way back: "2024-08-01" alone. False where the text is no such day. */
bool cvs_calendar_parse(const char *text, int64_t *day);

enum { CVS_CALENDAR_TEXT = 40 };
/* The same into a text of its own, which it returns: for messages. */
const char *cvs_calendar_text(int64_t day, char out[CVS_CALENDAR_TEXT]);

#endif
