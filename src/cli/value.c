/* One value of an option: from text to what its kind promises, or a sentence that names the option,
 * the value and the domain. */
#include "cli/option.h"

#include "base/error.h"
#include "base/strbuf.h"
#include "cli/choice.h"
#include "cli/items.h"
#include "base/measures.h"
#include "data/dates.h"
#include "data/problem.h"
#include <inttypes.h>
#include <string.h>

typedef struct request {
  const cvs_option *option;
  const char *text;
  cvs_arena *arena;
  cvs_error *error;
} request;

typedef cvs_status value_parser(const request *ask, cvs_value *value);

static cvs_status refuse(const request *ask, const char *domain) {
  char shown[CVS_SHOWN_MAX];
  return cvs_fail(ask->error, CVS_EUSAGE, "--%s: %s is not %s", ask->option->name, cvs_show_value(shown, ask->text),
                  domain);
}

static cvs_status refuse_choice(const request *ask, const char *word) {
  const char *name = ask->option->name;
  const char *meant = cvs_choice_suggest(ask->option->choice, word);
  char shown[CVS_SHOWN_MAX];
  cvs_strbuf all = {0};
  cvs_choice_add_all(&all, ask->option->choice);
  if (meant)
    (void)cvs_fail(ask->error, CVS_EUSAGE, "--%s: %s is not one of %s; did you mean \"%s\"?", name,
                   cvs_show_value(shown, word), cvs_strbuf_text(&all), meant);
  else
    (void)cvs_fail(ask->error, CVS_EUSAGE, "--%s: %s is not one of %s", name, cvs_show_value(shown, word),
                   cvs_strbuf_text(&all));
  cvs_strbuf_free(&all);
  return CVS_EUSAGE;
}

/* 1.5 could mean 150% or a slip for 1.5%: nobody should have to guess. */
static cvs_status refuse_bare(const request *ask, const char *typed, size_t length, double lift) {
  return cvs_fail(ask->error, CVS_EUSAGE,
                  "--%s: \"%.*s\" is 1 or more without a percent sign (write %.10g%%, or %.*s%% if that is meant)",
                  ask->option->name, (int)length, typed, 100 * lift, (int)length, typed);
}

static cvs_status parse_text(const request *ask, cvs_value *value) {
  (void)value;
  return ask->text[0] ? CVS_OK : refuse(ask, "a name: it is empty");
}

static cvs_status parse_choice(const request *ask, cvs_value *value) {
  const char *letters = ask->option->letters;
  const size_t length = strlen(ask->text);
  const char *letter = letters && length == 1 ? strchr(letters, ask->text[0]) : NULL;
  value->choice = letter ? (size_t)(letter - letters) : cvs_choice_find(ask->option->choice, ask->text, length);
  if (value->choice == CVS_CHOICES_MAX)
    return refuse_choice(ask, ask->text);
  value->text = ask->option->choice(value->choice);
  return CVS_OK;
}

/* "obf" or "kim-demets:2"; the text stays as it was typed. */
static cvs_status parse_family(const request *ask, cvs_value *value) {
  const char *colon = strchr(ask->text, ':');
  const size_t length = colon ? (size_t)(colon - ask->text) : strlen(ask->text);
  value->choice = cvs_choice_find(ask->option->choice, ask->text, length);
  if (value->choice == CVS_CHOICES_MAX)
    return refuse_choice(ask, ask->text);
  if (!colon)
    return CVS_OK;
  cvs_quantity *number = &value->quantity[0];
  if (cvs_quantity_parse(colon + 1, strlen(colon + 1), number) && number->suffix == CVS_SUFFIX_NONE)
    return CVS_OK;
  return refuse(ask, "a name and a number with a colon between them (kim-demets:2)");
}

/* Items of a list by comma, copied into the arena. */
static cvs_status split_list(const request *ask, char ***out, size_t *count) {
  const char *problem = NULL;
  const cvs_status status = cvs_items_split(ask->text, ask->arena, out, count, &problem);
  if (status == CVS_EUSAGE)
    return refuse(ask, problem);
  return status == CVS_OK ? CVS_OK : cvs_fail_memory(ask->error);
}

