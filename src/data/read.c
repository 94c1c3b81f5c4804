/* Reading files as one dataset. */
#include "base/error.h"
#include "data/decode.h"
#include "data/store.h"
#include <convstat/dataset.h>
#include <string.h>

static cvs_status check_texts(const cvs_read_options *options, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  int64_t seconds = 0;
  if (options->encoding != NULL && !cvs_encoding_known(options->encoding))
    return cvs_fail(error, CVS_EUSAGE, "--encoding %s is not known, expected a name such as windows-1252 or UTF-16LE",
                    cvs_show_value(shown, options->encoding));
  if (options->date_format != NULL && !cvs_date_format_valid(options->date_format))
    return cvs_fail(error, CVS_EUSAGE,
                    "--date-format %s is not one, expected YYYY, MM and DD once each, such as DD/MM/YYYY",
                    cvs_show_value(shown, options->date_format));
  if (options->timezone != NULL && !cvs_read_timezone(options->timezone, &seconds))
    return cvs_fail(error, CVS_EUSAGE, "--timezone %s is not known, expected UTC or an offset such as +02:00",
                    cvs_show_value(shown, options->timezone));
  return CVS_OK;
}

/* A column that is named twice in lists has two roles whatever the file says. */
static cvs_status check_columns(const cvs_read_options *options, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  size_t total = options->by_count + options->stratify_count;
  for (size_t i = 0; i < total; i++) {
    const char *const name = i < options->by_count ? options->by[i] : options->stratify[i - options->by_count];
    for (size_t j = i + 1; j < total; j++) {
      const char *const other = j < options->by_count ? options->by[j] : options->stratify[j - options->by_count];
      if (strcmp(name, other) == 0)
        return cvs_fail(error, CVS_EUSAGE, "column %s is named twice, expected one role a column",
                        cvs_show_value(shown, name));
    }
  }
  return CVS_OK;
}

cvs_status cvs_read_options_check(const cvs_read_options *options, cvs_error *error) {
  if (options->delimiter != '\0' && strchr(",;\t|", options->delimiter) == NULL)
    return cvs_fail(error, CVS_EUSAGE, "--delimiter is none of comma, semicolon, tab and pipe, expected one of them");
  if (options->decimal != '\0' && strchr(".,", options->decimal) == NULL)
    return cvs_fail(error, CVS_EUSAGE, "--decimal is neither point nor comma, expected one of them");
  if (options->shape == CVS_SHAPE_USERS || options->shape == CVS_SHAPE_EVENTS)
    return cvs_fail(error, CVS_EUSAGE, "--shape %s cannot be read yet, expected counts",
                    options->shape == CVS_SHAPE_USERS ? "users" : "events");
  cvs_status status = check_columns(options, error);
  return status == CVS_OK ? check_texts(options, error) : status;
}

static cvs_status check_paths(const char *const *paths, size_t count, cvs_error *error) {
  size_t standard_input = 0;
  if (count == 0)
    return cvs_fail(error, CVS_EUSAGE, "there is no file to read, expected one at least");
  for (size_t i = 0; i < count; i++)
    standard_input += strcmp(paths[i], "-") == 0 ? 1 : 0;
  if (standard_input > 1)
    return cvs_fail(error, CVS_EUSAGE, "standard input (-) is named %zu times, expected once", standard_input);
  return CVS_OK;
}

static cvs_status add_path(cvs_dataset *dataset, const char *path, const cvs_read_options *options, cvs_error *error) {
  cvs_input *input = NULL;
  cvs_status status = cvs_input_open(path, &input, error);
  if (status == CVS_OK)
    status = cvs_dataset_add(dataset, input, options, error);
  cvs_input_close(input);
  return status;
}

/* Finishes the dataset and gives it to the caller; frees it where reading or finishing failed. */
static cvs_status hand_over(cvs_dataset *dataset, cvs_status status, const cvs_read_options *options, cvs_dataset **out,
                            cvs_error *error) {
  if (status == CVS_OK)
    status = cvs_dataset_finish(dataset, options, error);
  if (status == CVS_OK)
    *out = dataset;
  else
    cvs_dataset_free(dataset);
  return status;
}

cvs_status cvs_dataset_read(const char *const *paths, size_t count, const cvs_read_options *options, cvs_dataset **out,
                            cvs_error *error) {
  *out = NULL;
  cvs_status status = check_paths(paths, count, error);
  if (status == CVS_OK)
    status = cvs_read_options_check(options, error);
  if (status != CVS_OK)
    return status;
  cvs_dataset *dataset = NULL;
  status = cvs_dataset_new(&dataset, error);
  if (status != CVS_OK)
    return status;
  for (size_t i = 0; i < count && status == CVS_OK; i++)
    status = add_path(dataset, paths[i], options, error);
  return hand_over(dataset, status, options, out, error);
}

cvs_status cvs_dataset_read_input(cvs_input *input, const cvs_read_options *options, cvs_dataset **out,
                                  cvs_error *error) {
  *out = NULL;
  cvs_dataset *dataset = NULL;
  cvs_status status = cvs_read_options_check(options, error);
  if (status == CVS_OK)
    status = cvs_dataset_new(&dataset, error);
  if (status != CVS_OK)
    return status;
  status = cvs_dataset_add(dataset, input, options, error);
  return hand_over(dataset, status, options, out, error);
}
