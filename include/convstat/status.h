/* Status codes and the caller-owned error of every convstat function that can fail. */
#ifndef CONVSTAT_STATUS_H
#define CONVSTAT_STATUS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CVS_API __attribute__((visibility("default")))
#define CVS_WARN_UNUSED __attribute__((warn_unused_result))
#define CVS_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define CVS_API
#define CVS_WARN_UNUSED
#define CVS_PRINTF(text, first)
#endif

/* What a call came to. CVS_OK promises a complete result without NaN or infinity. */
typedef enum cvs_status {
  CVS_OK = 0,
  CVS_EINVAL,    /* an argument is outside its documented domain */
  CVS_EUNDEF,    /* valid data, but the quantity does not exist (both arms at 0 %) */
  CVS_ELIMIT,    /* valid, but beyond a documented size of this method */
  CVS_ENOCONV,   /* a bounded iteration ended without an answer */
  CVS_ENOMEM,    /* out of memory */
  CVS_EDATA,     /* the content of an input is wrong */
  CVS_EIO,       /* a file or stream could not be opened, read or written */
  CVS_EUSAGE,    /* an option is wrong or contradicts another */
  CVS_ECANCELLED /* the caller has stopped the work */
} cvs_status;

enum { CVS_ERROR_SOURCE_MAX = 512, CVS_ERROR_MESSAGE_MAX = 1024 };

/* Filled by the first failing call; zero-initialise it before use ({0}).
 * A later failure does not overwrite an earlier one. */
typedef struct cvs_error {
  cvs_status status;
  uint64_t line;                       /* 1-based line in `source`; 0 where there is none */
  char source[CVS_ERROR_SOURCE_MAX];   /* file name as the user gave it, or "" */
  char message[CVS_ERROR_MESSAGE_MAX]; /* one sentence, lower case, no full stop */
} cvs_error;

#ifdef __cplusplus
}
#endif

#endif
