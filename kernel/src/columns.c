/* The first step of text.itemise.items_of: the characters of a paragraph's parts, their classes and their boxes. */
#include "columns.h"

/* Boxes of which every sum is exact as long as every width is less than LONGEST (1.5 km). */
#define LONGEST ((int64_t)1 << 32)
#define MOST_BOXES ((Py_ssize_t)1 << 20)

static int read_parts(Columns *columns, PyObject *parts)
{
    columns->part_count = PyList_GET_SIZE(parts);
    columns->parts = PyMem_Calloc(columns->part_count, sizeof(Part));
    if (columns->parts == NULL) {
        PyErr_NoMemory();
        return FAILED;
    }
    for (Py_ssize_t number = 0; number < columns->part_count; number++) {
        PyObject *row = PyList_GET_ITEM(parts, number);
        Part *part = &columns->parts[number];
        if (!PyTuple_CheckExact(row) || PyTuple_GET_SIZE(row) != 2 || !PyUnicode_CheckExact(PyTuple_GET_ITEM(row, 0)))
            return NOT_MINE_NOW;
        part->text = Py_NewRef(PyTuple_GET_ITEM(row, 0));
        part->setting = Py_NewRef(PyTuple_GET_ITEM(row, 1));
        part->start = columns->count;
        part->end = columns->count += PyUnicode_GET_LENGTH(part->text);
        if (columns->count > MOST_BOXES)
            return NOT_MINE_NOW;
    }
    return DONE;
}

/* The text of all parts and its classes. */
static int join_parts(Columns *columns)
{
    if (columns->part_count == 1)
        columns->text = Py_NewRef(columns->parts[0].text);
    else {
        PyObject *texts = PyList_New(columns->part_count), *nothing = PyUnicode_New(0, 0);
        for (Py_ssize_t number = 0; texts != NULL && number < columns->part_count; number++)
            PyList_SET_ITEM(texts, number, Py_NewRef(columns->parts[number].text));
        columns->text = texts && nothing ? PyUnicode_Join(nothing, texts) : NULL;
        Py_XDECREF(texts);
        Py_XDECREF(nothing);
    }
    columns->letters = columns->text ? classes_of(columns->text, columns->rules->table) : NULL;
    if (columns->letters == NULL)
        return FAILED;
    if (!PyUnicode_CheckExact(columns->letters) || !PyUnicode_IS_ASCII(columns->letters) ||
        PyUnicode_GET_LENGTH(columns->letters) != columns->count)
        return NOT_MINE_NOW;
    columns->classes = PyUnicode_1BYTE_DATA(columns->letters);
    return memchr(columns->classes, 0, columns->count) ? NOT_MINE_NOW : DONE;
}

static int make_room(Columns *columns)
{
    size_t count = (size_t)columns->count + 1;
    /* Empty first: Python lets go of a half-made one by what its memory held before. */
    columns->breaks = PyByteArray_FromStringAndSize(NULL, 0);
    if (columns->breaks != NULL && PyByteArray_Resize(columns->breaks, (Py_ssize_t)count) < 0)
        return FAILED;
    columns->start_cuts = PyDict_New();
    columns->end_cuts = PyDict_New();
    columns->memory = PyMem_Calloc(count, 3 * sizeof(int64_t) + sizeof(PyObject *) + 2);
    if (columns->memory == NULL)
        PyErr_NoMemory();
    if (columns->breaks == NULL || columns->start_cuts == NULL || columns->end_cuts == NULL || columns->memory == NULL)
        return FAILED;
    columns->advances = columns->memory;
    columns->cuts = columns->advances + count;
    columns->gaps = columns->cuts + count;
    columns->glyphs = (PyObject **)(columns->gaps + count);
    columns->flexible = (unsigned char *)(columns->glyphs + count);
    columns->uses = columns->flexible + count;
    columns->set_breaks = (unsigned char *)PyByteArray_AS_STRING(columns->breaks);
    memset(columns->flexible, 1, count);
    columns->flexible[0] = columns->flexible[count - 1] = 0;
    return DONE;
}

