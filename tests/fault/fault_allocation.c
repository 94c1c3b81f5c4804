/* The k-th allocation fails, for every k a scenario has: it must end in CVS_ENOMEM, and leave
 * nothing behind (the sanitizer build looks for leaks) nor anything half done.
 *
 * A new scenario is a function and a line in `scenarios`. The program is linked with
 * --wrap=malloc,--wrap=calloc,--wrap=realloc; allocations of shared libraries are not wrapped. */
#include "fault/failing.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/spool.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "data/store.h"
#include "num/num.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static cvs_status fill_an_arena(void) {
  cvs_arena arena = {0};
  bool good = true;
  for (size_t i = 0; i < 400 && good; i++) {
    unsigned char *memory = cvs_arena_alloc(&arena, 100 + 10 * i);
    good = memory && memory[99] == 0;
  }
  good = good && cvs_arena_copy(&arena, "text", 4);
  cvs_arena_free(&arena);
  return good ? CVS_OK : CVS_ENOMEM;
}

static cvs_status join_a_string(void) {
  cvs_strbuf buf = {0};
  for (int i = 0; i < 2000; i++)
    cvs_strbuf_addf(&buf, "%d,", i);
  cvs_strbuf_add_repeat(&buf, "-", 10000);
  /* what was joined before the failure is still there */
  const bool whole = strncmp(cvs_strbuf_text(&buf), "0,1,2,", strnlen(cvs_strbuf_text(&buf), 6)) == 0;
  const bool failed = buf.failed;
  cvs_strbuf_free(&buf);
  if (!whole)
    return CVS_EINVAL;
  return failed ? CVS_ENOMEM : CVS_OK;
}

static cvs_status intern_into(cvs_map *map, uint32_t keys) {
  for (uint32_t i = 0; i < keys; i++) {
    char key[16];
    uint32_t index = UINT32_MAX;
    bool added = false;
    const int length = snprintf(key, sizeof key, "key %u", i);
    const cvs_status status = cvs_map_intern(map, key, (size_t)length, &index, &added);
    if (status != CVS_OK) /* the key that could not be added is not half there */
      return cvs_map_find(map, key, (size_t)length, &index) || cvs_map_count(map) != i ? CVS_EINVAL : status;
  }
  return CVS_OK;
}

static cvs_status intern_names(void) {
  cvs_map *map = NULL;
  cvs_status status = cvs_map_new(&map);
  if (status == CVS_OK)
    status = intern_into(map, 3000);
  cvs_map_free(map);
  return status;
}

static cvs_status copy_spool(cvs_spool *spool, size_t length, cvs_error *error) {
  static const char piece[4096] = "some output";
  for (size_t done = 0; done < length; done += sizeof piece)
    cvs_spool_write(spool, piece, sizeof piece);
  FILE *sink = fopen("/dev/null", "w");
  if (!sink)
    return CVS_EIO;
  const cvs_status status = cvs_spool_copy(spool, fileno(sink), "sink", error);
  (void)fclose(sink);
  return status;
}

static cvs_status write_and_copy(size_t length) {
  cvs_error error = {0};
  cvs_spool *spool = NULL;
  cvs_status status = cvs_spool_new(NULL, &spool, &error);
  if (status == CVS_OK)
    status = copy_spool(spool, length, &error);
  cvs_spool_free(spool);
  return error.status == status ? status : CVS_EINVAL;
}

static cvs_status spool_in_memory(void) {
  return write_and_copy(100000);
}

static cvs_status spool_to_a_file(void) {
  return write_and_copy(5000000);
}

static cvs_status save_a_spool(void) {
  cvs_error error = {0};
  cvs_spool *spool = NULL;
  char path[] = "/tmp/convstat-fault-XXXXXX";
  const int file = mkstemp(path);
  if (file < 0 || close(file) != 0)
    return CVS_EIO;
  cvs_status status = cvs_spool_new(NULL, &spool, &error);
  if (status == CVS_OK) {
    cvs_spool_puts(spool, "output\n");
    status = cvs_spool_save(spool, path, &error);
  }
  cvs_spool_free(spool);
  return unlink(path) == 0 ? status : CVS_EIO;
}

