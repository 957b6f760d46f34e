/* How runs are shown: textstate.c by way of setting.c and show.c. */
#ifndef BROADSHEET_SHOW_H
#define BROADSHEET_SHOW_H

#include "kernel.h"

#define MILLIPOINT 1000000
#define LONGEST_NUMBER 40 /* bytes */

/* Settings that are remembered; a page has a dozen. */
#define SETTINGS 64

/* What the reference calls a Setting, with the key by which it is found again. */
typedef struct {
    PyObject *tuple, *face, *writing;
    int64_t size, condense;
    PyObject *font, *turn, *codes; /* the tuple's own */
    PyObject *said;                /* what each glyph says; NULL where every run's codes are its glyphs */
    int64_t scale, units[2];
    int is_level, is_small, has_widths;
    Py_buffer widths;
} Setting;

typedef struct {
    PyObject *source; /* setting by key */
    Setting known[SETTINGS];
    int count;
} Settings;

/* What is read of a run. */
enum { X, BASELINE, FACE, SIZE, GLYPHS, ADVANCES, TEXT, COLOUR, CONDENSE, WRITING, FIELDS };

/* The setting of a run, as remembered or as it is made by its source. */
int find_setting(Settings *settings, PyObject *const *run, const Setting **setting);
void forget_settings(Settings *settings);

/* A run's codes, and what must be said beside them or NULL: new references. */
int codes_of_run(const Setting *setting, PyObject *run, PyObject *const *fields, PyObject **codes, PyObject **said);

/* The codes as numbers, and by how much each glyph's advance is more than its natural width. */
int read_run(const Setting *setting, PyObject *const *fields, PyObject *coded, uint16_t *codes, int64_t *extras);

/* 1 where an object is True or False. */
int read_truth(PyObject *object, int *value);

/* The Tc that most glyphs want, in its last place; the least of those that equally many want. ``sorted``
 * has room for all of them. Returns 0 where the numbers are too large. */
int common_spacing(const int64_t *extras, Py_ssize_t count, int64_t unit, int64_t *sorted, int64_t *spacing);

/* value / 10 ** places, without needless zeros. */
char *put_decimal(char *out, int64_t value, int places);

/* The operator that shows codes, or NULL where the numbers are too large. ``extras`` holds one fewer. */
char *put_show(char *out, const uint16_t *codes, const int64_t *extras, Py_ssize_t count, int64_t step, int64_t unit);

#endif
