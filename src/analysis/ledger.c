/* The looks that a monitor has taken: the file as a whole, and what it knows of past days. */
#include "analysis/ledger.h"

#include "base/error.h"
#include "base/journal.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* --- the file --- */

static cvs_status keep_entry(cvs_ledger *ledger, const cvs_ledger_entry *entry, cvs_error *error) {
  cvs_ledger_entry *grown = cvs_array_grow(ledger->entry, &ledger->capacity, ledger->count + 1, sizeof *grown);
  if (grown == NULL)
    return cvs_fail_memory(error);
  ledger->entry = grown;
  ledger->entry[ledger->count++] = *entry;
  return CVS_OK;
}

/* A line's own message becomes one of the file. */
static cvs_status fail_line(const cvs_ledger *ledger, uint64_t line, const cvs_error *why, cvs_error *error) {
  return cvs_fail_at(error, why->status, ledger->path, line, "%s", why->message);
}

/* A line of the file, without its line break. */
typedef struct ledger_line {
  const char *text;
  size_t length;
  uint64_t number;
} ledger_line;

static cvs_status take_line(cvs_ledger *ledger, const cvs_ledger_terms *terms, const ledger_line *line,
                            cvs_error *error) {
  cvs_error why = {0};
  cvs_ledger_entry entry;
  const bool head = line->number == 1;
  const cvs_status status = head ? cvs_ledger_read_terms(ledger, line->text, line->length, terms, &why)
                                 : cvs_ledger_read_entry(ledger, line->text, line->length, &entry, &why);
  if (status == CVS_OK && !head)
    return keep_entry(ledger, &entry, error);
  return status == CVS_OK ? CVS_OK : fail_line(ledger, line->number, &why, error);
}

static cvs_status take_lines(cvs_ledger *ledger, const cvs_ledger_terms *terms, const cvs_strbuf *text,
                             cvs_error *error) {
  const char *from = cvs_strbuf_text(text), *const end = from + text->length;
  cvs_status status = CVS_OK;
  for (uint64_t number = 1; from < end && status == CVS_OK; number++) {
    const char *stop = memchr(from, '\n', (size_t)(end - from));
    if (stop == NULL)
      return cvs_fail_at(error, CVS_EDATA, ledger->path, number, "the last line is not complete");
    status = take_line(ledger, terms, &(ledger_line){from, (size_t)(stop - from), number}, error);
    from = stop + 1;
  }
  return status;
}

static cvs_status set_path(cvs_ledger *ledger, const char *path, cvs_error *error) {
  const size_t size = strlen(path) + 1;
  ledger->path = cvs_malloc(size);
  if (ledger->path == NULL)
    return cvs_fail_memory(error);
  memcpy(ledger->path, path, size);
  return CVS_OK;
}

cvs_status cvs_ledger_open(const char *path, const cvs_ledger_terms *terms, cvs_ledger **out, cvs_error *error) {
  *out = NULL;
  cvs_ledger *ledger = cvs_calloc(1, sizeof *ledger);
  if (ledger == NULL)
    return cvs_fail_memory(error);
  cvs_strbuf text = {0};
  cvs_status status = set_path(ledger, path, error);
  if (status == CVS_OK)
    status = cvs_journal_read(path, &text, error);
  if (status == CVS_OK)
    status = take_lines(ledger, terms, &text, error);
  ledger->bytes = text.length;
  ledger->has_terms = text.length > 0;
  cvs_strbuf_free(&text);
  if (status == CVS_OK)
    *out = ledger;
  else
    cvs_ledger_free(ledger);
  return status;
}

void cvs_ledger_free(cvs_ledger *ledger) {
  if (ledger == NULL)
    return;
  cvs_arena_free(&ledger->arena);
  cvs_strbuf_free(&ledger->pending);
  cvs_free(ledger->entry);
  cvs_free(ledger->path);
  cvs_free(ledger);
}

void cvs_ledger_add(cvs_ledger *ledger, const cvs_ledger_entry *entry) {
  cvs_ledger_write_entry(&ledger->pending, entry);
}

cvs_status cvs_ledger_save(cvs_ledger *ledger, const cvs_ledger_terms *terms, cvs_error *error) {
  cvs_strbuf lines = {0};
  if (ledger->pending.length == 0 && !ledger->pending.failed)
    return CVS_OK;
  if (!ledger->has_terms)
    cvs_ledger_write_terms(&lines, terms);
  cvs_strbuf_add_bytes(&lines, cvs_strbuf_text(&ledger->pending), ledger->pending.length);
  const bool whole = !lines.failed && !ledger->pending.failed;
  const cvs_status status =
      whole ? cvs_journal_append(ledger->path, ledger->bytes, &lines, error) : cvs_fail_memory(error);
  if (status == CVS_OK) {
    ledger->bytes += lines.length;
    ledger->has_terms = true;
    cvs_strbuf_clear(&ledger->pending);
  }
  cvs_strbuf_free(&lines);
  return status;
}