/* Without memory there is no suggestion, and no other harm. */
static cvs_status find_the_nearest_word(void) {
  static const char *const words[] = {"score", "wald", "fisher"};
  const char *nearest = cvs_utf8_nearest("fischer", words, 3);
  if (!nearest)
    return CVS_ENOMEM;
  return strcmp(nearest, "fisher") == 0 ? CVS_OK : CVS_EINVAL;
}

static cvs_status draw_random_numbers(void) {
  cvs_rng *rng = NULL;
  const cvs_status status = cvs_rng_new(1, &rng);
  if (status == CVS_OK && cvs_rng_below(rng, 10) > 9)
    return CVS_EINVAL;
  cvs_rng_free(rng);
  return status;
}

/* The unconditional test searches its cut and then the rate: every allocation of the stat layer. */
static cvs_status plan_by_enumeration(void) {
  cvs_design design = {
      .method = cvs_method_find(CVS_KIND_TEST, "boschloo"), .rate_control = 0.1, .rate_treatment = 0.6, .ratio = 1};
  cvs_detectable asked = {.power = 0.8, .upward = true, .enumerate = true};
  double power = 0, rate = 0;
  cvs_error error = {0};
  cvs_status status = cvs_level_from_alpha(0.05, CVS_TWO_SIDED, &design.level, &error);
  if (status == CVS_OK)
    status = cvs_power_enumerate(&design, 12, 10, &power, &error);
  if (status == CVS_OK)
    status = cvs_effect_detectable(&design, 12, &asked, &rate, &error);
  return status;
}

static cvs_status size_by_enumeration(void) {
  cvs_design design = {
      .method = cvs_method_find(CVS_KIND_TEST, "score"), .rate_control = 0.1, .rate_treatment = 0.6, .ratio = 1};
  uint64_t size = 0;
  cvs_error error = {0};
  cvs_status status = cvs_level_from_alpha(0.05, CVS_TWO_SIDED, &design.level, &error);
  return status == CVS_OK ? cvs_size_enumerate(&design, 0.8, &size, &error) : status;
}

static const char *const by[] = {"device"};
static const char *const stratify[] = {"country"};

/* Reads bytes as a file. One thread: allocations are counted. */
static cvs_status read_as_one(cvs_read_options options, const void *bytes, size_t length) {
  options.threads = 1;
  cvs_input *input = NULL;
  cvs_dataset *dataset = NULL;
  cvs_error error = {0};
  cvs_status status = cvs_input_from_memory("memory", bytes, length, &input, &error);
  if (status == CVS_OK)
    status = cvs_dataset_read_input(input, &options, &dataset, &error);
  cvs_input_close(input);
  if (status != error.status || (status == CVS_OK) != (dataset != NULL))
    status = CVS_EINVAL;
  cvs_dataset_free(dataset);
  return status;
}

static cvs_status read_with(cvs_read_options options, const void *bytes, size_t length) {
  options.by = by;
  options.by_count = 1;
  return read_as_one(options, bytes, length);
}

/* With all there is to keep: groups, strata and days. */
static cvs_status read_whole_dataset(const void *bytes, size_t length) {
  return read_with((cvs_read_options){.stratify = stratify, .stratify_count = 1}, bytes, length);
}

static cvs_status read_users(void) {
  static const char *const where[] = {"country=il,de"};
  static const char *const steps[] = {"view", "buy"};
  static const char text[] = "user,variant,device,country,view,buy,date,revenue\nu1,a,x,il,1,1,2024-01-01,1.5\n"
                             "\"a user with a long name\",b,y,de,1,0,2024-01-02,\nu1,b,x,il,1,1,2024-01-01,1\n";
  const cvs_read_options options = {.where = where,
                                    .where_count = 1,
                                    .steps = {.step = steps, .count = 2},
                                    .by_day = true,
                                    .want_value = true,
                                    .experiment = "country"};
  return read_with(options, text, sizeof text - 1);
}

