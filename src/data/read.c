/* Reading files as one dataset. */
#include "base/error.h"
#include "base/mem.h"
#include "data/intake.h"
#include <convstat/dataset.h>
#include <string.h>
#include <sys/stat.h>

cvs_status cvs_read_paths_check(const char *const *paths, size_t count, cvs_error *error) {
  size_t standard_input = 0;
  if (count == 0)
    return cvs_fail(error, CVS_EUSAGE, "there is no file to read, expected one at least");
  for (size_t i = 0; i < count; i++) {
    if (*paths[i] == '\0')
      return cvs_fail(error, CVS_EUSAGE, "the name of an input is empty, expected a file, or - for standard input");
    standard_input += strcmp(paths[i], "-") == 0 ? 1 : 0;
  }
  if (standard_input > 1)
    return cvs_fail(error, CVS_EUSAGE, "standard input (-) is named %zu times, expected once", standard_input);
  return CVS_OK;
}

/* What is read: files, opened one at a time, or what is open already; and how. */
typedef struct sources {
  const cvs_read_options *options;
  const char *const *path; /* NULL: `input` */
  cvs_input *const *input;
  size_t count;
  cvs_tuning tuning;
  bool collect; /* events may be out of order */
  bool again;   /* they were, and have to be collected */
} sources;

static cvs_status read_path(cvs_intake *intake, const char *path, bool is_assignments, cvs_error *error) {
  cvs_input *input = NULL;
  cvs_status status = cvs_input_open(path, &input, error);
  if (status == CVS_OK)
    status = cvs_intake_read(intake, input, is_assignments, error);
  cvs_input_close(input);
  return status;
}

static cvs_status read_sources(cvs_intake *intake, const sources *from, cvs_error *error) {
  const char *const assignments = from->options->assignments;
  cvs_status status = CVS_OK;
  if (assignments != NULL) {
    intake->has_assignments = true;
    status = read_path(intake, assignments, true, error);
  }
  for (size_t i = 0; i < from->count && status == CVS_OK; i++)
    status = from->path != NULL ? read_path(intake, from->path[i], false, error)
                                : cvs_intake_read(intake, from->input[i], false, error);
  return status == CVS_OK ? cvs_intake_finish(intake, error) : status;
}

/* Bytes of a regular file, which can be opened and read again; false for anything else. */
static bool measure_file(const char *path, uint64_t *bytes) {
  struct stat about;
  if (strcmp(path, "-") == 0 || stat(path, &about) != 0 || !S_ISREG(about.st_mode))
    return false;
  *bytes += about.st_size > 0 ? (uint64_t)about.st_size : 0;
  return true;
}

/* True where everything may be read a second time. */
static bool can_rewind(const sources *from, const char *assignments) {
  uint64_t bytes = 0;
  for (size_t i = 0; i < from->count; i++)
    if (from->path != NULL ? !measure_file(from->path[i], &bytes) : !cvs_input_can_rewind(from->input[i]))
      return false;
  return assignments == NULL || measure_file(assignments, &bytes);
}

/* Bytes of all files; 0 where one does not tell. */
static uint64_t measure_all(const sources *from, const char *assignments) {
  uint64_t bytes = 0;
  for (size_t i = 0; i < from->count; i++) {
    if (from->path == NULL)
      bytes += cvs_input_total(from->input[i]);
    else if (!measure_file(from->path[i], &bytes))
      return 0;
  }
  return assignments == NULL || measure_file(assignments, &bytes) ? bytes : 0;
}

/* One reading of everything. */
static cvs_status try_reading(sources *from, cvs_dataset *dataset, cvs_error *error) {
  cvs_intake intake;
  const cvs_read_options *const options = from->options;
  cvs_wants *wants = cvs_arena_alloc(&dataset->arena, sizeof *wants);
  if (wants == NULL)
    return cvs_fail_memory(error);
  cvs_status status = cvs_wants_init(wants, options, &dataset->arena, error);
  if (status != CVS_OK)
    return status;
  status = cvs_intake_init(&intake, dataset, wants, error);
  intake.collect = from->collect;
  intake.tuning = from->tuning;
  intake.total = measure_all(from, options->assignments);
  if (status == CVS_OK)
    status = read_sources(&intake, from, error);
  from->again = status == CVS_EUNDEF && !from->collect && intake.units != NULL && cvs_units_disordered(intake.units);
  cvs_intake_free(&intake);
  return status == CVS_OK ? cvs_dataset_finish(dataset, options, error) : status;
}

