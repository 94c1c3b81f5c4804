/* Large inputs of both shapes for the benches: the same bytes for the same options. See scripts/gen_events. */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OUT_SIZE = 1 << 20, ROW_MAX = 512, STEPS_MAX = 20 };

typedef struct settings {
  bool events;
  bool quote_all; /* every text in quotes, as R's write.csv does */
  uint64_t rows;
  uint64_t users;
  uint64_t seed;
  uint64_t arms;
  uint64_t steps;
  double quoted;   /* share of lines with a quoted field that holds a comma */
  double several;  /* share of rows in another arm than their user's */
  double disorder; /* share of events up to an hour out of their order */
} settings;

static char out[OUT_SIZE + ROW_MAX];
static size_t out_length;
static uint64_t state;

static void flush(void) {
  size_t written = 0;
  while (written < out_length) {
    const ssize_t got = write(STDOUT_FILENO, out + written, out_length - written);
    if (got < 0 && errno != EINTR)
      exit(errno == EPIPE ? EXIT_SUCCESS : EXIT_FAILURE);
    written += got > 0 ? (size_t)got : 0;
  }
  out_length = 0;
}

/* SplitMix64 (Steele, Lea & Flood 2014). */
static uint64_t mix(uint64_t value) {
  value = (value ^ value >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  value = (value ^ value >> 27) * UINT64_C(0x94D049BB133111EB);
  return value ^ value >> 31;
}

static uint64_t draw(void) {
  state += UINT64_C(0x9E3779B97F4A7C15);
  return mix(state);
}

static bool happens(uint64_t bits, double share) {
  return (double)(bits >> 11) * 0x1p-53 < share;
}

static void add(const char *text, size_t length) {
  memcpy(out + out_length, text, length);
  out_length += length;
}

static void add_char(char c) {
  out[out_length++] = c;
}

static void add_digits(uint64_t value, unsigned width) {
  for (unsigned i = width; i-- > 0; value /= 10)
    out[out_length + i] = (char)('0' + value % 10);
  out_length += width;
}

static void add_text(const settings *s, const char *text) {
  if (s->quote_all)
    add_char('"');
  add(text, strlen(text));
  if (s->quote_all)
    add_char('"');
}

/* Ids are nine digits behind a u, all different: i times an odd number that is no multiple of 5, modulo 10^9. */
static void add_user(const settings *s, uint64_t user) {
  static const uint64_t factor = 387420489;
  static const uint64_t ids = 1000000000;
  if (s->quote_all)
    add_char('"');
  add_char('u');
  add_digits(user * factor % ids, 9);
  if (s->quote_all)
    add_char('"');
}

static void add_arm(const settings *s, uint64_t user, bool strays) {
  const uint64_t arm = (mix(user + 1) + (strays ? 1 : 0)) % s->arms;
  const char name[2] = {(char)('A' + arm), '\0'};
  add_text(s, name);
}

/* Seconds (and milliseconds, for events) since 2026-03-01, a month without a change of the clock. */
static void add_time(const settings *s, uint64_t milliseconds) {
  enum { DAY = 86400, HOUR = 3600, MINUTE = 60, DAYS = 31 };
  const uint64_t seconds = milliseconds / 1000;
  if (s->quote_all)
    add_char('"');
  add("2026-03-", 8);
  add_digits(1 + seconds / DAY % DAYS, 2);
  add_char('T');
  add_digits(seconds % DAY / HOUR, 2);
  add_char(':');
  add_digits(seconds % HOUR / MINUTE, 2);
  add_char(':');
  add_digits(seconds % MINUTE, 2);
  if (s->events) {
    add_char('.');
    add_digits(milliseconds % 1000, 3);
  }
  if (s->quote_all)
    add_char('"');
}

static void add_device(const settings *s, uint64_t bits) {
  static const char *const devices[] = {"mobile", "desktop", "tablet", "phone"};
  if (happens(bits, s->quoted))
    add("\"mobile, 5G\"", 12);
  else
    add_text(s, devices[bits & 3]);
}

static void add_country(const settings *s, uint64_t bits) {
  static const char *const countries[] = {"DE", "US", "IL", "FR", "BR", "JP", "IN", "GB"};
  add_text(s, countries[bits & 7]);
}

static void add_money(uint64_t cents) {
  if (cents >= 10000)
    add_digits(cents / 100, 3);
  else
    add_digits(cents / 100, cents >= 1000 ? 2 : 1);
  add_char('.');
  add_digits(cents % 100, 2);
}

static void add_user_row(const settings *s, uint64_t row) {
  static const double rate = 0.1;
  enum { MONTH_MS = 86400 * 1000 };
  const uint64_t user = row % s->users;
  const uint64_t bits = draw();
  const uint64_t more = mix(bits);
  const bool converted = happens(more, rate);
  add_user(s, user);
  add_char(',');
  add_arm(s, user, happens(mix(more), s->several));
  add_char(',');
  add_time(s, row * 31 / s->rows * MONTH_MS + (bits >> 20) % MONTH_MS);
  add_char(',');
  add_device(s, bits);
  add_char(',');
  add_country(s, bits >> 3);
  add(converted ? ",1," : ",0,", 3);
  add_money(converted ? 1000 + (bits >> 24) % 30000 : 0);
  add_char('\n');
}

/* Each step is seen half as often as the one before. */
static void add_event(const settings *s, uint64_t bits) {
  static const char *const names[STEPS_MAX] = {"view",   "cart",   "checkout", "purchase", "step05", "step06", "step07",
                                               "step08", "step09", "step10",   "step11",   "step12", "step13", "step14",
                                               "step15", "step16", "step17",   "step18",   "step19", "step20"};
  uint64_t step = 0;
  while (step + 1 < s->steps && (bits >> step & 1) != 0)
    step++;
  add_text(s, names[step]);
}

static void add_event_row(const settings *s, uint64_t row) {
  static const uint64_t month_ms = UINT64_C(31) * 86400 * 1000;
  enum { HOUR_MS = 3600 * 1000 };
  const uint64_t bits = draw();
  const uint64_t more = mix(bits);
  const uint64_t user = mix(more) % s->users;
  uint64_t time = (uint64_t)((double)row / (double)s->rows * (double)month_ms);
  if (happens(mix(more + 1), s->disorder))
    time -= time < HOUR_MS ? time : more % HOUR_MS;
  add_time(s, time);
  add_char(',');
  add_user(s, user);
  add_char(',');
  add_event(s, bits >> 32);
  add_char(',');
  add_arm(s, user, happens(mix(more + 2), s->several));
  add_char(',');
  add_device(s, more);
  add_char(',');
  add_country(s, mix(user) >> 7);
  add_char(',');
  add_money((bits >> 7 & 15) == 0 ? 1000 + (more >> 24) % 30000 : 0);
  add_char('\n');
}

static void add_header(const settings *s) {
  static const char *const of_users[] = {"user_id", "variant",   "timestamp", "device",
                                         "country", "converted", "revenue"};
  static const char *const of_events[] = {"timestamp", "user_id", "event", "variant", "device", "country", "revenue"};
  const char *const *names = s->events ? of_events : of_users;
  for (size_t i = 0; i < sizeof of_users / sizeof of_users[0]; i++) {
    if (i > 0)
      add_char(',');
    add_text(s, names[i]);
  }
  add_char('\n');
}

static void generate(const settings *s) {
  state = mix(s->seed);
  add_header(s);
  for (uint64_t row = 0; row < s->rows; row++) {
    if (s->events)
      add_event_row(s, row);
    else
      add_user_row(s, row);
    if (out_length >= OUT_SIZE)
      flush();
  }
  flush();
}

static void refuse(const char *word) {
  fprintf(stderr, "gen_events: %s is not understood; scripts/gen_events --help\n", word);
  exit(2);
}

static uint64_t whole(const char *name, const char *text, uint64_t low, uint64_t high) {
  char *end = NULL;
  errno = 0;
  const uint64_t value = strtoull(text, &end, 10);
  if (errno != 0 || end == text || *end != '\0' || value < low || value > high) {
    fprintf(stderr, "gen_events: %s %s, expected a whole number from %" PRIu64 " to %" PRIu64 "\n", name, text, low,
            high);
    exit(2);
  }
  return value;
}

static double share(const char *name, const char *text) {
  char *end = NULL;
  const double value = strtod(text, &end);
  if (end == text || *end != '\0' || !(value >= 0 && value <= 1)) {
    fprintf(stderr, "gen_events: %s %s, expected a share from 0 to 1\n", name, text);
    exit(2);
  }
  return value;
}

static void set(settings *s, const char *name, const char *value) {
  static const uint64_t rows_max = UINT64_C(100000000000);
  enum { USERS_MAX = 1000000000, ARMS_MAX = 26 };
  if (strcmp(name, "--shape") == 0 && strcmp(value, "users") == 0)
    s->events = false;
  else if (strcmp(name, "--shape") == 0 && strcmp(value, "events") == 0)
    s->events = true;
  else if (strcmp(name, "--rows") == 0)
    s->rows = whole(name, value, 1, rows_max);
  else if (strcmp(name, "--users") == 0)
    s->users = whole(name, value, 1, USERS_MAX);
  else if (strcmp(name, "--seed") == 0)
    s->seed = whole(name, value, 0, UINT64_MAX);
  else if (strcmp(name, "--arms") == 0)
    s->arms = whole(name, value, 1, ARMS_MAX);
  else if (strcmp(name, "--steps") == 0)
    s->steps = whole(name, value, 1, STEPS_MAX);
  else if (strcmp(name, "--quoted") == 0)
    s->quoted = share(name, value);
  else if (strcmp(name, "--several") == 0)
    s->several = share(name, value);
  else if (strcmp(name, "--disorder") == 0)
    s->disorder = share(name, value);
  else
    refuse(name);
}

int main(int argc, char **argv) {
  settings s = {.rows = 1000000, .seed = 1, .arms = 2, .steps = 4};
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--quote-all") == 0)
      s.quote_all = true;
    else if (i + 1 < argc)
      set(&s, argv[i], argv[i + 1]), i++;
    else
      refuse(argv[i]);
  }
  if (s.users == 0)
    s.users = s.events ? (s.rows + 3) / 4 : s.rows;
  generate(&s);
  return 0;
}
