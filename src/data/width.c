/* As many fields as the header has: what a record may lack, and have too many of. */
#include "data/width.h"
#include "base/error.h"

bool cvs_record_is_empty(const cvs_record *record) {
  for (size_t i = 0; i < record->count; i++)
    if (record->field[i].length > 0)
      return false;
  return true;
}

cvs_status cvs_width_check(const cvs_width *width, const cvs_record *record, cvs_skip *skip, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  const size_t count = record->count;
  if (count < width->named_count) {
    *skip = CVS_SKIP_RAGGED;
    return cvs_fail_at(error, CVS_EDATA, width->source, record->line,
                       "the line has %zu field%s, expected %zu: column %s is missing", count, count == 1 ? "" : "s",
                       width->named_count, cvs_show_value(shown, width->column[count]));
  }
  for (size_t i = width->column_count; i < count; i++) {
    if (record->field[i].length == 0)
      continue;
    *skip = CVS_SKIP_RAGGED;
    return cvs_fail_at(error, CVS_EDATA, width->source, record->line,
                       "the line has %zu fields, expected %zu: %s has no column", count, width->column_count,
                       cvs_show_value(shown, record->field[i].text));
  }
  return CVS_OK;
}
