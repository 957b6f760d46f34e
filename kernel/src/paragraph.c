/* A paragraph's items read into arrays, and its lines made into records. */
#include "fields.h"
#include "paragraph.h"

/* Lengths (1.5 km) and boxes of which every sum is an int64 and, as a double, exact. */
#define LONGEST ((int64_t)1 << 32)
#define MOST_BOXES ((Py_ssize_t)1 << 20)

static int length(PyObject *object, int64_t *value)
{
    return exact(object, value) && *value > -LONGEST && *value < LONGEST;
}

static int read_tuple(PyObject *tuple, int64_t *numbers, Py_ssize_t count)
{
    if (!PyTuple_CheckExact(tuple) || PyTuple_GET_SIZE(tuple) != count)
        return 0;
    for (Py_ssize_t place = 0; place < count; place++)
        if (!length(PyTuple_GET_ITEM(tuple, place), &numbers[place]))
            return 0;
    return 1;
}

static int read_packed(PyObject *array, int64_t *numbers, Py_ssize_t count)
{
    Packed packed;
    int is_known = open_packed(array, &packed) && packed.count == count;
    for (Py_ssize_t place = 0; is_known && place < count; place++) {
        numbers[place] = packed.values[place];
        is_known = numbers[place] > -LONGEST && numbers[place] < LONGEST;
    }
    close_packed(&packed);
    return is_known;
}

static int read_cuts(PyObject *cuts, int64_t *numbers, Py_ssize_t count)
{
    PyObject *place, *cut;
    Py_ssize_t position = 0;
    int64_t box;
    if (!PyDict_CheckExact(cuts))
        return 0;
    while (PyDict_Next(cuts, &position, &place, &cut))
        if (!exact(place, &box) || box < 0 || box >= count || !length(cut, &numbers[box]))
            return 0;
    return 1;
}

/* Running sums of what the glue gives, as compose.firstfit.sums_of has them. */
static int read_gives(PyObject *gives, int64_t *sums, Py_ssize_t count)
{
    int64_t gap, amount;
    if (!PyTuple_CheckExact(gives) || PyTuple_GET_SIZE(gives) > MOST_BOXES)
        return 0;
    for (Py_ssize_t place = 0; place < PyTuple_GET_SIZE(gives); place++) {
        PyObject *give = PyTuple_GET_ITEM(gives, place);
        if (!PyTuple_Check(give) || PyTuple_GET_SIZE(give) != 3 || !exact(PyTuple_GET_ITEM(give, 0), &gap) ||
            !length(PyTuple_GET_ITEM(give, 1), &amount) || amount < 0 || gap < 0 ||
            gap > count)
            return 0;
        sums[gap + 1] += amount;
    }
    for (Py_ssize_t place = 0; place <= count; place++)
        sums[place + 1] += sums[place];
    return 1;
}

int read_number(PyObject *object, Name *name, int64_t *value)
{
    PyObject *number = attribute_of(object, name);
    if (number == NULL)
        return -1;
    int known = length(number, value);
    Py_DECREF(number);
    return known;
}

/* Small enough that its product with an em is an int64. */
static int per_mille(int64_t number) { return number >= 0 && number < 1 << 20; }

static int fill(Paragraph *read, PyObject *items, PyObject *spacing)
{
    static Name names[6] = {{"pens", NULL},     {"gaps", NULL},     {"start_cuts", NULL},
                            {"end_cuts", NULL}, {"squeezes", NULL}, {"hyphen", NULL}};
    static Name em = {"em", NULL}, shrink = {"han_gap_shrink", NULL}, stretch = {"han_gap_stretch", NULL};
    PyObject *found[6] = {NULL};
    Py_ssize_t count = read->count;
    int known = -1;
    for (int place = 0; place < 6; place++)
        if ((found[place] = attribute_of(items, &names[place])) == NULL)
            goto done;
    known = read_packed(found[0], read->pens, count + 1) && read_tuple(found[1], read->gaps, count + 1) &&
            read_cuts(found[2], read->start_cuts, count) && read_cuts(found[3], read->end_cuts, count) &&
            read_gives(found[4], read->squeezes, count) && PyTuple_CheckExact(found[5]) &&
            PyTuple_GET_SIZE(found[5]) == 4 && length(PyTuple_GET_ITEM(found[5], 1), &read->hyphen);
    for (Py_ssize_t place = 0; known && place <= count; place++)
        read->flexibles[place + 1] = read->flexibles[place] + read->flexible[place];
    if (known && (known = read_number(items, &em, &read->em)) == 1 &&
        (known = read_number(spacing, &shrink, &read->shrink)) == 1 &&
        (known = read_number(spacing, &stretch, &read->stretch)) == 1 &&
        (known = read->em >= 0 && per_mille(read->shrink) && per_mille(read->stretch))) {
        read->shrink = floored(read->em * read->shrink, 1000);
        read->wider = floored(read->em * (read->stretch * 3 / 2), 1000); /* compose.firstfit.RUNT_LOOSENESS */
        read->stretch = floored(read->em * read->stretch, 1000);
        known = read->shrink < LONGEST && read->wider < LONGEST;
    }
done:
    for (int place = 0; place < 6; place++)
        Py_XDECREF(found[place]);
    return known;
}

