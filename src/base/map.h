/* A set of byte strings, each with a small number: what interns names and finds groups.
 * Exact: keys are compared, not only their hashes. */
#ifndef CVS_BASE_MAP_H
#define CVS_BASE_MAP_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cvs_map cvs_map;

CVS_WARN_UNUSED cvs_status cvs_map_new(cvs_map **out);
void cvs_map_free(cvs_map *map);
/* Index of the key, in order of first appearance; adds it where it is new (*added true). */
CVS_WARN_UNUSED cvs_status cvs_map_intern(cvs_map *map, const char *key, size_t length, uint32_t *index, bool *added);
bool cvs_map_find(const cvs_map *map, const char *key, size_t length, uint32_t *index);
uint32_t cvs_map_count(const cvs_map *map);
/* Borrowed, 0-terminated (keys may hold 0 bytes too: *length tells). */
const char *cvs_map_key(const cvs_map *map, uint32_t index, size_t *length);

#endif
