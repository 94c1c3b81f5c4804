/* Stratified comparisons of `test`: the strata decide, the pooled figures stand beside them. */
#include "support/assert_close.h"
#include "support/compared.h"
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* One analysed group of a text with a stratum column "seg". */
static cvs_status analyse_strata(compared *f, const char *text) {
  static const char *const columns[] = {"seg"};
  const cvs_read_options read = {.stratify = columns, .stratify_count = 1};
  f->dataset = read_good_text(text, &read);
  return compare_first(f);
}

static void strata_decide_and_the_pooled_figures_stand_beside(void **state) {
  (void)state;
  compared f = compare_start();

  /* Bickel, Hammel & O'Connell (1975), Science 187, 398-404: men are the control. CMH by R 4.2.2
   * mantelhaen.test (no correction): 1.5246, p 0.2169; pooled z by scipy: -9.602358065159185. */
  assert_int_equal(analyse_strata(&f, "seg,variant,visitors,conversions\n"
                                      "A,men,825,512\nA,women,108,89\nB,men,560,353\nB,women,25,17\n"
                                      "C,men,325,120\nC,women,593,202\nD,men,417,138\nD,women,375,131\n"
                                      "E,men,191,53\nE,women,393,94\nF,men,373,22\nF,women,341,24\n"),
                   CVS_OK);

  const cvs_comparison *c = &f.group.comparison[0];
  const cvs_strata_comparison *strata = &f.group.strata[0];
  assert_close(c->test.p_value, 0.2169236970555174, 1e-9);
  assert_close(strata->pooled.statistic, -9.602358065159185, 1e-12);
  assert_close(strata->pooled_effect[CVS_LIFT].estimate, -0.3181701564369317, 1e-12);
  assert_false(c->significant || c->harm);
  assert_int_equal(f.group.gate_harm, CVS_NO);
  assert_true(compare_found(&f, CVS_FINDING_STRATA_DISAGREE));
  assert_true(compare_found(&f, CVS_FINDING_STRATA_DIFFER));
  compare_finish(&f);
}

static void a_loss_within_strata_is_harm_whatever_the_pooled_lift(void **state) {
  (void)state;
  compared f = compare_start();

  /* The pooled lift is +84 %, each stratum loses: the harm gate used to stay open. */
  assert_int_equal(analyse_strata(&f, "seg,variant,visitors,conversions\n"
                                      "x,a,1000,200\nx,b,5000,800\ny,a,5000,250\ny,b,1000,30\n"),
                   CVS_OK);

  assert_int_equal(f.group.comparison[0].verdict, CVS_VERDICT_WORSE);
  assert_int_equal(f.group.gate_harm, CVS_YES);
  assert_int_equal(f.group.decision, CVS_DECIDE_KEEP);
  compare_finish(&f);
}

static void arms_that_meet_in_no_stratum_have_no_result(void **state) {
  (void)state;
  compared f = compare_start();

  assert_int_equal(analyse_strata(&f, "seg,variant,visitors,conversions\nx,a,1000,20\ny,b,1000,30\n"), CVS_OK);

  assert_false(f.group.comparison[0].has_test);
  assert_false(f.group.comparison[0].effect[CVS_LIFT].exists);
  assert_true(compare_found(&f, CVS_FINDING_NO_STRATA));
  compare_finish(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(strata_decide_and_the_pooled_figures_stand_beside),
      cmocka_unit_test(a_loss_within_strata_is_harm_whatever_the_pooled_lift),
      cmocka_unit_test(arms_that_meet_in_no_stratum_have_no_result),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
