/* Options of `report`: the page's title, and a folder of results. */
#include "cli/option_rows.h"

#define PLACE(member) offsetof(cvs_arguments, report.member)
static const cvs_option rows[] = {
    {.name = "title",
     .kind = CVS_VALUE_TEXT,
     .argument = "TEXT",
     .summary = "the title of the page",
     .otherwise = "said by the command and its input",
     .place = PLACE(title)},
    {.name = "index",
     .kind = CVS_VALUE_PATH,
     .argument = "DIR",
     .summary = "a page that lists the results (*.json) of a folder, newest first, with links",
     .place = PLACE(index)},
};

const cvs_option_group cvs_options_report = {"Page", rows, sizeof rows / sizeof rows[0]};