static cvs_status add_to_list(const request *ask, cvs_value *value, char **items, size_t count) {
  const char **list = cvs_arena_alloc(ask->arena, (value->list_count + count) * sizeof *list);
  if (!list)
    return cvs_fail_memory(ask->error);
  if (value->list_count > 0)
    memcpy(list, value->list, value->list_count * sizeof *list);
  for (size_t i = 0; i < count; i++)
    list[value->list_count + i] = items[i];
  value->list = list;
  value->list_count += count;
  return CVS_OK;
}

/* All uses as one text, for whoever shows what was asked; items of lists as they are typed. */
static cvs_status join_texts(const request *ask, cvs_value *value, const char *separator) {
  const bool is_list = ask->option->kind == CVS_VALUE_COLUMNS;
  cvs_strbuf all = {0};
  for (size_t i = 0; i < value->list_count; i++) {
    cvs_strbuf_add(&all, i > 0 ? separator : "");
    if (is_list)
      cvs_items_add(&all, value->list[i]);
    else
      cvs_strbuf_add(&all, value->list[i]);
  }
  value->text = all.failed ? NULL : cvs_arena_copy(ask->arena, cvs_strbuf_text(&all), all.length);
  cvs_strbuf_free(&all);
  return value->text ? CVS_OK : cvs_fail_memory(ask->error);
}

static cvs_status parse_columns(const request *ask, cvs_value *value) {
  size_t count = 0;
  char **items = NULL;
  cvs_status status = split_list(ask, &items, &count);
  if (status == CVS_OK)
    status = add_to_list(ask, value, items, count);
  return status == CVS_OK ? join_texts(ask, value, ",") : status;
}

static cvs_status parse_choices(const request *ask, cvs_value *value) {
  size_t count = 0;
  char **items = NULL;
  const cvs_status status = split_list(ask, &items, &count);
  if (status != CVS_OK)
    return status;
  for (size_t i = 0; i < count; i++) {
    const size_t choice = cvs_choice_find(ask->option->choice, items[i], strlen(items[i]));
    if (choice == CVS_CHOICES_MAX)
      return refuse_choice(ask, items[i]);
    value->count |= UINT64_C(1) << choice;
  }
  return CVS_OK;
}

static cvs_status parse_probability(const request *ask, cvs_value *value) {
  cvs_quantity *number = &value->quantity[0];
  if (cvs_quantity_parse(ask->text, strlen(ask->text), number) && number->suffix != CVS_SUFFIX_POINTS &&
      number->value > 0 && number->value < 1)
    return CVS_OK;
  return refuse(ask, "a probability above 0 and below 1 (0.05 or 5%)");
}

static cvs_status parse_lift(const request *ask, cvs_value *value) {
  cvs_quantity *lift = &value->quantity[0];
  const size_t length = strlen(ask->text);
  if (!cvs_quantity_parse(ask->text, length, lift) || lift->suffix == CVS_SUFFIX_POINTS || !(lift->value > 0))
    return refuse(ask, "a lift above 0 (0.05 or 5%)");
  if (lift->suffix == CVS_SUFFIX_NONE && lift->value >= 1)
    return refuse_bare(ask, ask->text, length, lift->value);
  return CVS_OK;
}

static cvs_status parse_effect(const request *ask, cvs_value *value) {
  cvs_quantity *margin = &value->quantity[0];
  if (cvs_quantity_parse(ask->text, strlen(ask->text), margin) && margin->value > -1 && margin->value < 0)
    return CVS_OK;
  return refuse(ask, "a loss between -100% and 0 (-2% or -0.02; a difference: -0.5pp or -0.005)");
}

static cvs_status parse_effects(const request *ask, cvs_value *value) {
  cvs_quantity *low = &value->quantity[0];
  cvs_quantity *high = &value->quantity[1];
  const char *comma = strchr(ask->text, ',');
  const char *second = comma ? comma + 1 : ask->text;
  const size_t length = strlen(second);
  bool is_pair = cvs_quantity_parse(second, length, high);
  *low = (cvs_quantity){-high->value, high->suffix};
  if (is_pair && comma)
    is_pair = cvs_quantity_parse(ask->text, (size_t)(comma - ask->text), low);
  if (is_pair && high->suffix == CVS_SUFFIX_NONE && high->value >= 1)
    return refuse_bare(ask, second, length, high->value);
  if (!is_pair || !(low->value > -1 && low->value < 0 && high->value > 0))
    return refuse(ask, "a loss and a gain around 0 (-2%,2% or -0.5pp,0.5pp), nor one gain X for -X,X");
  return CVS_OK;
}

