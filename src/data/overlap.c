/* Steps of counts in any order: none has more users than have entered. Without a column of visitors these are the users
 * of the first step, and a row where another step has more may stand beside others where it has fewer: only their sums
 * can tell. */
#include "base/error.h"
#include "data/intake.h"

/* " where device is "mobile" and country is "FI"": nothing where all is one group. */
static void add_group(cvs_strbuf *out, const cvs_dataset *dataset, uint32_t group) {
  char value[CVS_SHOWN_MAX];
  for (size_t i = 0; i < dataset->by_count; i++) {
    char name[CVS_SHOWN_MAX];
    cvs_strbuf_addf(out, " %s %s is %s", i == 0 ? "where" : "and", cvs_show_value(name, dataset->by_name[i]),
                    cvs_show_value(value, cvs_dataset_by_value(dataset, group, i)));
  }
}

static cvs_status fail_step(const cvs_intake *intake, const cvs_cell *cell, size_t step, uint64_t users,
                            cvs_error *error) {
  char above[CVS_SHOWN_MAX];
  char first[CVS_SHOWN_MAX];
  char variant[CVS_SHOWN_MAX];
  const cvs_dataset *const dataset = intake->dataset;
  cvs_strbuf group = {0};
  add_group(&group, dataset, cell->group);
  const cvs_status status =
      group.failed ? cvs_fail_memory(error)
                   : cvs_fail_at(error, CVS_EDATA, intake->first_source, 0,
                                 "step %s has %llu users of %s%s in all rows together, expected at most the %llu of "
                                 "the first step %s, or --visitors COL to say how many entered",
                                 cvs_show_value(above, dataset->step_name[step]), (unsigned long long)users,
                                 cvs_show_value(variant, cvs_map_key(dataset->variants, cell->variant, NULL)),
                                 cvs_strbuf_text(&group), (unsigned long long)cell->sample.visitors,
                                 cvs_show_value(first, dataset->step_name[0]));
  cvs_strbuf_free(&group);
  return status;
}

cvs_status cvs_intake_check_overlap(const cvs_intake *intake, cvs_error *error) {
  const cvs_cells *const cells = &intake->dataset->cells;
  if (intake->shape != CVS_SHAPE_COUNTS || !intake->wants->options->steps.any_order)
    return CVS_OK;
  for (size_t i = 0; i < cells->count; i++)
    for (size_t step = 0; step < cells->step_count; step++) {
      const uint64_t users = cells->step[i * cells->step_count + step];
      if (users > cells->cell[i].sample.visitors)
        return fail_step(intake, &cells->cell[i], step, users, error);
    }
  return CVS_OK;
}
