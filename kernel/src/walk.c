/* The twin of tree.walk.gathered: the nodes of a kind, group by group put in its place. */
#include "kernel.h"

/* Groups within groups that are walked here; the reference walks what is deeper. */
#define DEEPEST 100

typedef struct {
    PyTypeObject *parent, *kind; /* kind: NULL for all that are no parents */
    PyObject *name, *found;
} Walk;

/* 1: walked; 0: not mine; -1: an error is set. */
static int gather(Walk *walk, PyObject *nodes, int depth)
{
    if (!PyTuple_CheckExact(nodes) || depth > DEEPEST)
        return 0;
    for (Py_ssize_t place = 0; place < PyTuple_GET_SIZE(nodes); place++) {
        PyObject *node = PyTuple_GET_ITEM(nodes, place);
        if (Py_IS_TYPE(node, walk->parent)) {
            PyObject *inner = PyObject_GetAttr(node, walk->name);
            int status = inner == NULL ? -1 : gather(walk, inner, depth + 1);
            Py_XDECREF(inner);
            if (status < 1)
                return status;
        } else if ((walk->kind == NULL || Py_IS_TYPE(node, walk->kind)) && PyList_Append(walk->found, node) < 0)
            return -1;
    }
    return 1;
}

PyObject *gathered(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 3 || !PyTuple_CheckExact(arguments[0]) || !PyType_Check(arguments[1]) ||
        !(PyType_Check(arguments[2]) || arguments[2] == Py_None))
        NOT_MINE;
    Walk walk = {.parent = (PyTypeObject *)arguments[1]};
    walk.kind = arguments[2] == Py_None ? NULL : (PyTypeObject *)arguments[2];
    walk.name = PyUnicode_InternFromString("nodes");
    walk.found = PyList_New(0);
    int status = walk.name == NULL || walk.found == NULL ? -1 : gather(&walk, arguments[0], 0);
    Py_XDECREF(walk.name);
    if (status > 0)
        return walk.found;
    Py_XDECREF(walk.found);
    if (status < 0)
        return NULL;
    NOT_MINE;
}
