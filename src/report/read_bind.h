/* From members of JSON to members of a structure, by a table: the way back of a builder.
 *
 * What is absent or null leaves its member as it is (zero), and its flag false: a result of an earlier version lacks
 * what was added later. */
#ifndef CVS_REPORT_READ_BIND_H
#define CVS_REPORT_READ_BIND_H

#include "base/constants.h"
#include "base/json.h"
#include <convstat/analysis.h>

typedef enum cvs_bind_kind {
  CVS_BIND_NUMBER,   /* double */
  CVS_BIND_COUNT,    /* uint64_t */
  CVS_BIND_SIZE,     /* size_t */
  CVS_BIND_BOOL,     /* bool */
  CVS_BIND_GATE,     /* cvs_tristate: null is unknown */
  CVS_BIND_TEXT,     /* const char *, borrowed from the document */
  CVS_BIND_DAY,      /* int64_t: days since 1970-01-01 of "2026-08-14" */
  CVS_BIND_INTERVAL, /* cvs_interval */
  CVS_BIND_METHOD,   /* const cvs_method *, of method_kind or chosen by the analysis */
  CVS_BIND_CHOICE,   /* an enum, whose ids are given in its order */
  CVS_BIND_RECORD,   /* a structure with rows of its own */
  CVS_BIND_FLAT      /* a record whose members belong to the same structure */
} cvs_bind_kind;

#define CVS_NO_FLAG SIZE_MAX

typedef struct cvs_bind {
  const char *name;
  cvs_bind_kind kind;
  size_t place; /* of the member in its structure, by offsetof */
  size_t flag;  /* place of the bool that becomes true where the value is there; CVS_NO_FLAG: none */
  cvs_method_kind method_kind;
  const char *const *id;
  size_t id_count;
  const struct cvs_bind *row;
  size_t row_count;
} cvs_bind;

/* Rows of a table. */
#define CVS_BIND(kind_, name_, type_, member_)                                                                         \
  { .name = (name_), .kind = CVS_BIND_##kind_, .place = offsetof(type_, member_), .flag = CVS_NO_FLAG }
#define CVS_BIND_IF(kind_, name_, type_, member_, flag_)                                                               \
  { .name = (name_), .kind = CVS_BIND_##kind_, .place = offsetof(type_, member_), .flag = offsetof(type_, flag_) }
#define CVS_BIND_OF(name_, type_, member_, method_kind_)                                                               \
  {                                                                                                                    \
    .name = (name_), .kind = CVS_BIND_METHOD, .place = offsetof(type_, member_), .flag = CVS_NO_FLAG,                  \
    .method_kind = (method_kind_)                                                                                      \
  }
#define CVS_BIND_ONE_OF(name_, type_, member_, ids_)                                                                   \
  {                                                                                                                    \
    .name = (name_), .kind = CVS_BIND_CHOICE, .place = offsetof(type_, member_), .flag = CVS_NO_FLAG, .id = (ids_),    \
    .id_count = sizeof(ids_) / sizeof *(ids_)                                                                          \
  }
#define CVS_BIND_ROWS(name_, type_, member_, rows_)                                                                    \
  {                                                                                                                    \
    .name = (name_), .kind = CVS_BIND_RECORD, .place = offsetof(type_, member_), .flag = CVS_NO_FLAG, .row = (rows_),  \
    .row_count = sizeof(rows_) / sizeof *(rows_)                                                                       \
  }
#define CVS_BIND_ROWS_IF(name_, type_, member_, flag_, rows_)                                                          \
  {                                                                                                                    \
    .name = (name_), .kind = CVS_BIND_RECORD, .place = offsetof(type_, member_), .flag = offsetof(type_, flag_),       \
    .row = (rows_), .row_count = sizeof(rows_) / sizeof *(rows_)                                                       \
  }
#define CVS_BIND_HERE(name_, rows_)                                                                                    \
  {                                                                                                                    \
    .name = (name_), .kind = CVS_BIND_FLAT, .flag = CVS_NO_FLAG, .row = (rows_),                                       \
    .row_count = sizeof(rows_) / sizeof *(rows_)                                                                       \
  }

#define CVS_BIND_HERE_IF(name_, type_, flag_, rows_)                                                                   \
  {                                                                                                                    \
    .name = (name_), .kind = CVS_BIND_FLAT, .flag = offsetof(type_, flag_), .row = (rows_),                            \
    .row_count = sizeof(rows_) / sizeof *(rows_)                                                                       \
  }

/* Fills *out, which is zeroed, from an object. Failures are the document's (cvs_json_status). */
void cvs_bind_take(const cvs_json_place *object, const cvs_bind *rows, size_t count, void *out);
#define CVS_BIND_TAKE(object_, rows_, out_) cvs_bind_take((object_), (rows_), sizeof(rows_) / sizeof *(rows_), (out_))

/* One value that may be null: what cvs_bind_take does with it. */
double cvs_take_number(const cvs_json_place *place);
void cvs_take_interval(const cvs_json_place *place, cvs_interval *out);

#endif
