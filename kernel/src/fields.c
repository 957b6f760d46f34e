/* Fields of records, read by the places of their slots. */
#include "fields.h"

#include <structmember.h>

static int find_fields(Kind *kind)
{
    PyObject *type = NULL;
    if (ours(&type, kind->module, kind->name) == NULL)
        return FAILED;
    for (int number = 0; number < kind->count; number++) {
        PyObject *slot = PyObject_GetAttrString(type, kind->fields[number]);
        int is_slot = slot != NULL && Py_TYPE(slot) == &PyMemberDescr_Type;
        if (is_slot)
            kind->offsets[number] = ((PyMemberDescrObject *)slot)->d_member->offset;
        Py_XDECREF(slot);
        if (!is_slot) {
            Py_DECREF(type);
            return slot == NULL ? FAILED : NOT_MINE_NOW;
        }
    }
    kind->type = type;
    return DONE;
}

int read_fields(Kind *kind, PyObject *record, PyObject **values)
{
    int done = kind->type == NULL ? find_fields(kind) : DONE;
    if (done != DONE || (PyObject *)Py_TYPE(record) != kind->type)
        return done == DONE ? NOT_MINE_NOW : done;
    for (int number = 0; number < kind->count; number++)
        if ((values[number] = *(PyObject **)((char *)record + kind->offsets[number])) == NULL)
            return NOT_MINE_NOW;
    return DONE;
}
