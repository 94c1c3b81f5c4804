/* The head of a report: what was read, in which roles, under which settings. */
#include "report/report.h"

#include "base/strbuf.h"
#include "report/format.h"

#include <inttypes.h>

static const char *shape_name(cvs_shape shape) {
  switch (shape) {
  case CVS_SHAPE_USERS:
    return "users";
  case CVS_SHAPE_EVENTS:
    return "events";
  default:
    return "counts";
  }
}

static void add_columns(cvs_document *doc, cvs_node *input, const cvs_input_info *info) {
  cvs_node *columns = cvs_doc_list(doc, input, "columns");
  for (size_t i = 0; i < info->file_count; i++) {
    cvs_node *file = cvs_doc_record(doc, columns, NULL);
    cvs_doc_text(doc, file, "file", info->file[i].name);
    cvs_node *roles = cvs_doc_record(doc, file, "roles");
    for (size_t role = 0; role < CVS_ROLES; role++)
      if (info->file[i].role[role])
        cvs_doc_text(doc, roles, cvs_role_name((cvs_role)role), info->file[i].role[role]);
  }
}

/* Figures of units do not exist where the input is counts: the units were counted by others. */
static void add_quality(cvs_document *doc, cvs_node *input, const cvs_input_info *info) {
  const cvs_read_quality *found = &info->quality;
  const struct {
    const char *name;
    uint64_t count;
  } of_units[] = {{"users", found->units},
                  {"users_in_several_arms", found->units_in_several_arms},
                  {"duplicate_rows", found->duplicate_rows},
                  {"rows_before_exposure", found->rows_before_exposure},
                  {"rows_of_unassigned_users", found->rows_of_unassigned},
                  {"users_never_entered", found->units_never_entered}};
  cvs_node *quality = cvs_doc_record(doc, input, "quality");
  for (size_t i = 0; i < sizeof of_units / sizeof *of_units; i++)
    if (info->shape == CVS_SHAPE_COUNTS)
      cvs_doc_null(doc, quality, of_units[i].name, CVS_UNIT_COUNT);
    else
      cvs_doc_count(doc, quality, of_units[i].name, of_units[i].count);
  cvs_doc_count(doc, quality, "rows_left_out_by_where", found->rows_elsewhere);
  cvs_node *skipped = cvs_doc_record(doc, quality, "rows_skipped");
  for (size_t i = 0; i < info->reason_count; i++)
    cvs_doc_count(doc, skipped, info->reason[i].reason, info->reason[i].rows);
}

static void add_input(cvs_document *doc, const cvs_input_info *info) {
  cvs_node *input = cvs_doc_record(doc, doc->root, "input");
  cvs_node *files = cvs_doc_list(doc, input, "files");
  for (size_t i = 0; i < info->file_count; i++)
    cvs_doc_text(doc, files, NULL, info->file[i].name);
  cvs_doc_text(doc, input, "shape", shape_name(info->shape));
  cvs_doc_count(doc, input, "rows", info->rows);
  cvs_doc_count(doc, input, "rows_skipped", info->rows_skipped);
  add_columns(doc, input, info);
  add_quality(doc, input, info);
}

void cvs_build_settings(cvs_document *doc, const cvs_setting *settings, size_t count) {
  cvs_node *record = cvs_doc_record(doc, doc->root, "settings");
  for (size_t i = 0; i < count; i++) {
    if (settings[i].text)
      cvs_doc_text(doc, record, settings[i].name, settings[i].text);
    else
      cvs_doc_number(doc, record, settings[i].name, CVS_UNIT_NONE, settings[i].number);
  }
}

/* "results.csv: variant = group, visitors = users, conversions = signups". */
static void add_file_block(cvs_document *doc, const cvs_file_info *file, const char *label) {
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, file->name);
  const char *mark = ": ";
  for (size_t role = 0; role < CVS_ROLES; role++) {
    if (!file->role[role])
      continue;
    cvs_strbuf_add(&text, mark);
    cvs_strbuf_add(&text, cvs_role_name((cvs_role)role));
    cvs_strbuf_add(&text, " = ");
    cvs_strbuf_add(&text, file->role[role]);
    mark = ", ";
  }
  cvs_doc_paragraph(doc, label, cvs_strbuf_text(&text))->secondary = true;
  cvs_doc_close_text(doc, &text);
}

static void add_skipped_block(cvs_document *doc, const cvs_input_info *info) {
  cvs_strbuf text = {0};
  cvs_strbuf_addf(&text, "%" PRIu64 " of %" PRIu64 " rows could not be read and %s left out", info->rows_skipped,
                  info->rows, info->rows_skipped == 1 ? "is" : "are");
  for (size_t i = 0; i < info->reason_count; i++)
    cvs_strbuf_addf(&text, "%s%s %" PRIu64, i == 0 ? ": " : ", ", info->reason[i].reason, info->reason[i].rows);
  cvs_block *checks = cvs_doc_checks(doc, "Skipped");
  cvs_doc_check(doc, checks, CVS_TONE_WARN, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

typedef struct quality_word {
  uint64_t count;
  const char *one;
  const char *many;
} quality_word;

/* "290,584 users in 294,478 rows; 3,894 duplicate rows merged; ...", of what was met. */
static void add_units_block(cvs_document *doc, const cvs_input_info *info) {
  const cvs_read_quality *found = &info->quality;
  const quality_word words[] = {
      {found->units_in_several_arms, " user in several arms", " users in several arms"},
      {found->duplicate_rows, " further row of a user", " further rows of the same users"},
      {found->rows_before_exposure, " row before its user entered", " rows before their users entered"},
      {found->units_never_entered, " user never entered", " users never entered"},
      {found->rows_of_unassigned, " row of users who never entered", " rows of users who never entered"},
      {found->rows_elsewhere, " row left out by --where", " rows left out by --where"}};
  cvs_strbuf text = {0};
  cvs_format_count(&text, found->units);
  cvs_strbuf_add(&text, found->units == 1 ? " user in " : " users in ");
  cvs_format_count(&text, info->rows);
  cvs_strbuf_add(&text, info->rows == 1 ? " row" : " rows");
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (words[i].count == 0)
      continue;
    cvs_strbuf_add(&text, "; ");
    cvs_format_count(&text, words[i].count);
    cvs_strbuf_add(&text, words[i].count == 1 ? words[i].one : words[i].many);
  }
  cvs_doc_paragraph(doc, "", cvs_strbuf_text(&text))->secondary = true;
  cvs_doc_close_text(doc, &text);
}

void cvs_build_head(cvs_document *doc, const cvs_dataset *dataset, const cvs_setting *settings, size_t setting_count) {
  const cvs_input_info *info = dataset ? cvs_dataset_input(dataset) : NULL;
  if (info)
    add_input(doc, info);
  else
    cvs_doc_null(doc, doc->root, "input", CVS_UNIT_NONE);
  cvs_build_settings(doc, settings, setting_count);
  if (!info)
    return;
  if (info->rows_skipped > 0)
    add_skipped_block(doc, info);
  for (size_t i = 0; i < info->file_count; i++)
    add_file_block(doc, &info->file[i], i == 0 ? "Input" : "");
  if (info->shape != CVS_SHAPE_COUNTS)
    add_units_block(doc, info);
}
