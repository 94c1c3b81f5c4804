/* The document of a group of `funnel`: what its tree holds, where figures are missing, that its terms add up. */
#include "report/build_funnel.h"

#include "report/picture.h"
#include "support/assert_close.h"
#include "support/funnel_fixture.h"

#include <math.h>
#include <string.h>

typedef struct built {
  funnel_fixture funnel;
  cvs_document doc;
  cvs_funnel_scene scene;
} built;

static void build_for(built *b, const char *text, size_t steps, bool pictures) {
  analyse_funnel(&b->funnel, text, steps);
  b->doc = (cvs_document){0};
  cvs_document_reset(&b->doc);
  b->scene = (cvs_funnel_scene){.test = {.dataset = b->funnel.dataset,
                                         .options = &b->funnel.options.test,
                                         .group = &b->funnel.group.frame,
                                         .pictures = pictures},
                                .options = &b->funnel.options,
                                .group = &b->funnel.group};
  cvs_build_funnel(&b->doc, &b->scene);
  assert_false(b->doc.failed);
}

static void build(built *b, const char *text, size_t steps) {
  build_for(b, text, steps, false);
}

static const cvs_block *find_labelled(const built *b, const char *label) {
  const cvs_block *block = b->doc.first_block;
  while (block != NULL && (block->kind != CVS_BLOCK_TABLE || block->label == NULL || strcmp(block->label, label) != 0))
    block = block->next;
  return block;
}

static void end(built *b) {
  cvs_document_free(&b->doc);
  finish_funnel(&b->funnel);
}

static const cvs_node *comparison_of(const built *b, size_t index) {
  return cvs_node_item(cvs_node_child(b->doc.root, "comparisons"), index);
}

static const cvs_node *step_of(const built *b, size_t which, size_t step) {
  return cvs_node_item(cvs_node_child(comparison_of(b, which), "steps"), step);
}

/* ln(5300/50200) - ln(5000/50000): an identity. */
static void contributions_add_up_to_the_logarithm_of_the_lift(void **state) {
  (void)state;
  built b = {0};
  start_funnel(&b.funnel);

  build(&b, funnel_text, 3);

  double sum = 0;
  for (size_t j = 0; j < 3; j++)
    sum += cvs_node_child(step_of(&b, 0, j), "contribution")->value.interval.estimate;
  assert_close(sum, log(5300.0 / 50200 / (5000.0 / 50000)), 1e-12);
  assert_close(cvs_node_child(comparison_of(&b, 0), "ln_lift")->value.number, sum, 1e-12);
  end(&b);
}

static void the_overall_comparison_is_that_of_the_last_step(void **state) {
  (void)state;
  built b = {0};
  start_funnel(&b.funnel);

  build(&b, funnel_text, 3);

  const cvs_node *last = cvs_node_child(step_of(&b, 1, 2), "from_start");
  const cvs_node *overall = cvs_node_child(comparison_of(&b, 1), "overall");
  assert_true(cvs_node_child(last, "p_value")->value.number == cvs_node_child(overall, "p_value")->value.number);
  assert_true(cvs_node_child(last, "p_value_adjusted")->value.number >= cvs_node_child(last, "p_value")->value.number);
  end(&b);
}

static void the_entry_as_first_step_has_a_record_of_nulls(void **state) {
  (void)state;
  built b = {0};
  start_funnel(&b.funnel);

  build(&b, "variant,visitors,view,cart\na,100,100,40\nb,110,110,50\n", 2);

  const cvs_node *start = cvs_node_child(step_of(&b, 0, 0), "from_start");
  assert_int_equal(start->kind, CVS_NODE_RECORD);
  assert_int_equal(cvs_node_child(start, "p_value")->kind, CVS_NODE_NULL);
  assert_false(cvs_node_child(start, "lift")->value.interval.exists);
  assert_false(cvs_node_child(start, "significant")->value.boolean);
  assert_true(cvs_node_child(step_of(&b, 0, 0), "contribution")->value.interval.estimate == 0);
  end(&b);
}

static void steps_that_overlap_have_no_contribution_and_lose_nobody(void **state) {
  (void)state;
  built b = {0};
  start_funnel(&b.funnel);
  b.funnel.options.any_order = true;

  build(&b, "variant,visitors,view,cart\na,100,30,40\nb,110,40,50\n", 2);

  const cvs_node *arm = cvs_node_item(cvs_node_child(b.doc.root, "arms"), 0);
  const cvs_node *step = cvs_node_item(cvs_node_child(arm, "steps"), 1);
  assert_int_equal(cvs_node_child(step, "lost")->kind, CVS_NODE_NULL);
  assert_false(cvs_node_child(step, "rate_from_previous")->value.interval.exists);
  assert_false(cvs_node_child(step_of(&b, 0, 1), "contribution")->value.interval.exists);
  assert_int_equal(cvs_node_child(cvs_node_child(b.doc.root, "bottleneck"), "step")->kind, CVS_NODE_NULL);
  end(&b);
}

