/* After the last file: units to cells, each where it has entered. */
#include "base/error.h"
#include "base/mem.h"
#include "data/intake.h"
#include <assert.h>
#include <pthread.h>
#include <string.h>

/* What one thread has counted: its cells' group is a cell of the dataset, their day a number of days since 1970
 * moved by DAY_BIAS. */
typedef struct tally {
  pthread_t thread;
  cvs_batch batch;
  uint64_t no_units;      /* of a log, without the first step, where they would enter at it */
  uint64_t no_straddlers; /* of them, seen in several arms */
  bool *met;              /* [cells of the dataset] those that units have come to, where groups are asked for */
} tally;

typedef struct taking {
  cvs_intake *intake;
  pthread_mutex_t lock; /* over tally_count */
  tally *tally;         /* [tally_most] */
  size_t tally_count;
  size_t tally_most;
  tally *of_part[CVS_PARTS];       /* each used by one thread */
  cvs_strbuf straddler[CVS_PARTS]; /* the first by name of each part that was seen in several arms, if that is wrong */
  uint32_t straddler_cell[CVS_PARTS];
  uint32_t straddler_other[CVS_PARTS];
} taking;

#define DAY_BIAS INT64_C(1000000000)

/* NULL without memory. */
static tally *add_tally(taking *t, pthread_t thread) {
  const cvs_cells *const cells = &t->intake->dataset->cells;
  tally *const added = &t->tally[t->tally_count];
  assert(t->tally_count < t->tally_most);
  if (t->intake->wants->by_count > 0) {
    added->met = cvs_calloc(cells->count, sizeof *added->met);
    if (added->met == NULL)
      return NULL;
  }
  added->thread = thread;
  added->batch.cells.step_count = cells->step_count;
  added->batch.cells.has_skipped = cells->has_skipped;
  cvs_batch_begin(&added->batch, NULL, 1);
  t->tally_count++;
  return added;
}

/* The tally of the calling thread; NULL without memory. */
static tally *find_tally(taking *t) {
  const pthread_t self = pthread_self();
  tally *found = NULL;
  (void)pthread_mutex_lock(&t->lock);
  for (size_t i = 0; i < t->tally_count && found == NULL; i++)
    found = pthread_equal(t->tally[i].thread, self) != 0 ? &t->tally[i] : NULL;
  if (found == NULL)
    found = add_tally(t, self);
  (void)pthread_mutex_unlock(&t->lock);
  return found;
}

/* Byte by byte; the shorter first. */
static bool comes_before(const char *a, size_t a_length, const char *b, size_t b_length) {
  const int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
  return order < 0 || (order == 0 && a_length < b_length);
}

/* Keeps the first by name: which unit is told does not depend on the threads, and nobody has to remember lines. */
static void keep_straddler(taking *t, unsigned part, const cvs_unit *unit) {
  cvs_strbuf *const kept = &t->straddler[part];
  if (kept->length > 0 && !comes_before(unit->name, unit->name_length, kept->text, kept->length))
    return;
  cvs_strbuf_clear(kept);
  cvs_strbuf_add_bytes(kept, unit->name, unit->name_length);
  t->straddler_cell[part] = unit->cell;
  t->straddler_other[part] = unit->other;
}

static cvs_status take_unit(void *context, unsigned part, const cvs_unit *unit) {
  taking *const t = context;
  const cvs_wants *const wants = t->intake->wants;
  if (t->of_part[part] == NULL)
    t->of_part[part] = find_tally(t);
  if (t->of_part[part] == NULL)
    return CVS_ENOMEM;
  if (t->of_part[part]->met != NULL)
    t->of_part[part]->met[unit->cell] = true;
  if (!cvs_intake_has_entered(t->intake, unit)) {
    t->of_part[part]->no_units += unit->count;
    t->of_part[part]->no_straddlers += unit->in_several ? unit->count : 0;
    return CVS_OK;
  }
  if (unit->in_several && wants->options->multiple == CVS_MULTIPLE_ERROR)
    keep_straddler(t, part, unit);
  cvs_batch *const batch = &t->of_part[part]->batch;
  cvs_cell keys = {.group = unit->cell};
  if (wants->options->by_day)
    keys.day = (uint32_t)(cvs_time_day(unit->entered, wants->offset_seconds) + DAY_BIAS);
  uint32_t number = 0;
  const cvs_status status = cvs_batch_find_cell(batch, &keys, &number);
  if (status != CVS_OK)
    return status;
  return cvs_intake_count_unit(t->intake, (cvs_cell_place){&batch->cells, number}, part, unit);
}