static cvs_status parse_count(const request *ask, cvs_value *value) {
  char shown[CVS_SHOWN_MAX];
  if (cvs_whole_parse(ask->text, strlen(ask->text), &value->count) && value->count >= ask->option->low &&
      value->count <= ask->option->high)
    return CVS_OK;
  return cvs_fail(ask->error, CVS_EUSAGE, "--%s: %s is not a whole number from %" PRIu64 " to %" PRIu64,
                  ask->option->name, cvs_show_value(shown, ask->text), ask->option->low, ask->option->high);
}

/* "A=90" or "90"; the name is cut out of `item` in place. */
static bool parse_share(char *item, cvs_share *out) {
  cvs_quantity weight = {0};
  char *sign = strrchr(item, '=');
  const char *number = sign ? sign + 1 : item;
  out->name = NULL;
  if (sign) {
    *sign = '\0';
    out->name = item;
  }
  const bool is_number = cvs_quantity_parse(number, strlen(number), &weight);
  out->weight = weight.value;
  return is_number && weight.suffix != CVS_SUFFIX_POINTS && weight.value > 0 && sign != item;
}

static bool has_clash(const cvs_share *share, size_t count) {
  const cvs_share *last = &share[count - 1];
  for (size_t i = 0; i + 1 < count; i++)
    if (!share[i].name != !last->name || (last->name && strcmp(share[i].name, last->name) == 0))
      return true;
  return false;
}

static cvs_status parse_shares(const request *ask, cvs_value *value) {
  size_t count = 0;
  char **items = NULL;
  const cvs_status status = split_list(ask, &items, &count);
  if (status != CVS_OK)
    return status;
  value->share = cvs_arena_alloc(ask->arena, count * sizeof *value->share);
  if (!value->share)
    return cvs_fail_memory(ask->error);
  for (size_t i = 0; i < count; i++)
    if (!parse_share(items[i], &value->share[i]) || has_clash(value->share, i + 1))
      return refuse(ask, "a split of shares above 0, each variant once (A=90,B=10)");
  value->list_count = count;
  return CVS_OK;
}

typedef bool number_check(const cvs_quantity *number);

/* A list of numbers, each of which must pass. */
static cvs_status parse_numbers(const request *ask, cvs_value *value, number_check *is_valid, const char *domain) {
  size_t count = 0;
  char **items = NULL;
  const cvs_status status = split_list(ask, &items, &count);
  if (status != CVS_OK)
    return status;
  double *numbers = cvs_arena_alloc(ask->arena, count * sizeof *numbers);
  if (!numbers)
    return cvs_fail_memory(ask->error);
  for (size_t i = 0; i < count; i++) {
    cvs_quantity number;
    const size_t length = strlen(items[i]);
    if (!cvs_quantity_parse(items[i], length, &number))
      return refuse(ask, domain);
    if (ask->option->kind == CVS_VALUE_LIFTS && number.suffix == CVS_SUFFIX_NONE && number.value >= 1)
      return refuse_bare(ask, items[i], length, number.value);
    if (!is_valid(&number))
      return refuse(ask, domain);
    numbers[i] = number.value;
  }
  value->number = numbers;
  value->list_count = count;
  return CVS_OK;
}

static bool is_rate(const cvs_quantity *number) {
  return number->suffix != CVS_SUFFIX_POINTS && number->value > 0 && number->value < 1;
}

static cvs_status parse_rates(const request *ask, cvs_value *value) {
  return parse_numbers(ask, value, is_rate, "a rate above 0 and below 1 (0.032 or 3.2%)");
}

static bool is_portion(const cvs_quantity *number) {
  return number->suffix != CVS_SUFFIX_POINTS && number->value > 0 && number->value <= 1;
}

static cvs_status parse_portions(const request *ask, cvs_value *value) {
  return parse_numbers(ask, value, is_portion, "a share above 0 and at most 100% (0.5 or 50%)");
}

static bool is_lift(const cvs_quantity *number) {
  return number->suffix != CVS_SUFFIX_POINTS && number->value >= -1 && number->value != 0;
}

