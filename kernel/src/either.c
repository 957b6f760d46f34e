/* What broadsheet.kernel.twin puts in a reference's place: the twin, and where it answers NotImplemented, the
 * reference. */
#include "kernel.h"
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *twin, *reference;
    vectorcallfunc call;
} Either;

static PyObject *call(PyObject *self, PyObject *const *arguments, size_t flags, PyObject *names)
{
    Either *either = (Either *)self;
    PyObject *found = names == NULL ? PyObject_Vectorcall(either->twin, arguments, flags, NULL) : NULL;
    if (names == NULL && found != Py_NotImplemented)
        return found;
    Py_XDECREF(found);
    return PyObject_Vectorcall(either->reference, arguments, flags, names);
}

static void let_go(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    Py_CLEAR(((Either *)self)->twin);
    Py_CLEAR(((Either *)self)->reference);
    type->tp_free(self);
    Py_DECREF(type);
}

static int visited(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((Either *)self)->twin);
    Py_VISIT(((Either *)self)->reference);
    return 0;
}

/* What is asked of a function: its module and text, which this type has of its own, and what it has not. */
static PyObject *attribute(PyObject *self, PyObject *name)
{
    PyObject *reference = ((Either *)self)->reference;
    if (PyUnicode_CompareWithASCIIString(name, "__module__") == 0 ||
        PyUnicode_CompareWithASCIIString(name, "__doc__") == 0)
        return PyObject_GetAttr(reference, name);
    PyObject *found = PyObject_GenericGetAttr(self, name);
    if (found != NULL || !PyErr_ExceptionMatches(PyExc_AttributeError))
        return found;
    PyErr_Clear();
    return PyObject_GetAttr(reference, name);
}

/* Pickled and copied as a function is: by its name. */
static PyObject *reduced(PyObject *self, PyObject *Py_UNUSED(nothing))
{
    return PyObject_GetAttrString(((Either *)self)->reference, "__qualname__");
}

static PyMethodDef reductions[] = {{"__reduce__", reduced, METH_NOARGS, NULL}, {0}};

static PyMemberDef members[] = {
    {"__wrapped__", T_OBJECT_EX, offsetof(Either, reference), READONLY, "The reference."},
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(Either, call), READONLY, NULL},
    {0},
};

static PyType_Slot slots[] = {
    {Py_tp_dealloc, let_go}, {Py_tp_traverse, visited}, {Py_tp_call, PyVectorcall_Call},
    {Py_tp_members, members}, {Py_tp_methods, reductions}, {Py_tp_getattro, attribute}, {0, NULL},
};

static PyType_Spec spec = {
    "broadsheet_kernel.Either", sizeof(Either), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots,
};

PyObject *either(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    static PyObject *type;
    if (count != 2 || !PyCallable_Check(arguments[0]) || !PyCallable_Check(arguments[1]))
        NOT_MINE;
    if (type == NULL && (type = PyType_FromSpec(&spec)) == NULL)
        return NULL;
    Either *made = (Either *)((PyTypeObject *)type)->tp_alloc((PyTypeObject *)type, 0);
    if (made == NULL)
        return NULL;
    made->twin = Py_NewRef(arguments[0]);
    made->reference = Py_NewRef(arguments[1]);
    made->call = call;
    return (PyObject *)made;
}