/* The counts of a thread to the dataset's cells, under their own keys. */
static cvs_status add_counts(cvs_intake *intake, const cvs_cells *counted) {
  cvs_dataset *const dataset = intake->dataset;
  for (size_t i = 0; i < counted->count; i++) {
    cvs_cell cell = counted->cell[i];
    const cvs_cell *const keys = &dataset->cells.cell[cell.group];
    const int64_t day = (int64_t)cell.day - DAY_BIAS;
    cvs_status status = CVS_OK;
    cell.day = 0;
    if (intake->wants->options->by_day)
      status = cvs_days_add(&dataset->days, &(cvs_date){day, day}, 0, "", &cell.day);
    cell.variant = keys->variant;
    cell.stratum = keys->stratum;
    cell.group = keys->group;
    if (status == CVS_OK)
      status = cvs_cells_add(&dataset->cells, &cell,
                             counted->step == NULL ? NULL : counted->step + i * cvs_cells_width(counted));
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

/* A cell that no unit has come to, and none of its group or without one was seen in. */
static void mark_strays(const taking *t) {
  cvs_cells *const cells = &t->intake->dataset->cells;
  for (size_t i = 0; i < cells->count; i++) {
    bool met = cells->cell[i].before > 0; /* of a file whose rows are units */
    for (size_t j = 0; j < t->tally_count && !met; j++)
      met = t->tally[j].met[i];
    cells->cell[i].is_stray = !met && !cvs_units_saw(t->intake->units, (uint32_t)i);
  }
}

static const char *show_arm(const cvs_dataset *dataset, uint32_t cell, char shown[CVS_SHOWN_MAX]) {
  return cvs_show_value(shown, cvs_map_key(dataset->variants, dataset->cells.cell[cell].variant, NULL));
}

/* The part of the first of all by name; CVS_PARTS: there is none. */
static size_t find_straddler(const taking *t) {
  size_t first = CVS_PARTS;
  for (size_t part = 0; part < CVS_PARTS; part++) {
    const cvs_strbuf *const own = &t->straddler[part];
    if (own->length > 0 && (first == CVS_PARTS ||
                            comes_before(own->text, own->length, t->straddler[first].text, t->straddler[first].length)))
      first = part;
  }
  return first;
}

/* Where the rows of a user stand: in the only file, or nobody knows in which. NULL: that. */
static const char *tell_source(const cvs_intake *intake) {
  return intake->dataset->info.file_count > 1 ? NULL : intake->first_source;
}

static cvs_status check_straddlers(const taking *t, cvs_error *error) {
  const size_t part = find_straddler(t);
  if (part == CVS_PARTS)
    return CVS_OK;
  char user[CVS_SHOWN_MAX];
  char arm[CVS_SHOWN_MAX];
  char other[CVS_SHOWN_MAX];
  const cvs_dataset *const dataset = t->intake->dataset;
  cvs_units_quality met;
  cvs_units_get_quality(t->intake->units, &met);
  const unsigned long long several = met.in_several_arms - t->intake->no_straddlers;
  const unsigned long long units = met.units - t->intake->no_units;
  return cvs_fail_at(error, CVS_EDATA, tell_source(t->intake), 0,
                     "%llu of %llu users %s seen in several arms: the first by name is %s, in %s and in %s; expected "
                     "one arm each, or --multiple drop or first",
                     several, units, several == 1 ? "is" : "are",
                     cvs_show_user(user, t->straddler[part].text, t->straddler[part].length),
                     show_arm(dataset, t->straddler_cell[part], arm),
                     show_arm(dataset, t->straddler_other[part], other));
}

/* A unit cannot tell why its times could not be written; the log has kept it. */
static void tell_log_problem(const cvs_step_log *log, cvs_error *error) {
  const cvs_error *const problem = cvs_step_log_problem(log);
  if (problem->message[0] != '\0')
    *error = *problem;
}

/* Units do not know what file their rows came from. */
static void tell_place(const cvs_intake *intake, cvs_status status, cvs_error *error) {
  const cvs_error problem = *error;
  if (status == CVS_EDATA || status == CVS_ELIMIT) {
    *error = (cvs_error){.line = 0};
    (void)cvs_fail_at(error, status, tell_source(intake), 0, "%s", problem.message);
  } else if (status == CVS_EIO && intake->dataset->step_log != NULL) {
    tell_log_problem(intake->dataset->step_log, error);
  }
}

static cvs_status take_units(cvs_intake *intake, cvs_error *error) {
  taking t = {.intake = intake, .tally_most = CVS_UNITS_PASSES * (size_t)intake->workers};
  t.tally = cvs_calloc(t.tally_most, sizeof *t.tally);
  if (t.tally == NULL || pthread_mutex_init(&t.lock, NULL) != 0) {
    cvs_free(t.tally);
    return cvs_fail_memory(error);
  }
  cvs_status status = cvs_units_finish(intake->units, intake->workers, take_unit, &t, error);
  tell_place(intake, status, error);
  for (size_t i = 0; i < t.tally_count; i++) {
    intake->no_units += t.tally[i].no_units;
    intake->no_straddlers += t.tally[i].no_straddlers;
  }
  if (status == CVS_OK)
    status = check_straddlers(&t, error);
  if (status == CVS_OK && intake->wants->by_count > 0)
    mark_strays(&t);
  for (size_t part = 0; part < CVS_PARTS; part++)
    cvs_strbuf_free(&t.straddler[part]);
  for (size_t i = 0; i < t.tally_count; i++) {
    if (status == CVS_OK && add_counts(intake, &t.tally[i].batch.cells) != CVS_OK)
      status = cvs_fail_memory(error);
    cvs_batch_free(&t.tally[i].batch);
    cvs_free(t.tally[i].met);
  }
  (void)pthread_mutex_destroy(&t.lock);
  cvs_free(t.tally);
  return status;
}

/* The names of users in the log are others than in the assignments: nobody would convert. */
static cvs_status check_assigned(const cvs_intake *intake, cvs_error *error) {
  char name[CVS_SHOWN_MAX];
  cvs_units_quality met;
  cvs_units_get_quality(intake->units, &met);
  if (!intake->has_assignments || intake->wants->where.column_count > 0 || met.in_log == 0 ||
      met.strangers < met.in_log)
    return CVS_OK;
  return cvs_fail_at(error, CVS_EDATA, intake->first_source, 0,
                     "none of the log's users (%llu, with %llu rows) is in the assignments %s, expected the same names "
                     "of users in both (--user COL names the column)",
                     (unsigned long long)met.strangers, (unsigned long long)met.rows_of_strangers,
                     cvs_show_value(name, intake->wants->options->assignments));
}

static void keep_quality(cvs_intake *intake) {
  cvs_read_quality *const out = &intake->dataset->info.quality;
  cvs_units_quality met = {0};
  if (intake->units != NULL)
    cvs_units_get_quality(intake->units, &met);
  const bool by_step = intake->wants->enters_at_step; /* nothing is wrong with rows of others than entrants */
  *out = (cvs_read_quality){.units = met.units - intake->no_units + intake->units_here,
                            .units_in_several_arms = met.in_several_arms - intake->no_straddlers,
                            .duplicate_rows = met.duplicate_rows,
                            .rows_before_exposure = by_step ? 0 : met.rows_before_entry,
                            .rows_of_unassigned = by_step ? 0 : met.rows_of_unassigned,
                            .units_never_entered = by_step ? 0 : met.never_entered,
                            .units_without_variant = by_step ? 0 : met.without_variant,
                            .rows_without_variant = by_step ? 0 : met.rows_without_variant,
                            .units_in_log = met.in_log,
                            .units_not_assigned = met.strangers,
                            .rows_not_assigned = met.rows_of_strangers,
                            .units_exposed_early = met.exposed_early,
                            .rows_exposed_early = met.rows_exposed_early,
                            .rows_elsewhere = intake->elsewhere,
                            .tiny_amounts = out->tiny_amounts};
  for (size_t i = 0; i < intake->dataset->cells.count; i++) {
    *(intake->counts_young ? &out->units_young_kept : &out->units_too_young) += intake->dataset->cells.cell[i].young;
    out->units_window_open += intake->dataset->cells.cell[i].open;
  }
  intake->dataset->info.has_no_times = intake->shape == CVS_SHAPE_EVENTS && !intake->is_timed;
  intake->dataset->info.kept_in_first = intake->wants->options->multiple == CVS_MULTIPLE_FIRST;
}

cvs_status cvs_intake_finish(cvs_intake *intake, cvs_error *error) {
  cvs_dataset *const dataset = intake->dataset;
  cvs_status status = cvs_intake_check_met(intake, error);
  if (status == CVS_OK)
    status = cvs_intake_check_overlap(intake, error);
  for (size_t i = 0; i < dataset->cells.count && status == CVS_OK && intake->shape != CVS_SHAPE_COUNTS; i++)
    intake->units_here += dataset->cells.cell[i].before;
  if (intake->shape == CVS_SHAPE_EVENTS && !intake->is_timed) { /* nothing is known of the time from step to step */
    cvs_step_log_free(dataset->step_log);
    dataset->step_log = NULL;
  }
  if (status == CVS_OK && intake->units != NULL)
    status = take_units(intake, error);
  if (status == CVS_OK && intake->units != NULL)
    status = check_assigned(intake, error);
  if (status == CVS_OK && dataset->step_log != NULL &&
      cvs_step_log_close(dataset->step_log, &dataset->cells, intake->last_time) != CVS_OK)
    status = cvs_fail_memory(error);
  if (status != CVS_OK)
    return status;
  keep_quality(intake);
  return intake->has_assignments ? cvs_dataset_add_file(dataset, &intake->assignments, error) : CVS_OK;
}
