/* Tables of expected numbers. */
#include "support/reference_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static size_t split_line(char *line, char *field[REFERENCE_FIELDS_MAX]) {
  size_t count = 0;
  line[strcspn(line, "\r\n")] = '\0';
  while (count < REFERENCE_FIELDS_MAX) {
    field[count++] = line;
    char *comma = strchr(line, ',');
    if (comma == NULL)
      return count;
    *comma = '\0';
    line = comma + 1;
  }
  fail_msg("a reference row has more than %d fields", REFERENCE_FIELDS_MAX);
  return 0;
}

void reference_open(reference_table *table, const char *name) {
  char path[256];
  snprintf(path, sizeof path, "tests/reference/%s.csv", name);
  *table = (reference_table){0};
  table->file = fopen(path, "r");
  if (table->file == NULL || fgets(table->head, sizeof table->head, table->file) == NULL)
    fail_msg("%s cannot be read", path);
  table->columns = split_line(table->head, table->title);
}

int reference_next(reference_table *table) {
  if (fgets(table->line, sizeof table->line, table->file) == NULL) {
    fclose(table->file);
    if (table->rows == 0)
      fail_msg("the reference table is empty");
    return 0;
  }
  if (strchr(table->line, '\n') == NULL)
    fail_msg("row %zu is longer than %d bytes", table->rows + 1, REFERENCE_LINE_MAX);
  if (split_line(table->line, table->field) != table->columns)
    fail_msg("row %zu has another number of fields than the header", table->rows + 1);
  table->rows++;
  return 1;
}

const char *reference_text(const reference_table *table, const char *column) {
  for (size_t i = 0; i < table->columns; i++)
    if (strcmp(table->title[i], column) == 0)
      return table->field[i];
  fail_msg("the reference table has no column %s", column);
  return "";
}

static double parse_number(const char *text, const char **end) {
  char *stop;
  double value = strtod(text, &stop);
  if (stop == text || (*stop != '\0' && *stop != ';'))
    fail_msg("\"%s\" is not a number", text);
  *end = stop;
  return value;
}

double reference_number(const reference_table *table, const char *column) {
  const char *end;
  return parse_number(reference_text(table, column), &end);
}

static cvs_sample read_arm(const reference_table *table, const char *conversions, const char *visitors) {
  return (cvs_sample){.visitors = (uint64_t)reference_number(table, visitors),
                      .conversions = (uint64_t)reference_number(table, conversions)};
}

cvs_pair reference_pair(const reference_table *table) {
  return (cvs_pair){.control = read_arm(table, "control_conversions", "control_visitors"),
                    .treatment = read_arm(table, "treatment_conversions", "treatment_visitors")};
}

cvs_alternative reference_alternative(const reference_table *table) {
  const char *text = reference_text(table, "alternative");
  if (strcmp(text, "greater") == 0)
    return CVS_GREATER;
  return strcmp(text, "less") == 0 ? CVS_LESS : CVS_TWO_SIDED;
}

size_t reference_list(const reference_table *table, const char *column, double out[REFERENCE_LIST_MAX]) {
  const char *text = reference_text(table, column);
  size_t count = 0;
  if (*text == '\0')
    return 0;
  while (count < REFERENCE_LIST_MAX) {
    out[count++] = parse_number(text, &text);
    if (*text == '\0')
      return count;
    text++;
  }
  fail_msg("a list in column %s is too long", column);
  return 0;
}

size_t reference_counts(const reference_table *table, const char *column, uint64_t out[REFERENCE_LIST_MAX]) {
  double numbers[REFERENCE_LIST_MAX];
  size_t count = reference_list(table, column, numbers);
  for (size_t i = 0; i < count; i++)
    out[i] = (uint64_t)numbers[i];
  return count;
}