/* The second event comes before the first: the log is read twice. Day first, as its last line says: looked at twice. */
static cvs_status read_events(void) {
  static const char text[] = "time,user,event,variant,device\n02/01/2024 10:00,u1,buy,a,x\n"
                             "02/01/2024 09:00,u1,view,a,x\n13/01/2024 09:00,u2,view,b,y\n";
  return read_with((cvs_read_options){.goal = "buy", .exposure_event = "view"}, text, sizeof text - 1);
}

/* Rows that are taken many at a time: behind the first, which the splitter begins with. */
static cvs_status read_many(bool is_log) {
  enum { ROWS = 40, ROW_MAX = 80 };
  char text[(ROWS + 1) * ROW_MAX];
  const char *const rest = is_log ? "view,2024-01-01T10:00:00" : "1,";
  int length = sprintf(text, "user,variant,%s\n", is_log ? "event,time" : "converted,note");
  for (int i = 0; i < ROWS; i++)
    length += sprintf(text + length, "a user with a long name %d,v%d,%s\n", i, i, rest);
  return read_as_one((cvs_read_options){.goal = is_log ? "view" : NULL}, text, (size_t)length);
}

static cvs_status read_many_users(void) {
  return read_many(false);
}

static cvs_status read_many_events(void) {
  return read_many(true);
}

/* A funnel with all that is kept of it. */
static cvs_status read_funnel_from(const char *text) {
  static const char *const steps[] = {"view", "cart", "buy"};
  const cvs_read_options options = {
      .steps = {.step = steps, .count = 3, .window = 1000000000000, .window_from_entry = true},
      .first_step_enters = true,
      .want_step_times = true,
      .keep_step_times = true,
      .threads = 1};
  cvs_error error = {0};
  cvs_input *input = NULL;
  cvs_dataset *dataset = NULL;
  cvs_funnel_times times;
  cvs_status status = cvs_input_from_memory("input", text, strlen(text), &input, &error);
  if (status == CVS_OK)
    status = cvs_dataset_read_input(input, &options, &dataset, &error);
  if (status == CVS_OK)
    status = cvs_dataset_step_times(dataset, 0, 0, &times, &error);
  cvs_input_close(input);
  cvs_dataset_free(dataset);
  return status == error.status ? status : CVS_EINVAL;
}

static cvs_status read_a_funnel_of_events(void) {
  return read_funnel_from("time,user,event,variant\n1700000000,u1,view,a\n1700000001,u1,cart,a\n"
                          "1700000002,u1,buy,a\n1700000002,u2,view,b\n");
}

static cvs_status read_a_funnel_of_users(void) {
  return read_funnel_from("user,variant,date,view,cart,buy\nu1,a,2024-01-01,2024-01-02,2024-01-03,\n"
                          "u2,b,2024-01-01,2024-01-02,,\n");
}

static cvs_status add_to_log(cvs_step_log *log, size_t units) {
  const int64_t times[] = {1, 2};
  const cvs_unit unit = {.cell = 0, .reached = 2, .step_time = times};
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < units && status == CVS_OK; i++)
    status = cvs_step_log_add(log, 0, &unit, INT64_MIN);
  return status;
}

static cvs_status show_log(cvs_step_log *log, cvs_error *error) {
  cvs_cell cell = {.group = 0};
  uint32_t arm_start[] = {0, 1}, variant[] = {0};
  const cvs_cells cells = {.cell = &cell, .count = 1};
  const cvs_summary summary = {.group_count = 1, .arm_start = arm_start, .variant = variant};
  cvs_step_seconds seconds[2];
  cvs_funnel_times times;
  cvs_status status = cvs_step_log_close(log, &cells, 3);
  if (status == CVS_OK)
    status = cvs_step_log_index(log, &summary);
  if (status == CVS_OK)
    status = cvs_step_log_seconds(log, seconds, error);
  return status == CVS_OK ? cvs_step_log_times(log, 0, &times, error) : status;
}

/* More units than a chunk has, and memory for none: they go to disk and come back. */
static cvs_status keep_times_on_disk(void) {
  enum { UNITS = 600 };
  const cvs_steps_options steps = {.count = 2, .window = 1};
  cvs_step_log *log = NULL;
  cvs_error error = {0};
  cvs_status status = cvs_step_log_new(&(cvs_step_log_terms){.steps = &steps, .memory = 1}, &log, &error);
  if (status == CVS_OK)
    status = add_to_log(log, UNITS);
  if (status == CVS_OK)
    status = show_log(log, &error);
  cvs_step_log_free(log);
  return status;
}