static cvs_status rewind_all(const sources *from, cvs_error *error) {
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < from->count && from->input != NULL && status == CVS_OK; i++)
    status = cvs_input_rewind(from->input[i], error);
  return status;
}

static cvs_status read_once(sources *from, cvs_dataset **out, cvs_error *error) {
  cvs_dataset *dataset = NULL;
  from->again = false;
  cvs_status status = cvs_dataset_new(&dataset, error);
  if (status != CVS_OK)
    return status;
  status = try_reading(from, dataset, error);
  if (status == CVS_OK)
    *out = dataset;
  else
    cvs_dataset_free(dataset);
  return status;
}

/* Events mostly come in the order of time: those that do not are read a second time, and kept until the end; so are
 * from the beginning those that cannot be read twice. */
static cvs_status read_all(sources *from, cvs_dataset **out, cvs_error *error) {
  cvs_error first = {0};
  *out = NULL;
  from->collect = !can_rewind(from, from->options->assignments);
  cvs_status status = read_once(from, out, &first);
  if (from->again) {
    first = (cvs_error){0};
    from->collect = true;
    status = rewind_all(from, &first);
    if (status == CVS_OK)
      status = read_once(from, out, &first);
  }
  if (status != CVS_OK)
    (void)cvs_fail_at(error, status, first.source, first.line, "%s", first.message);
  return status;
}

/* Standard input is read once. */
static cvs_status check_assignments(const char *const *paths, size_t count, const char *assignments, cvs_error *error) {
  for (size_t i = 0; i < count && assignments != NULL && strcmp(assignments, "-") == 0; i++)
    if (strcmp(paths[i], "-") == 0)
      return cvs_fail(error, CVS_EUSAGE,
                      "--assignments and the log are both standard input (-), expected a file for one of them");
  return CVS_OK;
}

/* Standard input has no name to be a variant or an event. */
static cvs_status check_names(const char *const *paths, size_t count, const cvs_read_options *options,
                              cvs_error *error) {
  static const cvs_role may_be_file[] = {CVS_ROLE_VARIANT, CVS_ROLE_EVENT};
  for (size_t i = 0; i < sizeof may_be_file / sizeof may_be_file[0]; i++) {
    const char *const named = options->column[may_be_file[i]];
    for (size_t j = 0; j < count && named != NULL && strcmp(named, "@file") == 0; j++)
      if (strcmp(paths[j], "-") == 0)
        return cvs_fail(error, CVS_EUSAGE, "--%s @file takes the names of files, and standard input has none",
                        cvs_role_name(may_be_file[i]));
  }
  return CVS_OK;
}

cvs_status cvs_dataset_read(const char *const *paths, size_t count, const cvs_read_options *options, cvs_dataset **out,
                            cvs_error *error) {
  *out = NULL;
  cvs_status status = cvs_read_paths_check(paths, count, error);
  if (status == CVS_OK)
    status = check_assignments(paths, count, options->assignments, error);
  if (status == CVS_OK)
    status = check_names(paths, count, options, error);
  if (status == CVS_OK)
    status = cvs_read_options_check(options, error);
  sources from = {.options = options, .path = paths, .count = count};
  return status == CVS_OK ? read_all(&from, out, error) : status;
}

cvs_status cvs_dataset_read_inputs(const cvs_inputs *inputs, const cvs_read_options *options, cvs_dataset **out,
                                   cvs_error *error) {
  sources from = {.options = options, .input = inputs->input, .count = inputs->count, .tuning = inputs->tuning};
  return read_all(&from, out, error);
}

cvs_status cvs_dataset_read_input(cvs_input *input, const cvs_read_options *options, cvs_dataset **out,
                                  cvs_error *error) {
  return cvs_dataset_read_inputs(&(cvs_inputs){.input = &input, .count = 1}, options, out, error);
}