static void one_arm_is_described_without_a_comparison(void **state) {
  (void)state;
  built b = {0};
  start_funnel(&b.funnel);

  build(&b, "variant,visitors,view,cart\nall,200,100,40\n", 2);

  const cvs_node *decision = cvs_node_child(b.doc.root, "decision");
  assert_null(comparison_of(&b, 0));
  assert_string_equal(
      cvs_node_child(decision, "reason")->value.text,
      "\"cart\" is reached by 20% of the 200 who entered. In heads, most turn away before \"view\": 50.0% of all who "
      "entered; of those at hand, most before \"cart\": 60.0% of those who got to the step before.");
  assert_string_equal(cvs_node_child(decision, "code")->value.text, "inconclusive");
  end(&b);
}

/* A page once had the bars twice, in a picture and in a table, and half of its size was theirs. */
static void a_page_has_the_users_beside_their_rates_and_a_terminal_the_funnel_drawn(void **state) {
  (void)state;
  built page = {0}, terminal = {0};
  start_funnel(&page.funnel);
  start_funnel(&terminal.funnel);

  build_for(&page, "variant,visitors,view,cart\nall,200,100,40\n", 2, true);
  build(&terminal, "variant,visitors,view,cart\nall,200,100,40\n", 2);
  cvs_build_funnel_blocks(&page.doc, &page.scene);
  cvs_build_funnel_blocks(&terminal.doc, &terminal.scene);

  assert_null(find_labelled(&terminal, "Users and rates"));
  assert_int_equal(find_labelled(&terminal, "The funnel")->medium, CVS_MEDIUM_ALL);
  assert_int_equal(find_labelled(&terminal, "Rates")->medium, CVS_MEDIUM_ALL);
  assert_int_equal(find_labelled(&page, "The funnel")->medium, CVS_MEDIUM_TEXT);
  assert_int_equal(find_labelled(&page, "Rates")->medium, CVS_MEDIUM_TEXT);
  const cvs_block *both = find_labelled(&page, "Users and rates");
  assert_int_equal(both->medium, CVS_MEDIUM_PAGE);
  static const uint64_t users[] = {200, 100, 40};
  const cvs_table_row *row = both->first_row;
  for (size_t i = 0; i < 3; i++, row = row->next)
    assert_int_equal(row->cell[1]->value.count, users[i]);
  assert_null(row);
  end(&page);
  end(&terminal);
}

/* All of those who entered are at the first step: 100% is no figure, and once asked for a table of its own. */
static void a_page_draws_a_first_step_that_all_have_reached_without_its_node(void **state) {
  (void)state;
  built b = {0};
  start_funnel(&b.funnel);

  build_for(&b, "variant,visitors,view,cart\nall,100,100,40\n", 2, true);
  cvs_build_funnel_blocks(&b.doc, &b.scene);

  const cvs_block *block = b.doc.first_block;
  while (block->kind != CVS_BLOCK_PICTURE)
    block = block->next;
  const cvs_picture_point *first = block->picture->first->first;
  assert_null(first->value);
  assert_close(cvs_point_interval(first).estimate, 1, 0);
  assert_non_null(first->next->value);
  end(&b);
}

/* A row a treatment and step, all with the same cells; of one arm a row a step. */
static void every_csv_row_has_the_same_parts(void **state) {
  (void)state;
  built three = {0}, one = {0};
  start_funnel(&three.funnel);
  start_funnel(&one.funnel);
  build(&three, funnel_text, 3);
  build(&one, "variant,visitors,view,cart\nall,200,100,40\n", 2);

  cvs_build_funnel_rows(&three.doc, &three.scene);
  cvs_build_funnel_rows(&one.doc, &one.scene);

  size_t rows = 0;
  for (const cvs_row *row = three.doc.first_row; row != NULL; row = row->next, rows++)
    assert_int_equal(row->part_count, one.doc.first_row->part_count);
  assert_int_equal(rows, 6);
  assert_non_null(one.doc.first_row->next);
  assert_null(one.doc.first_row->next->next);
  end(&three);
  end(&one);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(contributions_add_up_to_the_logarithm_of_the_lift),
      cmocka_unit_test(the_overall_comparison_is_that_of_the_last_step),
      cmocka_unit_test(the_entry_as_first_step_has_a_record_of_nulls),
      cmocka_unit_test(steps_that_overlap_have_no_contribution_and_lose_nobody),
      cmocka_unit_test(one_arm_is_described_without_a_comparison),
      cmocka_unit_test(a_page_has_the_users_beside_their_rates_and_a_terminal_the_funnel_drawn),
      cmocka_unit_test(a_page_draws_a_first_step_that_all_have_reached_without_its_node),
      cmocka_unit_test(every_csv_row_has_the_same_parts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