static cvs_status parse_lifts(const request *ask, cvs_value *value) {
  return parse_numbers(ask, value, is_lift, "a lift from -100% up, 0 excluded (0.05 or 5%)");
}

static bool is_difference(const cvs_quantity *number) {
  return number->value >= -1 && number->value <= 1 && number->value != 0;
}

static cvs_status parse_differences(const request *ask, cvs_value *value) {
  return parse_numbers(ask, value, is_difference, "a difference of rates from -1 to 1, 0 excluded (0.005 or 0.5pp)");
}

static cvs_status parse_number(const request *ask, cvs_value *value) {
  cvs_quantity *number = &value->quantity[0];
  char shown[CVS_SHOWN_MAX];
  if (cvs_quantity_parse(ask->text, strlen(ask->text), number) && number->suffix != CVS_SUFFIX_POINTS &&
      number->value >= (double)ask->option->low && number->value <= (double)ask->option->high)
    return CVS_OK;
  return cvs_fail(ask->error, CVS_EUSAGE, "--%s: %s is not a number from %" PRIu64 " to %" PRIu64, ask->option->name,
                  cvs_show_value(shown, ask->text), ask->option->low, ask->option->high);
}

static cvs_status parse_date(const request *ask, cvs_value *value) {
  static const cvs_date_style iso = {.format = "YYYY-MM-DD"};
  enum { ISO_LENGTH = 10 };
  cvs_date date;
  if (strlen(ask->text) != ISO_LENGTH || !cvs_read_date(ask->text, ISO_LENGTH, &iso, &date))
    return refuse(ask, "a day of the calendar (2026-12-01)");
  value->day = date.day_first;
  return CVS_OK;
}

static cvs_status parse_duration(const request *ask, cvs_value *value) {
  return cvs_duration_parse(ask->text, &value->count)
             ? CVS_OK
             : refuse(ask, "a span of time: a whole number and s, m, h, d or w (7d, 12h, 30m)");
}

static cvs_status parse_bytes(const request *ask, cvs_value *value) {
  return cvs_bytes_parse(ask->text, &value->count) && value->count > 0
             ? CVS_OK
             : refuse(ask, "a size: a whole number above 0 and k, M or G (2G, 512M)");
}

static cvs_status parse_texts(const request *ask, cvs_value *value) {
  if (ask->text[0] == '\0')
    return refuse(ask, "a text: it is empty");
  char *item = cvs_arena_copy(ask->arena, ask->text, strlen(ask->text));
  const cvs_status status = item ? add_to_list(ask, value, &item, 1) : cvs_fail_memory(ask->error);
  return status == CVS_OK ? join_texts(ask, value, " & ") : status;
}

cvs_status cvs_value_parse(const cvs_option *option, const char *text, cvs_value *value, cvs_arena *arena,
                           cvs_error *error) {
  static value_parser *const parsers[] = {
      [CVS_VALUE_TEXT] = parse_text,         [CVS_VALUE_COLUMN] = parse_text,
      [CVS_VALUE_COLUMNS] = parse_columns,   [CVS_VALUE_PATH] = parse_text,
      [CVS_VALUE_CHOICE] = parse_choice,     [CVS_VALUE_CHOICES] = parse_choices,
      [CVS_VALUE_LIFT] = parse_lift,         [CVS_VALUE_PROBABILITY] = parse_probability,
      [CVS_VALUE_EFFECT] = parse_effect,     [CVS_VALUE_EFFECTS] = parse_effects,
      [CVS_VALUE_COUNT] = parse_count,       [CVS_VALUE_SHARES] = parse_shares,
      [CVS_VALUE_RATES] = parse_rates,       [CVS_VALUE_PORTIONS] = parse_portions,
      [CVS_VALUE_LIFTS] = parse_lifts,       [CVS_VALUE_DIFFERENCES] = parse_differences,
      [CVS_VALUE_NUMBER] = parse_number,     [CVS_VALUE_DATE] = parse_date,
      [CVS_VALUE_DURATION] = parse_duration, [CVS_VALUE_BYTES] = parse_bytes,
      [CVS_VALUE_TEXTS] = parse_texts,       [CVS_VALUE_FAMILY] = parse_family,
  };
  const request ask = {option, text, arena, error};
  value->text = text;
  return option->kind == CVS_VALUE_FLAG ? CVS_OK : parsers[option->kind](&ask, value);
}
