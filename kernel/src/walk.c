/* The twins of tree.walk: the nodes of a kind, group by group put in its place, and the runs with some glyph. */
#include "fields.h"

/* Groups within groups that are walked here; the reference walks what is deeper. */
#define DEEPEST 100

typedef struct {
    PyTypeObject *parent, *kind; /* kind: NULL for all that are no parents */
    PyObject *found;
} Walk;

/* 1: walked; 0: not mine; -1: an error is set. */
static int gather(Walk *walk, PyObject *nodes, int depth)
{
    static Kind group = {"broadsheet.tree.node", "Group", 1, {"nodes"}, NULL, {0}};
    if (!PyTuple_CheckExact(nodes) || depth > DEEPEST)
        return 0;
    for (Py_ssize_t place = 0; place < PyTuple_GET_SIZE(nodes); place++) {
        PyObject *node = PyTuple_GET_ITEM(nodes, place);
        if (Py_IS_TYPE(node, walk->parent)) {
            PyObject *inner;
            int done = read_fields(&group, node, &inner);
            int status = done == DONE ? gather(walk, inner, depth + 1) : done == FAILED ? -1 : 0;
            if (status < 1)
                return status;
        } else if ((walk->kind == NULL || Py_IS_TYPE(node, walk->kind)) && PyList_Append(walk->found, node) < 0)
            return -1;
    }
    return 1;
}

PyObject *gathered(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 3 || !PyTuple_CheckExact(arguments[0]) || !PyType_Check(arguments[1]) ||
        !(PyType_Check(arguments[2]) || arguments[2] == Py_None))
        NOT_MINE;
    Walk walk = {.parent = (PyTypeObject *)arguments[1]};
    walk.kind = arguments[2] == Py_None ? NULL : (PyTypeObject *)arguments[2];
    walk.found = PyList_New(0);
    int status = walk.found == NULL ? -1 : gather(&walk, arguments[0], 0);
    if (status > 0)
        return walk.found;
    Py_XDECREF(walk.found);
    if (status < 0)
        return NULL;
    NOT_MINE;
}

/* 1 where a number is among others; 0 where not, or -1 where that is not the kernel's to say. */
static int is_among_glyphs(PyObject *glyphs, int64_t glyph)
{
    int64_t number;
    for (Py_ssize_t place = 0; place < PyTuple_GET_SIZE(glyphs); place++) {
        if (!exact(PyTuple_GET_ITEM(glyphs, place), &number))
            return -1;
        if (number == glyph)
            return 1;
    }
    return 0;
}

static int add_run_with(PyObject *found, PyObject *run, PyObject *glyphs)
{
    static Kind kind = {"broadsheet.tree.node", "GlyphRun", 2, {"face", "glyphs"}, NULL, {0}};
    PyObject *said[2];
    int64_t glyph;
    int done = read_fields(&kind, run, said);
    if (done != DONE)
        return done;
    PyObject *wanted = PyDict_GetItemWithError(glyphs, said[0]);
    if (wanted == NULL)
        return PyErr_Occurred() ? FAILED : DONE;
    int is_there = PyTuple_CheckExact(said[1]) && exact(wanted, &glyph) ? is_among_glyphs(said[1], glyph) : -1;
    if (is_there > 0)
        return PyList_Append(found, run) == 0 ? DONE : FAILED;
    return is_there < 0 ? NOT_MINE_NOW : DONE;
}

PyObject *runs_with(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 2 || !PyList_CheckExact(arguments[0]) || !PyDict_CheckExact(arguments[1]))
        NOT_MINE;
    PyObject *found = PyList_New(0);
    for (Py_ssize_t place = 0; found != NULL && place < PyList_GET_SIZE(arguments[0]); place++) {
        PyObject *run = Py_NewRef(PyList_GET_ITEM(arguments[0], place)); /* keys may be compared in Python */
        int done = add_run_with(found, run, arguments[1]);
        Py_DECREF(run);
        if (done == NOT_MINE_NOW) {
            Py_DECREF(found);
            NOT_MINE;
        }
        if (done == FAILED)
            Py_CLEAR(found);
    }
    return found;
}
