/* How far reading has come: one line on standard error, gone when it ends. */
#include "cli/progress.h"

#include "cli/terminal.h"
#include "report/format.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What is read within a second needs no line; after it, one that changes faster cannot be read. */
enum { FIRST_MICROSECONDS = 1000000, NEXT_MICROSECONDS = 250000, COLUMNS_MIN = 61 };

/* Sixty blanks: no escape sequence, so that any terminal understands it. */
static const char erasure[] = "\r                                                            \r";

static const int signals[CVS_PROGRESS_SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

/* The disposition is the usual one again: the signal ends the program when it comes back. */
static void erase_and_die(int number) {
  const ssize_t ignored = write(STDERR_FILENO, erasure, sizeof erasure - 1);
  (void)ignored;
  (void)raise(number);
}

static int64_t read_clock(void) {
  struct timespec now = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* A signal that somebody has asked to ignore (nohup) stays ignored. */
static void catch_signals(cvs_progress *progress) {
  struct sigaction catching = {.sa_handler = erase_and_die};
  catching.sa_flags = (int)SA_RESETHAND;
  (void)sigemptyset(&catching.sa_mask);
  for (int i = 0; i < CVS_PROGRESS_SIGNALS; i++)
    if (sigaction(signals[i], NULL, &progress->before[i]) == 0 && progress->before[i].sa_handler == SIG_DFL)
      (void)sigaction(signals[i], &catching, NULL);
}

void cvs_progress_begin(cvs_progress *progress, bool wanted) {
  *progress = (cvs_progress){0};
  const cvs_terminal terminal = cvs_terminal_of(STDERR_FILENO);
  progress->on = wanted && terminal.is_terminal && terminal.columns >= COLUMNS_MIN;
  if (!progress->on)
    return;
  progress->began = read_clock();
  progress->next_drawn = progress->began + FIRST_MICROSECONDS;
  catch_signals(progress);
}

static void add_bytes(cvs_strbuf *out, uint64_t bytes) {
  static const uint64_t mega = 1000000;
  static const uint64_t giga = 1000000000;
  if (bytes >= giga)
    cvs_strbuf_addf(out, "%" PRIu64 ".%" PRIu64 " GB", bytes / giga, bytes % giga / (giga / 10));
  else
    cvs_strbuf_addf(out, "%" PRIu64 " MB", bytes / mega);
}

/* Three digits are worth showing. */
static uint64_t round_rate(double rate) {
  uint64_t unit = 1;
  for (; rate >= 1000; rate /= 10)
    unit *= 10;
  return (uint64_t)(rate + 0.5) * unit;
}

static void add_time_left(cvs_strbuf *out, uint64_t seconds) {
  if (seconds < 60)
    cvs_strbuf_addf(out, "%" PRIu64 " s left", seconds);
  else if (seconds < 3600)
    cvs_strbuf_addf(out, "%" PRIu64 " min %" PRIu64 " s left", seconds / 60, seconds % 60);
  else
    cvs_strbuf_addf(out, "%" PRIu64 " h %" PRIu64 " min left", seconds / 3600, seconds % 3600 / 60);
}

void cvs_progress_text(cvs_strbuf *out, const cvs_progress_point *point) {
  const double seconds = (double)point->milliseconds / 1000;
  const double share = point->total > 0 ? (double)point->taken / (double)point->total : 0;
  if (point->total > 0)
    cvs_strbuf_addf(out, "%d%%", (int)(100 * (share < 1 ? share : 1)));
  else
    add_bytes(out, point->taken);
  cvs_strbuf_add(out, " read");
  if (point->rows > 0 && seconds > 0) {
    cvs_strbuf_add(out, ", ");
    cvs_format_count(out, round_rate((double)point->rows / seconds));
    cvs_strbuf_add(out, " rows a second");
  }
  if (share <= 0)
    return;
  cvs_strbuf_add(out, ", ");
  if (share >= 1) { /* users may take a third of the time still */
    cvs_strbuf_add(out, "now counting");
    return;
  }
  add_time_left(out, (uint64_t)(seconds * (1 - share) / share + 1));
}

bool cvs_progress_show(void *context, uint64_t taken, uint64_t total, uint64_t rows) {
  cvs_progress *const progress = context;
  const int64_t now = progress->on ? read_clock() : 0;
  const bool is_last = progress->drawn && total > 0 && taken >= total;
  if (!progress->on || (now < progress->next_drawn && !is_last))
    return true;
  const cvs_progress_point point = {taken, total, rows, (uint64_t)(now - progress->began) / 1000};
  cvs_strbuf line = {0};
  cvs_strbuf_add(&line, progress->drawn ? erasure : "\r");
  cvs_progress_text(&line, &point);
  (void)fputs(cvs_strbuf_text(&line), stderr);
  (void)fflush(stderr);
  cvs_strbuf_free(&line);
  progress->drawn = true;
  progress->next_drawn = now + NEXT_MICROSECONDS;
  return true;
}

void cvs_progress_end(cvs_progress *progress) {
  if (!progress->on)
    return;
  progress->on = false;
  if (progress->drawn) {
    (void)fputs(erasure, stderr);
    (void)fflush(stderr);
  }
  for (int i = 0; i < CVS_PROGRESS_SIGNALS; i++)
    (void)sigaction(signals[i], &progress->before[i], NULL);
}