static cvs_status read_a_dataset(void) {
  static const char text[] = "date,device,country,variant,visitors,conversions,note\n"
                             "2024-01-01,mobile,il,a,10,1,\n2024-01-02,desktop,de,b,20,2,\"two\nlines\"\n";
  return read_whole_dataset(text, sizeof text - 1);
}

/* `printf | iconv -t UTF-16LE | gzip -n` of a header like the one above and two rows, with its mark. */
static cvs_status read_a_packed_dataset(void) {
  static const unsigned char packed[] = {
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x6D, 0x8E, 0x4B, 0x0E, 0xC2, 0x40, 0x0C, 0x43, 0xDF,
      0xBA, 0x67, 0x09, 0x52, 0xA9, 0xB8, 0x50, 0x7F, 0x8B, 0xAA, 0x50, 0xD0, 0x4C, 0x5B, 0x89, 0xCB, 0x03, 0xAE, 0x99,
      0x65, 0x17, 0x71, 0xE2, 0xD8, 0xF9, 0x7C, 0x3F, 0x03, 0x2D, 0x2B, 0x23, 0xC1, 0x20, 0xDC, 0x99, 0xE8, 0xCD, 0x7A,
      0x9E, 0x6C, 0x2C, 0xD2, 0x12, 0x6F, 0xF1, 0x5D, 0xBE, 0x24, 0xB5, 0x75, 0x2F, 0xEC, 0xCC, 0x8A, 0x55, 0xBE, 0xA4,
      0xEA, 0x3F, 0xB1, 0xA8, 0x3F, 0x9A, 0x4F, 0x66, 0x99, 0x8A, 0x86, 0x5A, 0x71, 0xE3, 0xA2, 0x7C, 0x2D, 0x18, 0x3C,
      0xA4, 0x77, 0x72, 0xDD, 0x7D, 0xED, 0xC8, 0xA1, 0xDD, 0x21, 0xAD, 0x36, 0x9E, 0xCD, 0x35, 0xE5, 0xCB, 0xCC, 0xEC,
      0xBB, 0xAF, 0xC2, 0x43, 0x9B, 0xC2, 0xFE, 0x03, 0x2B, 0x7E, 0xF1, 0xD1, 0x73, 0x0A, 0xD6, 0x00, 0x00, 0x00};
  return read_whole_dataset(packed, sizeof packed);
}

static cvs_status parse_a_dataset(void) {
  static const char *const words[] = {"control=5/10", "green=6/10"};
  cvs_dataset *dataset = NULL;
  cvs_error error = {0};
  const cvs_status status = cvs_dataset_parse(words, 2, &dataset, &error);
  cvs_dataset_free(dataset);
  return status == error.status ? status : CVS_EINVAL;
}

static const scenario scenarios[] = {
    {"an arena is filled", fill_an_arena},
    {"a string is joined", join_a_string},
    {"names are interned", intern_names},
    {"a spool stays in memory", spool_in_memory},
    {"a spool overflows into a file", spool_to_a_file},
    {"a spool is saved", save_a_spool},
    {"the nearest word is found", find_the_nearest_word},
    {"random numbers are drawn", draw_random_numbers},
    {"a plan is made by enumeration", plan_by_enumeration},
    {"a size is found by enumeration", size_by_enumeration},
    {"a file is read to groups, strata and days", read_a_dataset},
    {"a gzip file of UTF-16 is read", read_a_packed_dataset},
    {"users are read, with all that can be asked for", read_users},
    {"a log out of order is read", read_events},
    {"users are read many at a time", read_many_users},
    {"events are read many at a time", read_many_events},
    {"a funnel of events is read with its times", read_a_funnel_of_events},
    {"a funnel of users is read with its times", read_a_funnel_of_users},
    {"times of steps go to disk and come back", keep_times_on_disk},
    {"counts are read from words", parse_a_dataset},
};

int main(void) {
  return run_scenarios(scenarios, sizeof scenarios / sizeof scenarios[0]);
}
