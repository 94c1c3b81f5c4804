/* Pictures of a funnel: its bars begin with all who entered, its parts stand on one axis. */
#include "report/build_funnel.h"

#include "report/picture.h"
#include "support/assert_close.h"
#include "support/funnel_fixture.h"

#include <string.h>

typedef struct drawn {
  funnel_fixture funnel;
  cvs_document doc;
} drawn;

static void draw(drawn *d, const char *text, size_t steps) {
  analyse_funnel(&d->funnel, text, steps);
  const cvs_funnel_scene scene = {.test = {.dataset = d->funnel.dataset,
                                           .options = &d->funnel.options.test,
                                           .group = &d->funnel.group.frame,
                                           .pictures = true},
                                  .options = &d->funnel.options,
                                  .group = &d->funnel.group};
  d->doc = (cvs_document){0};
  cvs_document_reset(&d->doc);
  cvs_build_funnel(&d->doc, &scene);
  cvs_build_funnel_drawings(&d->doc, &scene);
  assert_false(d->doc.failed);
}

static void end(drawn *d) {
  cvs_document_free(&d->doc);
  finish_funnel(&d->funnel);
}

/* The picture `index` of those with this id, or NULL. */
static const cvs_picture *find_picture(const drawn *d, const char *id, size_t index) {
  for (const cvs_block *block = d->doc.first_block; block != NULL; block = block->next)
    if (block->kind == CVS_BLOCK_PICTURE && strcmp(block->picture->id, id) == 0 && index-- == 0)
      return block->picture;
  return NULL;
}

static const cvs_picture_point *point_at(const cvs_picture_series *series, size_t index) {
  const cvs_picture_point *point = series->first;
  for (size_t i = 0; i < index && point != NULL; i++)
    point = point->next;
  return point;
}

/* The picture once began with the first step, at the end of its axis, and was silent on those lost before it. */
static void bars_begin_with_all_who_entered(void **state) {
  (void)state;
  drawn d = {0};
  start_funnel(&d.funnel);

  draw(&d, "variant,visitors,view,cart\na,200,50,10\nb,400,100,10\n", 2);

  const cvs_picture_series *series = find_picture(&d, "funnel", 0)->first;
  assert_int_equal(series->count, 3);
  assert_string_equal(point_at(series, 0)->label, "entered");
  assert_close(cvs_point_interval(point_at(series, 0)).estimate, 1, 0);
  assert_string_equal(point_at(series, 0)->note, "200 users");
  assert_string_equal(point_at(series, 1)->note, "50 users, 75.0% lost since entry");
  end(&d);
}

/* "20.0% · 10 users, 80.0% lost" was two shares of two things. */
static void a_loss_names_the_step_since_which_it_is_counted(void **state) {
  (void)state;
  drawn d = {0};
  start_funnel(&d.funnel);
  d.funnel.options.optional = 2; /* cart */

  draw(&d, "variant,visitors,view,cart,buy\na,100,100,50,40\nb,100,100,60,45\n", 3);

  const cvs_picture_series *series = find_picture(&d, "funnel", 0)->first;
  assert_int_equal(series->count, 3);
  assert_string_equal(point_at(series, 0)->note, "100 users");
  assert_string_equal(point_at(series, 1)->note, "50 users, 50.0% without it");
  assert_string_equal(point_at(series, 2)->note, "40 users, 60.0% lost since \"view\"");
  end(&d);
}

static void steps_in_any_order_lose_nobody(void **state) {
  (void)state;
  drawn d = {0};
  start_funnel(&d.funnel);
  d.funnel.options.any_order = true;

  draw(&d, "variant,visitors,view,cart\na,100,30,40\nb,110,40,50\n", 2);

  const cvs_picture_series *series = find_picture(&d, "funnel", 0)->first;
  assert_string_equal(point_at(series, 0)->label, "entered");
  assert_string_equal(point_at(series, 2)->note, "40 users");
  assert_null(find_picture(&d, "contributions", 0));
  end(&d);
}

/* Each treatment once had a picture of its own, with other axes. */
static void parts_of_all_treatments_stand_on_one_axis(void **state) {
  (void)state;
  drawn d = {0};
  start_funnel(&d.funnel);

  draw(&d, funnel_text, 3);

  const cvs_picture *parts = find_picture(&d, "contributions", 0);
  assert_null(find_picture(&d, "contributions", 1));
  assert_int_equal(parts->count, 2);
  assert_string_equal(parts->title, "What each step contributes to the lift");
  assert_string_equal(point_at(parts->first, 0)->label, "green, view");
  assert_string_equal(point_at(parts->first, 3)->label, "green, all steps");
  assert_string_equal(point_at(parts->last, 3)->label, "blue, all steps");
  end(&d);
}

static void one_treatment_is_named_in_the_title_alone(void **state) {
  (void)state;
  drawn d = {0};
  start_funnel(&d.funnel);

  draw(&d, "variant,visitors,view,cart\na,200,100,40\nb,200,110,50\n", 2);

  const cvs_picture *parts = find_picture(&d, "contributions", 0);
  assert_string_equal(parts->title, "What each step contributes to the lift: b");
  assert_string_equal(point_at(parts->first, 0)->label, "view");
  end(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bars_begin_with_all_who_entered),
      cmocka_unit_test(a_loss_names_the_step_since_which_it_is_counted),
      cmocka_unit_test(steps_in_any_order_lose_nobody),
      cmocka_unit_test(parts_of_all_treatments_stand_on_one_axis),
      cmocka_unit_test(one_treatment_is_named_in_the_title_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
