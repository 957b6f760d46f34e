/* The twin of records.filled_by_init: instances of a record are made without calling its __init__ in Python.
 * What __init__ would refuse goes to __init__, which says why. */
#include "kernel.h"
#include <structmember.h>

#define MOST_FIELDS 64

typedef struct {
    Py_ssize_t count;
    int has_post_init;
    struct {
        PyObject *name, *given, *factory; /* given and factory: NULL where there is none */
        Py_ssize_t offset;
        int is_parameter;
    } fields[];
} Layout;

static PyObject *missing, *field_type; /* records.MISSING and records.Field */

static void forget(PyObject *capsule)
{
    Layout *layout = PyCapsule_GetPointer(capsule, NULL);
    for (Py_ssize_t place = 0; layout != NULL && place < layout->count; place++) {
        Py_XDECREF(layout->fields[place].name);
        Py_XDECREF(layout->fields[place].given);
        Py_XDECREF(layout->fields[place].factory);
    }
    PyMem_Free(layout);
}

/* What a field is filled with where nothing is given. */
static int read_default(Layout *layout, Py_ssize_t place, PyObject *said)
{
    layout->fields[place].is_parameter = 1;
    if (said == missing)
        return 1;
    if ((PyObject *)Py_TYPE(said) != field_type) {
        layout->fields[place].given = Py_NewRef(said);
        return 1;
    }
    PyObject *init = PyObject_GetAttrString(said, "init"), *given = PyObject_GetAttrString(said, "default"),
             *factory = PyObject_GetAttrString(said, "default_factory");
    int is_parameter = init ? PyObject_IsTrue(init) : -1;
    Py_XDECREF(init);
    layout->fields[place].is_parameter = is_parameter > 0;
    if (given != missing && given != NULL)
        layout->fields[place].given = Py_NewRef(given);
    if (factory != missing && factory != NULL)
        layout->fields[place].factory = Py_NewRef(factory);
    int known = is_parameter >= 0 && given != NULL && factory != NULL;
    Py_XDECREF(given);
    Py_XDECREF(factory);
    return known;
}

static int read_field(Layout *layout, Py_ssize_t place, PyTypeObject *type, PyObject *name, PyObject *said)
{
    PyObject *slot = PyObject_GetAttr((PyObject *)type, name);
    int known = slot != NULL && Py_TYPE(slot) == &PyMemberDescr_Type;
    if (known) {
        layout->fields[place].offset = ((PyMemberDescrObject *)slot)->d_member->offset;
        layout->fields[place].name = Py_NewRef(name);
        known = read_default(layout, place, said);
    }
    Py_XDECREF(slot);
    return known;
}

/* A record's layout, kept with its class; NULL without an error where it has none of this kind. */
static Layout *layout_of(PyTypeObject *type)
{
    static PyObject *key, *fields_name;
    if (key == NULL)
        key = PyUnicode_InternFromString("_record_layout");
    if (fields_name == NULL)
        fields_name = PyUnicode_InternFromString("_record_fields");
    if (key == NULL || fields_name == NULL)
        return NULL;
    PyObject *kept = PyDict_GetItemWithError(type->tp_dict, key), *name, *said;
    if (kept != NULL)
        return PyCapsule_GetPointer(kept, NULL);
    PyObject *fields = PyDict_GetItemWithError(type->tp_dict, fields_name);
    Py_ssize_t count = fields && PyDict_Check(fields) ? PyDict_GET_SIZE(fields) : -1, position = 0;
    if (count < 0 || count > MOST_FIELDS)
        return NULL;
    Layout *layout = PyMem_Calloc(1, sizeof(Layout) + count * sizeof(layout->fields[0]));
    PyObject *capsule = layout ? PyCapsule_New(layout, NULL, forget) : NULL;
    if (capsule == NULL) {
        PyMem_Free(layout);
        return NULL;
    }
    layout->has_post_init = PyObject_HasAttrString((PyObject *)type, "__post_init__");
    for (layout->count = 0; PyDict_Next(fields, &position, &name, &said); layout->count++)
        if (!read_field(layout, layout->count, type, name, said)) {
            layout->count++; /* what was read of it is let go as well */
            Py_CLEAR(capsule);
            return NULL;
        }
    if (PyObject_SetAttr((PyObject *)type, key, capsule) < 0)
        layout = NULL;
    Py_DECREF(capsule);
    return layout;
}

