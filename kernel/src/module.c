/* The module: one function for each twin, under the name of its reference in Python. */
#include "kernel.h"

#define TWIN(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, "See the reference in Python."}

static PyMethodDef methods[] = {
    TWIN(boxes_of),        TWIN(settle_pairs), TWIN(settle_borders), TWIN(pens_of), TWIN(steps_of),
    TWIN(fitted_advances), TWIN(show_codes),   TWIN(text_of),        TWIN(first_fit), TWIN(optimum_fit), TWIN(filled_by_init), {NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "broadsheet_kernel", "Compiled twins of broadsheet's hottest functions.", 0, methods,
};

PyMODINIT_FUNC PyInit_broadsheet_kernel(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module != NULL && PyModule_AddIntConstant(module, "API", 1) < 0) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
