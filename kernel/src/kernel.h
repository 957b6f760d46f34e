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

/* An int's value. Returns 0 and leaves no exception where it is none, or reaches beyond EXACT. */
static inline int exact(PyObject *object, int64_t *value)
{
    int overflow;
    if (object == NULL || !PyLong_CheckExact(object))
        return 0;
    *value = PyLong_AsLongLongAndOverflow(object, &overflow);
    return !overflow && *value > -EXACT && *value < EXACT;
}

/* Append a place to a list of places. */
static inline int add_place(PyObject *places, Py_ssize_t place)
{
    PyObject *number = PyLong_FromSsize_t(place);
    int added = number != NULL && PyList_Append(places, number) == 0;
    Py_XDECREF(number);
    return added;
}

/* Something of broadsheet's by its module and name (dots go on into it), looked up once and kept: borrowed. */
PyObject *ours(PyObject **kept, const char *module, const char *name);

/* No twin: what joins one to its reference. */
PyObject *either(PyObject *module, PyObject *const *arguments, Py_ssize_t count);

PyObject *letters_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *boxes_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *settle_pairs(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *settle_figures(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *settle_words(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *places_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *settle_marks(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *settle_borders(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *pens_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *steps_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *set_runs(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *text_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *first_fit(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *optimum_fit(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *filled_by_init(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *show_runs(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *whites(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *said_by_fonts(PyObject *module, PyObject *const *arguments, Py_ssize_t count);
PyObject *gathered(PyObject *module, PyObject *const *arguments, Py_ssize_t count);

#endif
