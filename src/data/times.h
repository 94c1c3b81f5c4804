/* Moments of a log, as microseconds since 1970-01-01 UTC, fast where they are written as ISO 8601 or as seconds. */
#ifndef CVS_DATA_TIMES_H
#define CVS_DATA_TIMES_H

#include "data/dates.h"

/* Whether day or month comes first in the dates of a file that write both as numbers before the year. */
typedef enum cvs_day_order { CVS_ORDER_OPEN, CVS_ORDER_DAY_FIRST, CVS_ORDER_MONTH_FIRST } cvs_day_order;

/* Bytes of 2024-08-01, and of 2024-08-01T10:15. */
enum { CVS_ISO_DATE = 10, CVS_ISO_MINUTE = 16 };

/* How moments are read. Set style and order; the rest is the reader's memory: zero-initialise, one a thread. */
typedef struct cvs_clock {
  cvs_date_style style;
  cvs_day_order order;
  char date[CVS_ISO_DATE]; /* the date last met */
  bool has_date;
  int64_t date_micros;         /* its midnight, in the zone of the text */
  char minute[CVS_ISO_MINUTE]; /* the minute last met, and when it begins */
  bool has_minute;
  int64_t minute_micros;
} cvs_clock;

typedef enum cvs_time_fault {
  CVS_TIME_FINE,
  CVS_TIME_NONE, /* no time */
  CVS_TIME_OPEN, /* two readings, and nothing has settled the order */
  CVS_TIME_OTHER /* possible only in the order that the file does not have */
} cvs_time_fault;

/* Reads one moment, in the forms of cvs_read_date; one without a zone is in the zone of the style. *out is set
 * where FINE. */
cvs_time_fault cvs_read_time(cvs_clock *clock, const char *text, size_t length, int64_t *out);

/* The day of a moment, as days since 1970-01-01, in a zone `offset_seconds` east of UTC. */
int64_t cvs_time_day(int64_t micros, int64_t offset_seconds);

#endif