/* Look up a part's boxes. */
static int look_up(Columns *columns, const Part *part)
{
    static Name name = {"boxes", NULL};
    PyObject *boxes = attribute_of(part->setting, &name);
    PyObject *capsule = boxes && PyDict_Check(boxes) ? kept_boxes(boxes) : NULL;
    KnownBoxes *known = capsule ? known_boxes(capsule) : NULL;
    int done = known ? DONE : PyErr_Occurred() ? FAILED : NOT_MINE_NOW;
    for (Py_ssize_t place = part->start; done == DONE && place < part->end; place++) {
        const Box *box = box_of(boxes, known, PyUnicode_READ_CHAR(columns->text, place));
        if (box == NULL) {
            done = PyErr_Occurred() ? FAILED : NOT_MINE_NOW;
            break;
        }
        columns->glyphs[place] = Py_NewRef(box->glyph);
        columns->advances[place] = box->width;
        columns->uses[place] = (unsigned char)box->use;
        if (Py_ABS(box->width) >= LONGEST)
            done = NOT_MINE_NOW;
    }
    Py_XDECREF(boxes);
    Py_XDECREF(capsule);
    return done;
}

/* A part's faces behind those of the parts before it, unless one of those has the same setting. */
static int add_faces(Columns *columns, Py_ssize_t number)
{
    static Name name = {"faces", NULL};
    Part *part = &columns->parts[number];
    for (Py_ssize_t other = 0; other < number; other++)
        if (columns->parts[other].setting == part->setting) {
            part->base = columns->parts[other].base;
            return DONE;
        }
    part->base = PyList_GET_SIZE(columns->faces);
    PyObject *faces = attribute_of(part->setting, &name);
    int is_set = faces != NULL && PyList_SetSlice(columns->faces, part->base, part->base, faces) == 0;
    Py_XDECREF(faces);
    return is_set ? DONE : FAILED;
}

/* Number the faces; only when all boxes and hyphens are looked up, which may be the first to use a face. */
static int number_faces(Columns *columns)
{
    columns->faces = PyList_New(0);
    if (columns->faces == NULL)
        return FAILED;
    for (Py_ssize_t number = 0; number < columns->part_count; number++) {
        const Part *part = &columns->parts[number];
        if (add_faces(columns, number) != DONE)
            return FAILED;
        for (Py_ssize_t place = part->start; part->base && place < part->end; place++) {
            if (columns->uses[place] + part->base > 0xff)
                return NOT_MINE_NOW;
            columns->uses[place] = (unsigned char)(columns->uses[place] + part->base);
        }
    }
    return DONE;
}

int open_columns(Columns *columns, PyObject *parts, const Rules *rules)
{
    static Name hyphen = {"hyphen", NULL};
    memset(columns, 0, sizeof(*columns));
    columns->rules = rules;
    if (!PyList_CheckExact(parts) || PyList_GET_SIZE(parts) == 0)
        return NOT_MINE_NOW;
    int done = read_parts(columns, parts);
    if (done == DONE)
        done = join_parts(columns);
    if (done == DONE)
        done = make_room(columns);
    for (Py_ssize_t number = 0; done == DONE && number < columns->part_count; number++)
        done = look_up(columns, &columns->parts[number]);
    for (Py_ssize_t number = 0; done == DONE && number < columns->part_count; number++) {
        Part *part = &columns->parts[number];
        if ((part->hyphen = attribute_of(part->setting, &hyphen)) == NULL)
            done = FAILED;
        else if (!PyTuple_CheckExact(part->hyphen) || PyTuple_GET_SIZE(part->hyphen) != 4)
            done = NOT_MINE_NOW;
    }
    return done == DONE ? number_faces(columns) : done;
}

void close_columns(Columns *columns)
{
    for (Py_ssize_t number = 0; columns->parts != NULL && number < columns->part_count; number++) {
        Py_XDECREF(columns->parts[number].text);
        Py_XDECREF(columns->parts[number].setting);
        Py_XDECREF(columns->parts[number].hyphen);
    }
    for (Py_ssize_t place = 0; columns->glyphs != NULL && place < columns->count; place++)
        Py_XDECREF(columns->glyphs[place]);
    Py_XDECREF(columns->text);
    Py_XDECREF(columns->letters);
    Py_XDECREF(columns->breaks);
    Py_XDECREF(columns->start_cuts);
    Py_XDECREF(columns->end_cuts);
    Py_XDECREF(columns->faces);
    PyMem_Free(columns->parts);
    PyMem_Free(columns->memory);
    PyMem_Free(columns->squeezes.gives);
    PyMem_Free(columns->stretches.gives);
}
