/* The table of units and the log of their times, with the first file that has units. */
#include "data/intake.h"

/* Times of steps may take so small a part of the memory that units may. */
enum { LOG_SHARE = 4 };

static uint32_t variant_of(const void *cells, uint32_t cell) {
  return ((const cvs_cells *)cells)->cell[cell].variant;
}

static uint32_t group_of(const void *cells, uint32_t cell) {
  return ((const cvs_cells *)cells)->cell[cell].group;
}

/* Where units enter, if nobody says so by itself: at their first step. */
static void note_entry(cvs_intake *intake, const cvs_file_plan *plan, bool events) {
  const cvs_wants *const wants = plan->wants;
  const cvs_read_options *const options = wants->options;
  const bool is_alone = options->assignments == NULL && options->exposure_event == NULL;
  if (!events && wants->keeps_times)
    intake->enters_at_step = plan->schema.day == CVS_NO_COLUMN && (intake->units == NULL || intake->enters_at_step);
  if (!events || intake->units != NULL)
    return;
  intake->needs_first_step =
      options->first_step_enters && is_alone && options->steps.any_order && options->steps.count > 0;
  intake->enters_at_step = wants->enters_at_step || intake->needs_first_step;
}

/* The log of the times of steps. In any order there is no time from step to step. */
static cvs_status make_log(cvs_intake *intake, cvs_error *error) {
  const cvs_wants *const wants = intake->wants;
  const cvs_read_options *const options = wants->options;
  intake->dataset->keeps_young = wants->follows && options->drop_young;
  if (!wants->keeps_times || options->steps.any_order || (!options->want_step_times && !options->keep_step_times))
    return CVS_OK;
  const cvs_step_log_terms terms = {&options->steps, intake->enters_at_step, intake->memory / LOG_SHARE,
                                    options->directory};
  return cvs_step_log_new(&terms, &intake->dataset->step_log, error);
}

cvs_status cvs_intake_make_units(cvs_intake *intake, const cvs_file_plan *plan, cvs_error *error) {
  const cvs_read_options *const options = plan->wants->options;
  const bool events = plan->schema.is_assignments || plan->schema.shape == CVS_SHAPE_EVENTS;
  if (plan->has_units)
    note_entry(intake, plan, events);
  if (!plan->has_units || intake->units != NULL)
    return CVS_OK;
  const cvs_status status = make_log(intake, error);
  if (status != CVS_OK)
    return status;
  const cvs_unit_terms terms = {.events = events,
                                .has_time = events || options->by_day || plan->wants->keeps_times,
                                .has_value = options->want_value,
                                .assigned = options->assignments != NULL,
                                .by_exposure = options->exposure_event != NULL || plan->wants->enters_at_step,
                                .step_count = options->steps.count,
                                .strict = !options->steps.any_order,
                                .tells_passers = events && plan->wants->enters_at_step,
                                .optional = options->steps.any_order ? 0 : options->steps.optional,
                                .window = options->steps.window,
                                .window_from_previous = options->steps.window_from_previous,
                                .window_from_entry = options->steps.window_from_entry && !intake->needs_first_step,
                                .has_exclusions = options->steps.exclude_count > 0,
                                .keep_times = plan->wants->keeps_times,
                                .keep_other = options->multiple == CVS_MULTIPLE_ERROR,
                                .alike = !options->by_day && !intake->dataset->keeps_young,
                                .group_of = plan->wants->by_count > 0 ? group_of : NULL,
                                .collect = intake->collect && events,
                                .memory = intake->memory,
                                .directory = options->directory};
  intake->counts_young = events && options->count_young && options->steps.window > 0;
  intake->counts_open = events && (options->count_young || options->drop_young) && options->steps.window > 0;
  return cvs_units_new(&terms, variant_of, &intake->dataset->cells, &intake->units, error);
}
