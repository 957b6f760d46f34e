/* Broadsheet's records read by the places of their slots, and made without what their __post_init__ looks for. */
#ifndef BROADSHEET_FIELDS_H
#define BROADSHEET_FIELDS_H

#include "kernel.h"

#define MOST_READ 17

/* Some fields of a record class, by names; where they lie is looked up when the first instance is read. */
typedef struct {
    const char *module, *name;
    int count;
    const char *fields[MOST_READ];
    PyObject *type;
    Py_ssize_t offsets[MOST_READ];
} Kind;

/* Borrowed values of an instance's fields, in their order. DONE; NOT_MINE_NOW where it is no instance, or a field is
 * not filled; FAILED. */
int read_fields(Kind *kind, PyObject *record, PyObject **values);

/* A record of all its values in order, NULL for a default, whose __post_init__ has nothing to say; its type is
 * ours() of a kind. */
PyObject *whole_record(PyObject *type, PyObject *const *values, Py_ssize_t count);

#endif
