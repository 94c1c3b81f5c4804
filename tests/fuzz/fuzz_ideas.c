/* Any bytes as a file of ideas, under options that the first byte chooses; what is read is ranked.
 *
 * What must hold: no crash, no leak; a failure has a status and a sentence; a success has figures in their domains,
 * and an order without gaps. */
#include "base/mem.h"
#include "data/ideas_row.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "support/fuzz_replay.h"

static void require(bool holds, const char *what) {
  if (holds)
    return;
  fprintf(stderr, "fuzz_ideas: %s\n", what);
  abort();
}

static void check_rank(const cvs_idea_rank *rank) {
  const cvs_money_prospect *prospect = &rank->idea->prospect;
  require(prospect->baseline > 0 && prospect->baseline < 1, "a baseline that is no rate");
  require(prospect->lift_sd > 0 && *rank->idea->name != '\0', "an idea without a spread or a name");
  require(isfinite(rank->profit_ship) && isfinite(rank->gain) && isfinite(rank->gain_per_day), "a profit without end");
  if (rank->has_test)
    require(rank->test.visitors_control >= 1 && rank->test.visitors_control < rank->test.visitors_total &&
                rank->test_days >= 1 && rank->test_days <= prospect->terms.horizon_days,
            "a test that cannot be run");
}

static void rank_all(const cvs_ideas *ideas, bool whole_weeks) {
  const size_t count = cvs_ideas_count(ideas);
  cvs_idea_rank *rank = cvs_calloc(count, sizeof *rank);
  cvs_error error = {0};
  require(rank != NULL, "no memory");
  const cvs_status status = cvs_ideas_rank(ideas, whole_weeks, rank, &error);
  require(status == CVS_OK, error.message);
  for (size_t i = 0; i < count; i++) {
    check_rank(&rank[i]);
    require(i == 0 || rank[i - 1].choice <= rank[i].choice, "choices out of order");
  }
  cvs_free(rank);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  if (length == 0)
    return 0;
  const uint8_t bits = *bytes;
  const cvs_read_options read = {.skip_bad = (bits & 1U) != 0, .decimal = (bits & 2U) != 0 ? ',' : '\0'};
  const cvs_ideas_options options = {.read = &read,
                                     .value_per_conversion = (bits & 4U) != 0 ? 40 : 0,
                                     .traffic = (bits & 8U) != 0 ? 500 : 0,
                                     .horizon_days = (bits & 16U) != 0 ? 90 : 0};
  cvs_input *input = NULL;
  cvs_ideas *ideas = NULL;
  cvs_error error = {0};
  cvs_status status = cvs_input_from_memory("fuzz", bytes + 1, length - 1, &input, &error);
  if (status == CVS_OK)
    status = cvs_ideas_read_input(input, &options, &ideas, &error);
  cvs_input_close(input);
  require((status == CVS_OK) == (ideas != NULL), "a status that contradicts the ideas");
  require(status == CVS_OK || (error.status == status && *error.message != '\0'), "a failure without a sentence");
  if (ideas != NULL)
    rank_all(ideas, (bits & 32U) != 0);
  cvs_ideas_free(ideas);
  return 0;
}
