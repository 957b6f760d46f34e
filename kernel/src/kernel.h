/* What the twins share. A twin that meets what it was not made for (another type, a number beyond
 * its integers) answers NotImplemented: the reference in Python then does the work, or raises. */
#ifndef BROADSHEET_KERNEL_H
#define BROADSHEET_KERNEL_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

/* Beyond this a double no longer holds every integer, and Python's division is another. */
#define EXACT ((int64_t)1 << 53)

#define NOT_MINE Py_RETURN_NOTIMPLEMENTED

/* An int's value. Returns 0 and leaves no exception where it is none, or reaches beyond EXACT. Most are of one
 * digit, which is read where it lies. */
static inline int exact(PyObject *object, int64_t *value)
{
    int overflow;
    if (object == NULL || !PyLong_CheckExact(object))
        return 0;
#if PY_VERSION_HEX < 0x030C0000
    Py_ssize_t size = Py_SIZE(object);
    if (size == 1 || size == -1) {
        *value = size * (int64_t)((PyLongObject *)object)->ob_digit[0];
        return 1;
    }
#else
    if (PyUnstable_Long_IsCompact((PyLongObject *)object)) {
        *value = PyUnstable_Long_CompactValue((PyLongObject *)object);
        return 1;
    }
#endif
    *value = PyLong_AsLongLongAndOverflow(object, &overflow);
    return !overflow && *value > -EXACT && *value < EXACT;
}

/* What a step of a twin's work came to; FAILED: an error is set. */
enum { FAILED = -1, NOT_MINE_NOW = 0, DONE = 1 };

/* What stands between two characters: of text.items. */
enum { NO_BREAK, FREE_BREAK, HYPHEN_BREAK, FORCED_BREAK, UNIT_BREAK, WORD_PART_BREAK, NAME_BREAK, BREAK_KINDS };

/* Python's a // b. */
static inline int64_t floored(int64_t a, int64_t b)
{
    int64_t whole = a / b;
    return whole * b != a && (a < 0) != (b < 0) ? whole - 1 : whole;
}

/* A capsule of a kind with so many bytes, at first zeros, that an object keeps as kernel_known, as a new reference;
 * a copy of an object has one of its own. NULL: an error is set, or, without one, the object cannot keep it. */
PyObject *kept_with(PyObject *object, const char *kind, size_t size, PyCapsule_Destructor forget);

/* Say of a tuple made without tuple.__new__ that its hash is not worked out yet: it keeps that from Python 3.14 on. */
static inline void forget_hash(PyObject *tuple)
{
#if PY_VERSION_HEX >= 0x030E0000
    ((PyTupleObject *)tuple)->ob_hash = -1;
#endif
    (void)tuple;
}

/* A number as an object that is shared, where that was made lately. */
PyObject *number_of(int64_t value);

/* An array.array of 64-bit numbers, made of some, and read: open_packed gives 0 for anything else. */
typedef struct {
    const int64_t *values;
    Py_ssize_t count;
    Py_buffer view;
} Packed;
PyObject *packed(const int64_t *values, Py_ssize_t count);
int open_packed(PyObject *object, Packed *packed);
void close_packed(Packed *packed);

/* Something of broadsheet's by its module and name (dots go on into it), looked up once and kept: borrowed. */
PyObject *ours(PyObject **kept, const char *module, const char *name);

/* The name of an attribute, made once: Python finds the attributes of a class again by the very name. */
typedef struct {
    const char *letters;
    PyObject *made;
} Name;

/* An attribute, as a new reference; NULL: an error is set. */
PyObject *attribute_of(PyObject *object, Name *name);

/* No twin: what joins one to its reference. */
PyObject *either(PyObject *module, PyObject *const *arguments, Py_ssize_t count);

PyObject *letters_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *positions_in(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *items_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *lines_in_slots(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *strains_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *body_groups(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *set_runs(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *text_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *first_fit(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *optimum_fit(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *filled_by_init(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *show_runs(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *lines_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *whites(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *said_by_fonts(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *runs_with(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *gathered(PyObject *module, PyObject *const *arguments, Py_ssize_t count);

#endif