/* Put the arguments where their fields are; 0 where __init__ would refuse them. */
static int order(const Layout *layout, PyObject *const *arguments, Py_ssize_t count, PyObject *names,
                 PyObject **values)
{
    Py_ssize_t place = 0;
    for (Py_ssize_t given = 0; given < count; place++) {
        if (place == layout->count)
            return 0;
        if (layout->fields[place].is_parameter)
            values[place] = arguments[given++];
    }
    for (Py_ssize_t named = 0; names != NULL && named < PyTuple_GET_SIZE(names); named++) {
        PyObject *name = PyTuple_GET_ITEM(names, named);
        for (place = 0; place < layout->count; place++) /* a name that was not interned is left to __init__ */
            if (layout->fields[place].name == name)
                break;
        if (place == layout->count || !layout->fields[place].is_parameter || values[place] != NULL)
            return 0;
        values[place] = arguments[count + named];
    }
    for (place = 0; place < layout->count; place++)
        if (layout->fields[place].is_parameter && values[place] == NULL && layout->fields[place].given == NULL &&
            layout->fields[place].factory == NULL)
            return 0;
    return 1;
}

static PyObject *filled(PyTypeObject *type, const Layout *layout, PyObject **values)
{
    static PyObject *post_init;
    PyObject *made = type->tp_alloc(type, 0);
    for (Py_ssize_t place = 0; made != NULL && place < layout->count; place++) {
        PyObject *value = values[place];
        if (!layout->fields[place].is_parameter)
            continue;
        if (value != NULL)
            Py_INCREF(value);
        else if (layout->fields[place].factory != NULL)
            value = PyObject_CallNoArgs(layout->fields[place].factory);
        else
            value = Py_NewRef(layout->fields[place].given);
        if (value == NULL)
            Py_CLEAR(made);
        else
            *(PyObject **)((char *)made + layout->fields[place].offset) = value;
    }
    if (made == NULL || !layout->has_post_init)
        return made;
    if (post_init == NULL && (post_init = PyUnicode_InternFromString("__post_init__")) == NULL)
        Py_CLEAR(made);
    PyObject *nothing = made ? PyObject_CallMethodNoArgs(made, post_init) : NULL;
    if (nothing == NULL)
        Py_CLEAR(made);
    Py_XDECREF(nothing);
    return made;
}

static PyObject *by_init(PyObject *type, PyObject *const *arguments, Py_ssize_t count, PyObject *names)
{
    PyObject *made = NULL, *row = PyTuple_New(count), *named = names ? PyDict_New() : NULL;
    if (row == NULL || (names != NULL && named == NULL))
        goto done;
    for (Py_ssize_t place = 0; place < count; place++)
        PyTuple_SET_ITEM(row, place, Py_NewRef(arguments[place]));
    for (Py_ssize_t place = 0; names != NULL && place < PyTuple_GET_SIZE(names); place++)
        if (PyDict_SetItem(named, PyTuple_GET_ITEM(names, place), arguments[count + place]) < 0)
            goto done;
    made = PyType_Type.tp_call(type, row, named);
done:
    Py_XDECREF(row);
    Py_XDECREF(named);
    return made;
}

static PyObject *make(PyObject *type, PyObject *const *arguments, size_t flags, PyObject *names)
{
    PyObject *values[MOST_FIELDS] = {NULL};
    Py_ssize_t count = PyVectorcall_NARGS(flags);
    Layout *layout = layout_of((PyTypeObject *)type);
    if (layout != NULL && order(layout, arguments, count, names, values))
        return filled((PyTypeObject *)type, layout, values);
    PyErr_Clear();
    return by_init(type, arguments, count, names);
}

PyObject *filled_by_init(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 3 || !PyType_Check(arguments[0]) ||
        ((PyTypeObject *)arguments[0])->tp_new != PyBaseObject_Type.tp_new ||
        (missing != NULL && (missing != arguments[1] || field_type != arguments[2])))
        NOT_MINE;
    missing = missing ? missing : Py_NewRef(arguments[1]);
    field_type = field_type ? field_type : Py_NewRef(arguments[2]);
    ((PyTypeObject *)arguments[0])->tp_vectorcall = make;
    Py_RETURN_NONE;
}
