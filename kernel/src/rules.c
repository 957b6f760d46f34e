/* text.rules.Rules as the kernel reads them. */
#include "columns.h"

#define TABLE (128 * 128)

static const char kind[] = "broadsheet_kernel.rules";

static void forget(PyObject *capsule)
{
    Rules *rules = PyCapsule_GetPointer(capsule, kind);
    Py_XDECREF(rules->table);
    Py_XDECREF(rules->tailored);
    Py_XDECREF(rules->marks);
    Py_XDECREF(rules->own);
    Py_XDECREF(rules->held[0]);
    Py_XDECREF(rules->held[1]);
    PyMem_Free(rules);
}

static int truth_of(PyObject *object, const char *name, int *value)
{
    PyObject *said = PyObject_GetAttrString(object, name);
    int is_known = said == Py_True || said == Py_False;
    *value = said == Py_True;
    Py_XDECREF(said);
    return is_known;
}

static int read_gaps(PyObject *gaps, Rules *rules)
{
    if (gaps == NULL || !PyTuple_CheckExact(gaps))
        return 0;
    rules->has_gaps = PyTuple_GET_SIZE(gaps) == WESTERN_CLASSES;
    if (!rules->has_gaps)
        return PyTuple_GET_SIZE(gaps) == 0;
    for (int number = 0; number < WESTERN_CLASSES; number++) {
        PyObject *gap = PyTuple_GET_ITEM(gaps, number);
        if (!PyTuple_CheckExact(gap) || PyTuple_GET_SIZE(gap) != 3)
            return 0;
        for (int part = 0; part < 3; part++)
            if (!exact(PyTuple_GET_ITEM(gap, part), &rules->gaps[number][part]))
                return 0;
    }
    return 1;
}

static int read_signs(Rules *rules)
{
    PyObject *signs = PyObject_GetAttrString(rules->tailored, "signs");
    int is_known = signs != NULL && PyTuple_CheckExact(signs);
    rules->has_signs = is_known && PyTuple_GET_SIZE(signs) > 0;
    Py_XDECREF(signs);
    return is_known;
}

static int is_table(PyObject *bytes) { return PyBytes_CheckExact(bytes) && PyBytes_GET_SIZE(bytes) == TABLE; }

/* 1: read; 0: not the kernel's, or an error is set. */
static int read_rules(PyObject *object, Rules *rules)
{
    PyObject *language = PyObject_GetAttrString(object, "language"); /* nothing is asked when an error is set */
    PyObject *gaps = language ? PyObject_GetAttrString(object, "gaps") : NULL;
    PyObject *em = gaps ? PyObject_GetAttrString(object, "em") : NULL;
    rules->table = em ? PyObject_GetAttrString(language, "classes") : NULL;
    rules->tailored = rules->table ? PyObject_GetAttrString(object, "tailored") : NULL;
    rules->marks = rules->tailored ? PyObject_GetAttrString(object, "marks") : NULL;
    rules->own = rules->marks ? PyObject_GetAttrString(rules->marks, "own") : NULL;
    rules->held[0] = rules->own ? PyObject_GetAttrString(object, "verdicts") : NULL;
    rules->held[1] = rules->held[0] ? PyObject_GetAttrString(object, "borders") : NULL;
    int is_known = rules->held[1] && PyUnicode_CheckExact(rules->own) && PyDict_Check(rules->table) &&
                   is_table(rules->held[0]) && is_table(rules->held[1]) && exact(em, &rules->em) &&
                   Py_ABS(rules->em) < (int64_t)1 << 40 && read_gaps(gaps, rules) && read_signs(rules) &&
                   truth_of(language, "spaced", &rules->is_spaced) && truth_of(language, "paired", &rules->is_paired) &&
                   truth_of(object, "clauses", &rules->has_clauses) && truth_of(object, "lists", &rules->has_lists);
    if (is_known) {
        rules->verdicts = (const unsigned char *)PyBytes_AS_STRING(rules->held[0]);
        rules->borders = (const unsigned char *)PyBytes_AS_STRING(rules->held[1]);
    }
    Py_XDECREF(language);
    Py_XDECREF(gaps);
    Py_XDECREF(em);
    return is_known && !PyErr_Occurred();
}

PyObject *known_rules(PyObject *object, const Rules **rules)
{
    PyObject *capsule = kept_with(object, kind, sizeof(Rules), forget);
    Rules *known = capsule ? PyCapsule_GetPointer(capsule, kind) : NULL;
    if (known != NULL && known->borders == NULL && !read_rules(object, known)) {
        PyObject *old[6] = {known->table, known->tailored, known->marks, known->own, known->held[0], known->held[1]};
        memset(known, 0, sizeof(Rules));
        for (int place = 0; place < 6; place++)
            Py_XDECREF(old[place]);
        Py_CLEAR(capsule);
    }
    *rules = known;
    return capsule;
}
