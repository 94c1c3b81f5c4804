/* The option parser over a table of its own. */
#include "cli/option.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char *choose_color(size_t index) {
  static const char *const ids[] = {"red", "green", "blue"};
  return index < 3 ? ids[index] : NULL;
}

typedef struct values {
  cvs_value verbose, margin, color, by, size, path, gates;
} values;

static const cvs_option rows[] = {
    {.name = "verbose", .letter = 'v', .kind = CVS_VALUE_FLAG, .place = offsetof(values, verbose)},
    {.name = "margin", .letter = 'm', .kind = CVS_VALUE_EFFECT, .argument = "X", .place = offsetof(values, margin)},
    {.name = "color",
     .letter = 'c',
     .kind = CVS_VALUE_CHOICE,
     .argument = "COLOR",
     .fallback = "green",
     .choice = choose_color,
     .letters = "rgb",
     .place = offsetof(values, color)},
    {.name = "by", .kind = CVS_VALUE_COLUMNS, .argument = "COL", .place = offsetof(values, by)},
    {.name = "size", .kind = CVS_VALUE_COUNT, .argument = "N", .low = 1, .high = 99, .place = offsetof(values, size)},
    {.name = "path", .letter = 'o', .kind = CVS_VALUE_PATH, .argument = "FILE", .place = offsetof(values, path)},
    {.name = "gates",
     .kind = CVS_VALUE_CHOICES,
     .argument = "LIST",
     .choice = choose_color,
     .place = offsetof(values, gates)},
};
static const cvs_option_group group = {"Options", rows, sizeof rows / sizeof rows[0]};
static const cvs_option_group *const groups[] = {&group};
static const cvs_option_set set = {"paint", groups, 1};

enum { WORDS_MAX = 16, LINE_MAX_BYTES = 256 };

/* One parse of a command line, its words parted by spaces. */
typedef struct parse {
  char line[LINE_MAX_BYTES];
  char *argv[WORDS_MAX];
  int argc;
  values values;
  cvs_words words;
  cvs_arena arena;
  cvs_error error;
  cvs_status status;
} parse;

static void run(parse *p, const char *line) {
  memset(p, 0, sizeof *p);
  assert_true(strlen(line) < sizeof p->line);
  strcpy(p->line, line);
  for (char *word = strtok(p->line, " "); word; word = strtok(NULL, " "))
    p->argv[p->argc++] = word;
  const cvs_option_target target = {&p->values, &p->words, &p->arena};
  p->status = cvs_options_parse(&set, p->argc, p->argv, &target, &p->error);
}

static void end(parse *p) {
  cvs_arena_free(&p->arena);
}

static void assert_refused(const char *line, const char *message) {
  parse p;
  run(&p, line);
  assert_int_equal(p.status, CVS_EUSAGE);
  assert_string_equal(p.error.message, message);
  end(&p);
}

static void a_value_may_stand_apart_or_behind_its_name(void **state) {
  (void)state;
  static const char *const lines[] = {"--color blue", "--color=blue", "-c blue", "-cblue", "-vcblue", "-cb"};
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    parse p;

    run(&p, lines[i]);

    assert_int_equal(p.status, CVS_OK);
    assert_true(p.values.color.given);
    assert_string_equal(p.values.color.text, "blue");
    assert_int_equal(p.values.color.choice, 2);
    end(&p);
  }
}

static void a_value_may_begin_with_a_dash(void **state) {
  (void)state;
  static const char *const lines[] = {"--margin -2%", "--margin=-2%", "-m -2%", "-m-2%"};
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    parse p;

    run(&p, lines[i]);

    assert_int_equal(p.status, CVS_OK);
    assert_true(p.values.margin.quantity[0].value == -0.02);
    end(&p);
  }
}

static void options_and_words_stand_in_any_order(void **state) {
  (void)state;
  parse p;

  run(&p, "one --size 5 two -v - three");

  assert_int_equal(p.status, CVS_OK);
  assert_int_equal(p.words.count, 4);
  assert_string_equal(p.words.word[0], "one");
  assert_string_equal(p.words.word[1], "two");
  assert_string_equal(p.words.word[2], "-");
  assert_string_equal(p.words.word[3], "three");
  assert_true(p.values.verbose.given);
  assert_int_equal(p.values.size.count, 5);
  end(&p);
}

