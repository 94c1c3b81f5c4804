/* The option parser: walks argv once, finds each option's row, and lets its kind read the value. */
#include "cli/option.h"

#include "base/error.h"
#include "cli/choice.h"
#include "data/problem.h"
#include <ctype.h>
#include <string.h>

enum { OPTIONS_MAX = 128 }; /* options of one command that can be suggested */

typedef struct walk {
  const cvs_option_set *set;
  int argc;
  char **argv;
  int next; /* index of the next word */
  const cvs_option_target *target;
  cvs_error *error;
} walk;

cvs_value *cvs_option_value(const cvs_option *option, void *values) {
  return (void *)((char *)values + option->place);
}

const char *cvs_option_first_given(const cvs_option_group *group, void *values) {
  for (size_t i = 0; i < group->count; i++)
    if (cvs_option_value(&group->option[i], values)->given)
      return group->option[i].name;
  return NULL;
}

static const cvs_option *find_long(const cvs_option_set *set, const char *name, size_t length) {
  for (size_t g = 0; g < set->group_count; g++)
    for (size_t i = 0; i < set->group[g]->count; i++) {
      const cvs_option *option = &set->group[g]->option[i];
      if (strlen(option->name) == length && memcmp(option->name, name, length) == 0)
        return option;
    }
  return NULL;
}

static const cvs_option *find_letter(const cvs_option_set *set, char letter) {
  for (size_t g = 0; g < set->group_count; g++)
    for (size_t i = 0; i < set->group[g]->count; i++)
      if (set->group[g]->option[i].letter == letter)
        return &set->group[g]->option[i];
  return NULL;
}

static const char *suggest_option(const cvs_option_set *set, const char *name) {
  const char *names[OPTIONS_MAX];
  size_t count = 0;
  for (size_t g = 0; g < set->group_count; g++)
    for (size_t i = 0; i < set->group[g]->count && count < OPTIONS_MAX; i++)
      names[count++] = set->group[g]->option[i].name;
  return cvs_suggest(name, names, count);
}

/* `word` has its dashes and may have a value behind '='. */
static cvs_status fail_unknown(const walk *w, const char *word) {
  enum { DASHES = 2 };
  char shown[CVS_SHOWN_MAX];
  char *name = cvs_arena_copy(w->target->arena, word, strcspn(word, "="));
  if (!name)
    return cvs_fail_memory(w->error);
  const char *meant = strlen(name) > DASHES ? suggest_option(w->set, name + DASHES) : NULL;
  if (meant)
    return cvs_fail(w->error, CVS_EUSAGE, "unknown option %s; did you mean \"--%s\"?", cvs_show_value(shown, name),
                    meant);
  return cvs_fail(w->error, CVS_EUSAGE, "unknown option %s; see 'convstat help %s'", cvs_show_value(shown, name),
                  w->set->command);
}

static bool is_list(const cvs_option *option) {
  return option->kind == CVS_VALUE_COLUMNS || option->kind == CVS_VALUE_CHOICES || option->kind == CVS_VALUE_TEXTS;
}

/* The same option twice is a list, a repetition, or a contradiction. */
static cvs_status take_value(const walk *w, const cvs_option *option, const char *text) {
  cvs_value *value = cvs_option_value(option, w->target->values);
  const cvs_value before = *value;
  char first[CVS_SHOWN_MAX];
  char second[CVS_SHOWN_MAX];
  const cvs_status status = cvs_value_parse(option, text, value, w->target->arena, w->error);
  if (status == CVS_OK && before.given && !is_list(option) && strcmp(before.text, value->text) != 0)
    return cvs_fail(w->error, CVS_EUSAGE, "--%s is given twice, as %s and as %s", option->name,
                    cvs_show_value(first, before.text), cvs_show_value(second, value->text));
  value->given = true;
  return status;
}

/* The value that stands in a word of its own. It may begin with '-' (-2%), but "--name" is the next
 * option, not a value: who means it writes --option=--name. */
static cvs_status take_next(walk *w, const cvs_option *option) {
  const char *text = w->next < w->argc ? w->argv[w->next] : NULL;
  if (!text || (text[0] == '-' && text[1] == '-' && isalpha((unsigned char)text[2])))
    return cvs_fail(w->error, CVS_EUSAGE, "--%s needs a value (%s); see 'convstat help %s'", option->name,
                    option->argument, w->set->command);
  w->next++;
  return take_value(w, option, text);
}

/* --name[=value]. */
static cvs_status take_long(walk *w, const char *word) {
  const char *name = word + 2;
  const size_t length = strcspn(name, "=");
  char shown[CVS_SHOWN_MAX];
  const cvs_option *option = find_long(w->set, name, length);
  if (!option)
    return fail_unknown(w, word);
  if (option->kind == CVS_VALUE_FLAG && name[length] == '=')
    return cvs_fail(w->error, CVS_EUSAGE, "--%s takes no value (%s)", option->name,
                    cvs_show_value(shown, name + length + 1));
  if (option->kind == CVS_VALUE_FLAG)
    return take_value(w, option, "");
  return name[length] == '=' ? take_value(w, option, name + length + 1) : take_next(w, option);
}

/* Letters without the dash: flags may stand together, and a value may follow its letter. */
static cvs_status take_letters(walk *w, const char *letters) {
  for (; *letters; letters++) {
    const cvs_option *option = find_letter(w->set, *letters);
    if (!option)
      return cvs_fail(w->error, CVS_EUSAGE, "unknown option \"-%s\"; see 'convstat help %s'", letters, w->set->command);
    if (option->kind != CVS_VALUE_FLAG)
      return letters[1] ? take_value(w, option, letters + 1) : take_next(w, option);
    const cvs_status status = take_value(w, option, "");
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

static cvs_status take_word(walk *w, bool *only_words) {
  const char *word = w->argv[w->next++];
  if (*only_words || word[0] != '-' || word[1] == '\0') {
    w->target->words->word[w->target->words->count++] = word;
    return CVS_OK;
  }
  if (strcmp(word, "--") == 0) {
    *only_words = true;
    return CVS_OK;
  }
  return word[1] == '-' ? take_long(w, word) : take_letters(w, word + 1);
}

/* A default is read by the parser that reads what is typed, so a table cannot promise another. */
static cvs_status fill_defaults(const walk *w) {
  for (size_t g = 0; g < w->set->group_count; g++)
    for (size_t i = 0; i < w->set->group[g]->count; i++) {
      const cvs_option *option = &w->set->group[g]->option[i];
      cvs_value *value = cvs_option_value(option, w->target->values);
      if (value->given || !option->fallback)
        continue;
      const cvs_status status = cvs_value_parse(option, option->fallback, value, w->target->arena, w->error);
      if (status != CVS_OK)
        return status;
    }
  return CVS_OK;
}

cvs_status cvs_options_parse(const cvs_option_set *set, int argc, char **argv, const cvs_option_target *target,
                             cvs_error *error) {
  walk w = {set, argc, argv, 0, target, error};
  bool only_words = false;
  target->words->count = 0;
  target->words->word = cvs_arena_alloc(target->arena, ((size_t)argc + 1) * sizeof *target->words->word);
  if (!target->words->word)
    return cvs_fail_memory(error);
  while (w.next < argc) {
    const cvs_status status = take_word(&w, &only_words);
    if (status != CVS_OK)
      return status;
  }
  return fill_defaults(&w);
}
