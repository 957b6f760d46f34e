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

PyObject *attribute_of(PyObject *object, Name *name)
{
    if (name->made == NULL && (name->made = PyUnicode_InternFromString(name->letters)) == NULL)
        return NULL;
    return PyObject_GetAttr(object, name->made);
}

PyObject *kept_with(PyObject *object, const char *kind, size_t size, PyCapsule_Destructor forget)
{
    static PyObject *name;
    if (name == NULL && (name = PyUnicode_InternFromString("kernel_known")) == NULL)
        return NULL;
    PyObject *capsule = PyObject_GetAttr(object, name);
    if (capsule == NULL && PyErr_ExceptionMatches(PyExc_AttributeError))
        PyErr_Clear();
    if (capsule == NULL || (PyCapsule_IsValid(capsule, kind) && PyCapsule_GetContext(capsule) == object))
        return capsule;
    int is_free = capsule == Py_None || PyCapsule_CheckExact(capsule); /* that of what this is a copy of */
    Py_DECREF(capsule);
    if (!is_free)
        return NULL;
    void *bytes = PyMem_Calloc(1, size);
    capsule = bytes ? PyCapsule_New(bytes, kind, forget) : PyErr_NoMemory();
    if (capsule == NULL)
        PyMem_Free(bytes);
    else if (PyCapsule_SetContext(capsule, object) < 0 || PyObject_SetAttr(object, name, capsule) < 0)
        Py_CLEAR(capsule);
    return capsule;
}

#define TWIN(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, "See the reference in Python."}

static PyMethodDef methods[] = {
    TWIN(letters_of), TWIN(items_of), TWIN(lines_in_slots), TWIN(strains_of), TWIN(body_groups),
    TWIN(set_runs), TWIN(text_of), TWIN(first_fit),
    TWIN(optimum_fit), TWIN(filled_by_init), TWIN(show_runs), TWIN(lines_of), TWIN(whites), TWIN(said_by_fonts),
    TWIN(runs_with), TWIN(gathered), TWIN(positions_in), TWIN(either), {0},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "broadsheet_kernel",
    .m_doc = "Compiled twins of broadsheet's hottest functions.",
    .m_methods = methods,
};

PyMODINIT_FUNC PyInit_broadsheet_kernel(void)
{
#ifdef Py_GIL_DISABLED
    PyErr_SetString(PyExc_ImportError, "broadsheet_kernel keeps what it met and needs the global interpreter lock");
    return NULL;
#endif
    if (PyInterpreterState_Get() != PyInterpreterState_Main()) {
        PyErr_SetString(PyExc_ImportError, "broadsheet_kernel keeps what it met and serves the main interpreter only");
        return NULL;
    }
    PyObject *module = PyModule_Create(&definition);
    if (module != NULL && PyModule_AddIntConstant(module, "API", 10) < 0) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