/* --- what it knows --- */

static bool is_of(const cvs_ledger_entry *entry, const char *group) {
  return strcmp(entry->group, group) == 0;
}

const cvs_ledger_entry *cvs_ledger_find(const cvs_ledger *ledger, const char *group, int64_t date) {
  for (size_t i = 0; i < ledger->count; i++) {
    const cvs_ledger_entry *entry = &ledger->entry[i];
    if (!entry->revision && entry->date == date && is_of(entry, group))
      return entry;
  }
  return NULL;
}

const cvs_ledger_entry *cvs_ledger_last(const cvs_ledger *ledger, const char *group) {
  const cvs_ledger_entry *last = NULL;
  for (size_t i = 0; i < ledger->count; i++) {
    const cvs_ledger_entry *entry = &ledger->entry[i];
    if (!entry->revision && is_of(entry, group) && (last == NULL || entry->date > last->date))
      last = entry;
  }
  return last;
}

const cvs_ledger_treatment *cvs_ledger_find_treatment(const cvs_ledger_entry *entry, const char *name) {
  for (size_t i = 0; i < entry->treatment_count; i++)
    if (strcmp(entry->treatment[i].name, name) == 0)
      return &entry->treatment[i];
  return NULL;
}

/* --- past days --- */

/* A day as a line has it; a later line knows better. */
typedef struct known_day {
  cvs_ledger_day day;
  size_t line;
} known_day;

static int compare_days(const void *a, const void *b) {
  const known_day *first = a, *second = b;
  if (first->day.date != second->day.date)
    return first->day.date < second->day.date ? -1 : 1;
  return first->line < second->line ? -1 : first->line > second->line;
}

static size_t count_days(const cvs_ledger *ledger, const char *group) {
  size_t count = 0;
  for (size_t i = 0; i < ledger->count; i++)
    if (is_of(&ledger->entry[i], group))
      count += ledger->entry[i].day_count;
  return count;
}

/* Days that have visitors as the newest lines have them, ascending; their number. */
static size_t gather_days(const cvs_ledger *ledger, const char *group, known_day *out) {
  size_t count = 0, kept = 0;
  for (size_t i = 0; i < ledger->count; i++) {
    const cvs_ledger_entry *entry = &ledger->entry[i];
    for (size_t k = 0; is_of(entry, group) && k < entry->day_count; k++)
      out[count++] = (known_day){entry->day[k], i};
  }
  qsort(out, count, sizeof *out, compare_days);
  for (size_t i = 0; i < count; i++) {
    const bool newest = i + 1 == count || out[i + 1].day.date != out[i].day.date;
    if (newest && out[i].day.digest != 0)
      out[kept++] = out[i];
  }
  return kept;
}

/* Differences of two ascending lists of days up to `last`: as they are now. */
static size_t list_changes(const known_day *known, size_t known_count, const cvs_ledger_day *day, size_t count,
                           cvs_ledger_day *out) {
  size_t i = 0, k = 0, changes = 0;
  while (i < known_count || k < count) {
    const bool gone = k == count || (i < known_count && known[i].day.date < day[k].date);
    const bool new = !gone && (i == known_count || day[k].date < known[i].day.date);
    if (gone)
      out[changes++] = (cvs_ledger_day){known[i].day.date, 0};
    else if (new || known[i].day.digest != day[k].digest)
      out[changes++] = day[k];
    i += !new;
    k += !gone;
  }
  return changes;
}

cvs_status cvs_ledger_check(cvs_ledger *ledger, const char *group, const cvs_ledger_days *now,
                            cvs_ledger_days *changed) {
  const cvs_ledger_entry *last = cvs_ledger_last(ledger, group);
  *changed = (cvs_ledger_days){NULL, 0};
  if (last == NULL)
    return CVS_OK;
  size_t past = 0;
  while (past < now->count && now->day[past].date <= last->date)
    past++;
  const size_t known_count = count_days(ledger, group);
  known_day *known = cvs_arena_alloc(&ledger->arena, (known_count + 1) * sizeof *known);
  cvs_ledger_day *out = cvs_arena_alloc(&ledger->arena, (known_count + past + 1) * sizeof *out);
  if (known == NULL || out == NULL)
    return CVS_ENOMEM;
  const size_t kept = gather_days(ledger, group, known);
  *changed = (cvs_ledger_days){out, list_changes(known, kept, now->day, past, out)};
  return CVS_OK;
}
