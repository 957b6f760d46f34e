/* What characters are set with, kept where it was asked for before. */
#include "columns.h"

#define PAGES 0x1100

static const char kind[] = "broadsheet_kernel.boxes";

/* Boxes that were asked for, by character, in pages that are made when they are needed. */
struct KnownBoxes {
    Box *pages[PAGES];
};

KnownBoxes *known_boxes(PyObject *capsule) { return PyCapsule_GetPointer(capsule, kind); }

static void forget(PyObject *capsule)
{
    KnownBoxes *known = known_boxes(capsule);
    for (int page = 0; known != NULL && page < PAGES; page++) {
        for (int place = 0; known->pages[page] != NULL && place < 0x100; place++)
            Py_XDECREF(known->pages[page][place].glyph);
        PyMem_Free(known->pages[page]);
    }
    PyMem_Free(known);
}

PyObject *kept_boxes(PyObject *boxes) { return kept_with(boxes, kind, sizeof(KnownBoxes), forget); }

/* Read what the setting says of a character. 1: read, with a reference to its glyph. */
static int read_box(PyObject *boxes, Py_UCS4 code, Box *box)
{
    int64_t use;
    PyObject *character = PyUnicode_FromOrdinal((int)code);
    PyObject *said = character ? PyObject_GetItem(boxes, character) : NULL; /* worked out when first asked for */
    int is_read = said != NULL && PyTuple_Check(said) && PyTuple_GET_SIZE(said) == 3 &&
                  PyLong_CheckExact(PyTuple_GET_ITEM(said, 0)) && exact(PyTuple_GET_ITEM(said, 1), &box->width) &&
                  exact(PyTuple_GET_ITEM(said, 2), &use) && use >= 0 && use < 0x100;
    if (is_read) {
        box->glyph = Py_NewRef(PyTuple_GET_ITEM(said, 0));
        box->use = (int)use;
    }
    Py_XDECREF(character);
    Py_XDECREF(said);
    return is_read;
}

const Box *box_of(PyObject *boxes, KnownBoxes *known, Py_UCS4 code)
{
    Box *page = known->pages[code >> 8], read;
    if (page != NULL && page[code & 0xff].glyph != NULL)
        return &page[code & 0xff];
    if (!read_box(boxes, code, &read))
        return NULL;
    if ((page = known->pages[code >> 8]) == NULL) /* it may have been made meanwhile */
        page = known->pages[code >> 8] = PyMem_Calloc(0x100, sizeof(Box));
    if (page == NULL) {
        Py_DECREF(read.glyph);
        PyErr_NoMemory();
        return NULL;
    }
    PyObject *old = page[code & 0xff].glyph;
    page[code & 0xff] = read;
    Py_XDECREF(old);
    return &page[code & 0xff];
}
