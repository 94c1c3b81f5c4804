/* Reading experiments: files or NAME=CONVERSIONS/VISITORS in, counts per group and arm out. */
#ifndef CONVSTAT_DATASET_H
#define CONVSTAT_DATASET_H

#include <convstat/sample.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a column can be. */
typedef enum cvs_role {
  CVS_ROLE_VARIANT,
  CVS_ROLE_VISITORS,
  CVS_ROLE_CONVERSIONS,
  CVS_ROLE_CONVERTED,
  CVS_ROLE_USER,
  CVS_ROLE_TIME,
  CVS_ROLE_DATE,
  CVS_ROLE_EVENT,
  CVS_ROLE_VALUE,
  CVS_ROLES
} cvs_role;

/* Canonical name of a role: "variant", "visitors" ... Borrowed. */
CVS_API const char *cvs_role_name(cvs_role role);

typedef enum cvs_shape { CVS_SHAPE_AUTO, CVS_SHAPE_COUNTS, CVS_SHAPE_USERS, CVS_SHAPE_EVENTS } cvs_shape;

/* How to read. Zero-initialised: everything is found from the file. All strings are borrowed and
 * must outlive the call. */
typedef struct cvs_read_options {
  cvs_shape shape;
  char delimiter;                /* ',', ';', '\t', '|'; 0 = from the header */
  char decimal;                  /* '.' or ','; 0 = from the file */
  const char *encoding;          /* iconv name; NULL = UTF-8, or UTF-16 by its BOM */
  const char *date_format;       /* "DD/MM/YYYY", "MM/DD/YYYY" ...; NULL = from the file */
  const char *timezone;          /* "UTC" or "+02:00"; NULL = UTC */
  const char *column[CVS_ROLES]; /* --variant COL ...; NULL = by name or alias */
  const char *const *by;         /* columns that split the input into groups */
  size_t by_count;
  const char *const *stratify; /* columns whose combinations are strata */
  size_t stratify_count;
  bool skip_bad;         /* --on-error skip */
  bool variant_optional; /* counts without a variant column are those of one arm, "all" */
} cvs_read_options;

/* Owner of everything read; an arena of its own. */
typedef struct cvs_dataset cvs_dataset;

/* Reads all files as one ("-" is standard input, at most once). *out is the caller's to free, NULL
 * on failure. Errors name file, line, column and value:
 *   CVS_EUSAGE  a named column does not exist, "-" twice
 *   CVS_EDATA   the content; CVS_EIO the file; CVS_ENOMEM */
CVS_API CVS_WARN_UNUSED cvs_status cvs_dataset_read(const char *const *paths, size_t count,
                                                    const cvs_read_options *options, cvs_dataset **out,
                                                    cvs_error *error);

/* Reads NAME=CONVERSIONS/VISITORS words (counts may be 12k, 1.5M). Errors: CVS_EUSAGE. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_dataset_parse(const char *const *words, size_t count, cvs_dataset **out,
                                                     cvs_error *error);

CVS_API void cvs_dataset_free(cvs_dataset *dataset);

/* Groups, in order of first appearance; one group without by columns. */
CVS_API size_t cvs_dataset_group_count(const cvs_dataset *dataset);
CVS_API size_t cvs_dataset_by_count(const cvs_dataset *dataset);
CVS_API const char *cvs_dataset_by_name(const cvs_dataset *dataset, size_t column);
CVS_API const char *cvs_dataset_by_value(const cvs_dataset *dataset, size_t group, size_t column);
CVS_API size_t cvs_dataset_variant_count(const cvs_dataset *dataset);
CVS_API const char *cvs_dataset_variant(const cvs_dataset *dataset, uint32_t variant);
CVS_API const char *cvs_dataset_stratum(const cvs_dataset *dataset, uint32_t stratum);

/* One group; all pointers are borrowed from the dataset. Arms are in order of first appearance of
 * their variant in the whole input; only variants with a row in this group are arms of it. */
typedef struct cvs_group {
  size_t arm_count;
  const uint32_t *variant;       /* [arm_count], for cvs_dataset_variant */
  const cvs_sample *arm;         /* [arm_count], summed over everything */
  size_t stratum_count;          /* 0 unless strata were asked for */
  const uint32_t *stratum;       /* [stratum_count], for cvs_dataset_stratum */
  const cvs_sample *stratum_arm; /* [stratum_count x arm_count], row major; 0 visitors: absent */
  size_t day_count;              /* 0 unless there is a date */
  const int64_t *day;            /* [day_count], days since 1970-01-01, ascending */
  const cvs_sample *day_arm;     /* [day_count x arm_count], row major */
} cvs_group;
CVS_API void cvs_dataset_group(const cvs_dataset *dataset, size_t index, cvs_group *out);

/* What was read and how. */
typedef struct cvs_file_info {
  const char *name;
  const char *role[CVS_ROLES]; /* header name that plays the role, or NULL */
  const char *encoding;        /* "UTF-8", "UTF-16LE" ... */
  char delimiter;
} cvs_file_info;

typedef struct cvs_skip_reason {
  const char *reason; /* a word for machines: "ragged", "number" ... */
  uint64_t rows;
} cvs_skip_reason;

typedef struct cvs_input_info {
  size_t file_count;
  const cvs_file_info *file;
  cvs_shape shape;
  uint64_t rows; /* data rows, skipped ones included */
  uint64_t rows_skipped;
  size_t reason_count;
  const cvs_skip_reason *reason;
  const char *weak_unit; /* visitors column that counts no randomised unit ("sessions"), or NULL */
} cvs_input_info;
CVS_API const cvs_input_info *cvs_dataset_input(const cvs_dataset *dataset);

#ifdef __cplusplus
}
#endif

#endif