static void two_dashes_end_the_options(void **state) {
  (void)state;
  parse p;

  run(&p, "-v -- --size -- -v");

  assert_int_equal(p.status, CVS_OK);
  assert_int_equal(p.words.count, 3);
  assert_string_equal(p.words.word[0], "--size");
  assert_string_equal(p.words.word[1], "--");
  assert_string_equal(p.words.word[2], "-v");
  end(&p);
}

static void a_default_is_filled_in_but_not_given(void **state) {
  (void)state;
  parse p;

  run(&p, "");

  assert_int_equal(p.status, CVS_OK);
  assert_false(p.values.color.given);
  assert_string_equal(p.values.color.text, "green");
  assert_int_equal(p.values.color.choice, 1);
  assert_null(p.values.path.text);
  end(&p);
}

static void lists_grow_with_each_use(void **state) {
  (void)state;
  parse p;

  run(&p, "--by country,device --gates red --by day --gates blue");

  assert_int_equal(p.status, CVS_OK);
  assert_int_equal(p.values.by.list_count, 3);
  assert_string_equal(p.values.by.list[0], "country");
  assert_string_equal(p.values.by.list[1], "device");
  assert_string_equal(p.values.by.list[2], "day");
  assert_int_equal(p.values.gates.count, 1 << 0 | 1 << 2);
  end(&p);
}

static void the_same_said_twice_is_no_contradiction(void **state) {
  (void)state;
  parse p;

  run(&p, "-v --color blue -v -c b");

  assert_int_equal(p.status, CVS_OK);
  assert_string_equal(p.values.color.text, "blue");
  end(&p);
}

static void another_value_for_the_same_option_is_refused(void **state) {
  (void)state;
  assert_refused("--color red -c blue", "--color is given twice, as \"red\" and as \"blue\"");
}

static void a_missing_value_is_named(void **state) {
  (void)state;
  assert_refused("--color", "--color needs a value (COLOR); see 'convstat help paint'");
  assert_refused("-c", "--color needs a value (COLOR); see 'convstat help paint'");
}

static void the_next_option_is_not_taken_for_a_value(void **state) {
  (void)state;
  assert_refused("--path --size 5", "--path needs a value (FILE); see 'convstat help paint'");
}

static void a_flag_takes_no_value(void **state) {
  (void)state;
  assert_refused("--verbose=yes", "--verbose takes no value (\"yes\")");
}

static void an_unknown_option_suggests_the_one_that_was_meant(void **state) {
  (void)state;
  assert_refused("--colour red", "unknown option \"--colour\"; did you mean \"--color\"?");
  assert_refused("--verb", "unknown option \"--verb\"; did you mean \"--verbose\"?");
  assert_refused("--zebra=1", "unknown option \"--zebra\"; see 'convstat help paint'");
  assert_refused("-vx", "unknown option \"-x\"; see 'convstat help paint'");
}

static void a_wrong_value_names_option_value_and_domain(void **state) {
  (void)state;
  assert_refused("--color gren", "--color: \"gren\" is not one of red, green, blue; did you mean \"green\"?");
  assert_refused("--size 100", "--size: \"100\" is not a whole number from 1 to 99");
  assert_refused("--gates red,purple", "--gates: \"purple\" is not one of red, green, blue");
  assert_refused("--by a,,b", "--by: \"a,,b\" is not a list by comma: an item is empty");
  assert_refused("--path=", "--path: \"\" is not a name: it is empty");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_value_may_stand_apart_or_behind_its_name),
      cmocka_unit_test(a_value_may_begin_with_a_dash),
      cmocka_unit_test(options_and_words_stand_in_any_order),
      cmocka_unit_test(two_dashes_end_the_options),
      cmocka_unit_test(a_default_is_filled_in_but_not_given),
      cmocka_unit_test(lists_grow_with_each_use),
      cmocka_unit_test(the_same_said_twice_is_no_contradiction),
      cmocka_unit_test(another_value_for_the_same_option_is_refused),
      cmocka_unit_test(a_missing_value_is_named),
      cmocka_unit_test(the_next_option_is_not_taken_for_a_value),
      cmocka_unit_test(a_flag_takes_no_value),
      cmocka_unit_test(an_unknown_option_suggests_the_one_that_was_meant),
      cmocka_unit_test(a_wrong_value_names_option_value_and_domain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