int open_paragraph(Paragraph *read, PyObject *items, PyObject *spacing)
{
    static Name names[4] = {{"classes", NULL}, {"breaks", NULL}, {"flexible", NULL}, {"text", NULL}};
    memset(read, 0, sizeof(*read));
    for (int place = 0; place < 4; place++)
        if ((read->held[place] = attribute_of(items, &names[place])) == NULL)
            return -1;
    PyObject *classes = read->held[0];
    if (!PyUnicode_CheckExact(classes) || !PyUnicode_IS_ASCII(classes) || !PyBytes_CheckExact(read->held[1]) ||
        !PyBytes_CheckExact(read->held[2]) || !PyUnicode_CheckExact(read->held[3]))
        return 0;
    Py_ssize_t count = read->count = PyUnicode_GET_LENGTH(classes);
    read->text = read->held[3];
    if (PyUnicode_GET_LENGTH(read->text) != count || PyBytes_GET_SIZE(read->held[1]) != count + 1 ||
        PyBytes_GET_SIZE(read->held[2]) != count + 1)
        return 0;
    read->classes = PyUnicode_1BYTE_DATA(classes);
    read->breaks = (const unsigned char *)PyBytes_AS_STRING(read->held[1]);
    read->flexible = (const unsigned char *)PyBytes_AS_STRING(read->held[2]);
    for (Py_ssize_t place = 0; place <= count; place++)
        if (read->breaks[place] >= BREAK_KINDS || (place < count && read->classes[place] == 0)) /* 0 ends them */
            return 0;
    if (count == 0 || count > MOST_BOXES || read->breaks[count] != FORCED_BREAK) /* so that every piece has an end */
        return 0;
    read->memory = PyMem_Calloc(6 * ((size_t)count + 2), sizeof(int64_t));
    if (read->memory == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    int64_t **columns[6] = {&read->pens,     &read->gaps,     &read->start_cuts,
                            &read->end_cuts, &read->squeezes, &read->flexibles};
    for (int column = 0; column < 6; column++)
        *columns[column] = read->memory + column * (count + 2);
    return fill(read, items, spacing);
}

void close_paragraph(Paragraph *read)
{
    for (int place = 0; place < 4; place++)
        Py_XDECREF(read->held[place]);
    PyMem_Free(read->memory);
}

int64_t *read_rooms(PyObject *rooms, Py_ssize_t *count)
{
    PyObject *row = PyTuple_Check(rooms) || PyList_Check(rooms) ? rooms : NULL;
    *count = row ? PySequence_Fast_GET_SIZE(row) : 0;
    if (*count == 0)
        return NULL;
    int64_t *found = PyMem_Malloc(*count * sizeof(int64_t));
    if (found == NULL)
        return (int64_t *)PyErr_NoMemory();
    for (Py_ssize_t place = 0; place < *count; place++)
        if (!length(PySequence_Fast_GET_ITEM(row, place), &found[place])) {
            PyMem_Free(found);
            return NULL;
        }
    return found;
}

int add_line(Lines *lines, Line line)
{
    if (lines->count == lines->size) {
        Py_ssize_t size = lines->size ? 2 * lines->size : 16;
        Line *more = PyMem_Realloc(lines->lines, size * sizeof(Line));
        if (more == NULL) {
            PyErr_NoMemory();
            return 0;
        }
        lines->lines = more;
        lines->size = size;
    }
    lines->lines[lines->count++] = line;
    return 1;
}

static PyObject *as_record(PyObject *type, const Line *line)
{
    static PyObject *endings[ENDINGS];
    if (endings[0] == NULL) {
        const char *names[ENDINGS] = {"justified", "last", "emergency", "overfull"};
        for (int place = ENDINGS - 1; place >= 0; place--)
            if ((endings[place] = PyUnicode_InternFromString(names[place])) == NULL)
                return NULL;
    }
    int64_t numbers[4] = {line->start, line->end, line->room, line->natural};
    PyObject *values[6] = {NULL}, *record = NULL;
    for (int place = 0; place < 4; place++)
        if ((values[place] = PyLong_FromLongLong(numbers[place])) == NULL)
            goto done;
    values[4] = endings[line->ending];
    values[5] = line->hyphen ? Py_True : Py_False;
    record = whole_record(type, values, 6);
done:
    for (int place = 0; place < 4; place++)
        Py_XDECREF(values[place]);
    return record;
}

PyObject *lines_as_records(Lines *lines)
{
    static PyObject *line_type;
    PyObject *type = ours(&line_type, "broadsheet.compose.line", "Line");
    PyObject *records = type ? PyTuple_New(lines->count) : NULL;
    for (Py_ssize_t place = 0; records != NULL && place < lines->count; place++) {
        PyObject *record = as_record(type, &lines->lines[place]);
        if (record == NULL)
            Py_CLEAR(records);
        else
            PyTuple_SET_ITEM(records, place, record);
    }
    PyMem_Free(lines->lines);
    lines->lines = NULL;
    return records;
}
