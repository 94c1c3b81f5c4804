/* What all files of an input share while they are read. */
#include "data/intake.h"
#include "base/error.h"
#include "base/mem.h"
#include <unistd.h>

/* A machine that does not tell is taken for one with so much memory. */
#define MEMORY_UNKNOWN (UINT64_C(4) << 30)
enum { WORKERS_MAX = 256 };

static unsigned count_workers(const cvs_read_options *options) {
  const long processors = options->threads > 0 ? (long)options->threads : sysconf(_SC_NPROCESSORS_ONLN);
  if (processors < 1)
    return 1;
  return processors < WORKERS_MAX ? (unsigned)processors : WORKERS_MAX;
}

/* Half of what the machine has, unless somebody says. */
static uint64_t choose_memory(const cvs_read_options *options) {
  if (options->memory > 0)
    return options->memory;
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long size = sysconf(_SC_PAGESIZE);
  return (pages > 0 && size > 0 ? (uint64_t)pages * (uint64_t)size : MEMORY_UNKNOWN) / 2;
}

cvs_status cvs_intake_init(cvs_intake *intake, cvs_dataset *dataset, const cvs_wants *wants, cvs_error *error) {
  const size_t columns = wants->where.column_count;
  *intake = (cvs_intake){.dataset = dataset,
                         .wants = wants,
                         .workers = count_workers(wants->options),
                         .memory = choose_memory(wants->options),
                         .conversion_step = CVS_NO_COLUMN,
                         .last_time = INT64_MIN};
  intake->where_met = cvs_calloc(columns + 1, sizeof *intake->where_met);
  intake->where_found = cvs_calloc(columns + 1, sizeof *intake->where_found);
  if (intake->where_met == NULL || intake->where_found == NULL || cvs_map_new(&intake->events) != CVS_OK)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < columns; i++)
    if (cvs_map_new(&intake->where_met[i]) != CVS_OK)
      return cvs_fail_memory(error);
  return CVS_OK;
}

void cvs_intake_free(cvs_intake *intake) {
  for (size_t i = 0; i < intake->wants->where.column_count && intake->where_met != NULL; i++)
    cvs_map_free(intake->where_met[i]);
  cvs_free(intake->where_met);
  cvs_free(intake->where_found);
  cvs_map_free(intake->events);
  cvs_units_free(intake->units);
}
