/* The twin of records.filled_by_init: instances of a record are made without calling its __init__ in Python.
 * What __init__ would refuse goes to __init__, which says why. */
#include "fields.h"
#include <structmember.h>

#define MOST_FIELDS 64

typedef struct {
    Py_ssize_t count;
    int has_post_init;
    PyObject *held; /* a list of what the fields point to: the class has it, where the collector finds it */
    struct {
        PyObject *name, *given, *factory; /* given and factory: NULL where there is none */
        Py_ssize_t offset;
        int is_parameter;
    } fields[];
} Layout;

static PyObject *missing, *field_type; /* records.MISSING and records.Field */

static void forget(PyObject *capsule) { PyMem_Free(PyCapsule_GetPointer(capsule, NULL)); }

/* An attribute as the layout holds it; NULL: an error is set. */
static PyObject *held(Layout *layout, PyObject *object, const char *name)
{
    PyObject *found = PyObject_GetAttrString(object, name);
    int is_held = found != NULL && PyList_Append(layout->held, found) == 0;
    Py_XDECREF(found);
    return is_held ? found : NULL;
}

/* What a field is filled with where nothing is given. */
static int read_default(Layout *layout, Py_ssize_t place, PyObject *said)
{
    layout->fields[place].is_parameter = 1;
    if (said == missing)
        return 1;
    if ((PyObject *)Py_TYPE(said) != field_type) {
        layout->fields[place].given = said;
        return PyList_Append(layout->held, said) == 0;
    }
    PyObject *init = held(layout, said, "init"), *given = init ? held(layout, said, "default") : NULL,
             *factory = given ? held(layout, said, "default_factory") : NULL;
    if (factory == NULL)
        return 0;
    layout->fields[place].given = given == missing ? NULL : given;
    layout->fields[place].factory = factory == missing ? NULL : factory;
    return (layout->fields[place].is_parameter = PyObject_IsTrue(init)) >= 0;
}

static int read_field(Layout *layout, Py_ssize_t place, PyTypeObject *type, PyObject *name, PyObject *said)
{
    PyObject *slot = PyObject_GetAttr((PyObject *)type, name);
    int known = slot != NULL && Py_TYPE(slot) == &PyMemberDescr_Type && PyList_Append(layout->held, name) == 0;
    if (known) {
        layout->fields[place].offset = ((PyMemberDescrObject *)slot)->d_member->offset;
        layout->fields[place].name = name;
        known = read_default(layout, place, said);
    }
    Py_XDECREF(slot);
    return known;
}

/* A class's layout as it is read of its fields; NULL where it has none of this kind. */
static Layout *read_layout(PyTypeObject *type, PyObject *fields, PyObject *kept)
{
    PyObject *name, *said;
    Py_ssize_t position = 0, place = 0, count = PyDict_GET_SIZE(fields);
    Layout *layout = PyMem_Calloc(1, sizeof(Layout) + count * sizeof(layout->fields[0]));
    if (layout == NULL)
        return NULL;
    PyObject *capsule = PyCapsule_New(layout, NULL, forget);
    if (capsule == NULL) {
        PyMem_Free(layout);
        return NULL;
    }
    PyTuple_SET_ITEM(kept, 0, capsule);
    PyTuple_SET_ITEM(kept, 1, layout->held = PyList_New(0));
    layout->count = count;
    layout->has_post_init = PyObject_HasAttrString((PyObject *)type, "__post_init__");
    int known = layout->held != NULL;
    while (known && place < count && PyDict_Next(fields, &position, &name, &said))
        known = read_field(layout, place++, type, name, said);
    return known && place == count ? layout : NULL;
}

/* A record's layout, kept with its class; NULL where it has none of this kind, maybe with an error. */
static Layout *layout_of(PyTypeObject *type)
{
    static PyObject *key, *fields_name;
    if (key == NULL)
        key = PyUnicode_InternFromString("_record_layout");
    if (fields_name == NULL)
        fields_name = PyUnicode_InternFromString("_record_fields");
    if (key == NULL || fields_name == NULL)
        return NULL;
    PyObject *kept = PyDict_GetItemWithError(type->tp_dict, key);
    if (kept != NULL)
        return PyCapsule_GetPointer(PyTuple_GET_ITEM(kept, 0), NULL);
    PyObject *fields = PyDict_GetItemWithError(type->tp_dict, fields_name);
    if (fields == NULL || !PyDict_Check(fields) || PyDict_GET_SIZE(fields) > MOST_FIELDS)
        return NULL;
    kept = PyTuple_New(2);
    Layout *layout = kept ? read_layout(type, fields, kept) : NULL;
    if (layout != NULL && PyObject_SetAttr((PyObject *)type, key, kept) < 0)
        layout = NULL;
    Py_XDECREF(kept);
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
        if (layout->fields[place].is_parameter && (values[place] = arguments[given++]) == missing)
            return 0; /* stands for the default in some, for itself in others */
    }
    for (Py_ssize_t named = 0; names != NULL && named < PyTuple_GET_SIZE(names); named++) {
        PyObject *name = PyTuple_GET_ITEM(names, named);
        for (place = 0; place < layout->count; place++) /* a name that was not interned is left to __init__ */
            if (layout->fields[place].name == name)
                break;
        if (place == layout->count || !layout->fields[place].is_parameter || values[place] != NULL)
            return 0;
        if ((values[place] = arguments[count + named]) == missing)
            return 0;
    }
    for (place = 0; place < layout->count; place++)
        if (layout->fields[place].is_parameter && values[place] == NULL && layout->fields[place].given == NULL &&
            layout->fields[place].factory == NULL)
            return 0;
    return 1;
}

/* An instance of values, those that are NULL by their defaults. */
static PyObject *filled_only(PyTypeObject *type, const Layout *layout, PyObject *const *values)
{
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
    return made;
}

static PyObject *filled(PyTypeObject *type, const Layout *layout, PyObject **values)
{
    static PyObject *post_init;
    PyObject *made = filled_only(type, layout, values);
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

PyObject *whole_record(PyObject *type, PyObject *const *values, Py_ssize_t count)
{
    static struct { /* of the last types, which are ours() and live as long as this does */
        PyObject *type;
        Layout *layout;
    } known[8], *found;
    found = &known[(uintptr_t)type / sizeof(void *) * 0x9E3779B97F4A7C15u >> 61];
    if (found->type != type) {
        found->layout = layout_of((PyTypeObject *)type);
        found->type = found->layout ? type : NULL;
    }
    const Layout *layout = found->layout;
    if (layout != NULL && layout->count == count)
        return filled_only((PyTypeObject *)type, layout, values);
    while (count > 0 && values[count - 1] == NULL)
        count--;
    return PyErr_Occurred() ? NULL : PyObject_Vectorcall(type, values, count, NULL);
}

PyObject *filled_by_init(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 3 || !PyType_CheckExact(arguments[0]) || /* a metaclass may have its own say */
        ((PyTypeObject *)arguments[0])->tp_new != PyBaseObject_Type.tp_new ||
        (missing != NULL && (missing != arguments[1] || field_type != arguments[2])))
        NOT_MINE;
    missing = missing ? missing : Py_NewRef(arguments[1]);
    field_type = field_type ? field_type : Py_NewRef(arguments[2]);
    ((PyTypeObject *)arguments[0])->tp_vectorcall = make;
    Py_RETURN_NONE;
}
