/* The module: one function for each twin, under the name of its reference in Python. */
#include "kernel.h"

PyObject *ours(PyObject **kept, const char *module, const char *name)
{
    if (*kept != NULL)
        return *kept;
    PyObject *found = PyImport_ImportModule(module), *names = found ? PyUnicode_FromString(name) : NULL;
    PyObject *dot = names ? PyUnicode_FromString(".") : NULL, *parts = dot ? PyUnicode_Split(names, dot, -1) : NULL;
    if (parts == NULL)
        Py_CLEAR(found);
    for (Py_ssize_t place = 0; found != NULL && place < PyList_GET_SIZE(parts); place++)
        Py_SETREF(found, PyObject_GetAttr(found, PyList_GET_ITEM(parts, place)));
    Py_XDECREF(names);
    Py_XDECREF(dot);
    Py_XDECREF(parts);
    return *kept = found;
}

#define TWIN(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, "See the reference in Python."}

static PyMethodDef methods[] = {
    TWIN(letters_of), TWIN(boxes_of), TWIN(settle_pairs), TWIN(settle_figures), TWIN(settle_words), TWIN(places_of), TWIN(settle_marks),
    TWIN(settle_borders), TWIN(pens_of), TWIN(steps_of), TWIN(set_runs), TWIN(text_of), TWIN(first_fit),
    TWIN(optimum_fit), TWIN(filled_by_init), TWIN(show_runs), TWIN(whites), TWIN(said_by_fonts),
    TWIN(gathered), TWIN(either), {NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "broadsheet_kernel", "Compiled twins of broadsheet's hottest functions.", 0, methods,
};

PyMODINIT_FUNC PyInit_broadsheet_kernel(void)
{
#ifdef Py_GIL_DISABLED
    PyErr_SetString(PyExc_ImportError, "broadsheet_kernel keeps what it met and needs the global interpreter lock");
    return NULL;
#endif
    PyObject *module = PyModule_Create(&definition);
    if (module != NULL && PyModule_AddIntConstant(module, "API", 2) < 0) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
