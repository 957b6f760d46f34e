/* The twin of paint.pdf.textstate.show_runs: runs as operators, and the state after them. */
#include "fields.h"
#include "show.h"

typedef struct {
    PyObject *inks, *black;
    int64_t left, top;
    PyObject *font, *fill; /* owned */
    int64_t scale, spacing, x, y, leading;
    int overprint, is_level, is_black; /* overprint: -1 where nothing has been said of it */
    Settings settings;
    const Setting *setting; /* of the run that is being shown */
    char *out; /* the operators so far, a line feed behind each */
    size_t filled, room;
    char *work; /* room for the numbers of a run */
    Py_ssize_t longest;
} Shower;

static int reserve(Shower *shower, size_t more)
{
    if (shower->filled + more <= shower->room)
        return DONE;
    size_t room = 2 * (shower->filled + more);
    char *larger = PyMem_Realloc(shower->out, room);
    if (larger == NULL)
        return PyErr_NoMemory(), FAILED;
    shower->out = larger;
    shower->room = room;
    return DONE;
}

/* Some bytes, as far as there is an object of them, and a sign or a word behind them. */
static int put_bytes(Shower *shower, PyObject *bytes, const char *behind)
{
    size_t length = bytes == NULL ? 0 : (size_t)PyBytes_GET_SIZE(bytes), tail = strlen(behind);
    if (reserve(shower, length + tail) < 0)
        return FAILED;
    if (length)
        memcpy(shower->out + shower->filled, PyBytes_AS_STRING(bytes), length);
    memcpy(shower->out + shower->filled + length, behind, tail);
    shower->filled += length + tail;
    return DONE;
}

static int put_number(Shower *shower, int64_t value, int places, const char *behind)
{
    if (reserve(shower, LONGEST_NUMBER) < 0)
        return FAILED;
    shower->filled = (size_t)(put_decimal(shower->out + shower->filled, value, places) - shower->out);
    return put_bytes(shower, NULL, behind);
}

/* Font, Tz and ink of a run, where they are not those in force. */
static int set_state(Shower *shower, PyObject *colour)
{
    const Setting *setting = shower->setting;
    int is_same = PyObject_RichCompareBool(setting->font, shower->font, Py_EQ);
    if (is_same < 0)
        return FAILED;
    if (!is_same) {
        Py_SETREF(shower->font, Py_NewRef(setting->font));
        if (put_bytes(shower, setting->font, "\n") < 0)
            return FAILED;
    }
    if (shower->scale != setting->scale) {
        shower->scale = setting->scale;
        if (put_number(shower, setting->scale, 1, " Tz\n") < 0)
            return FAILED;
    }
    if ((is_same = PyObject_RichCompareBool(colour, shower->fill, Py_EQ)) < 0)
        return FAILED;
    if (!is_same) {
        Py_SETREF(shower->fill, Py_NewRef(colour));
        shower->is_black = PyObject_RichCompareBool(colour, shower->black, Py_EQ);
        PyObject *ink = shower->is_black < 0 ? NULL : PyObject_GetItem(shower->inks, colour);
        if (ink == NULL)
            return FAILED;
        int status = PyBytes_CheckExact(ink) ? put_bytes(shower, ink, "\n") : NOT_MINE_NOW;
        Py_DECREF(ink);
        if (status != DONE)
            return status;
    }
    int overprint = shower->is_black && setting->is_small;
    if (overprint != (shower->overprint > 0)) {
        shower->overprint = overprint;
        return put_bytes(shower, NULL, overprint ? "/G1 gs\n" : "/G0 gs\n");
    }
    return DONE;
}

/* Move to where a run begins: by the shortest operator, or by a matrix into and out of vertical lines. */
static int move_to(Shower *shower, int64_t x, int64_t y)
{
    int64_t right = x - shower->x, up = y - shower->y;
    shower->x = x;
    shower->y = y;
    if (!shower->is_level || !shower->setting->is_level) {
        shower->is_level = shower->setting->is_level;
        if (put_bytes(shower, shower->setting->turn, "") < 0 || put_number(shower, x, 3, " ") < 0)
            return FAILED;
        return put_number(shower, y, 3, " Tm");
    }
    if (right == 0 && up == 0)
        return put_bytes(shower, NULL, "0 0 Td");
    if (right == 0 && -up == shower->leading)
        return put_bytes(shower, NULL, "T*");
    if (put_number(shower, right, 3, " ") < 0)
        return FAILED;
    if (right == 0 && up < 0)
        shower->leading = -up;
    return put_number(shower, up, 3, right == 0 && up < 0 ? " TD" : " Td");
}

static int put_said(Shower *shower, PyObject *said)
{
    PyObject *encoded = PyUnicode_AsEncodedString(said, "utf-16-be", NULL);
    if (encoded == NULL)
        return FAILED;
    PyObject *hex = PyObject_CallMethod(encoded, "hex", NULL);
    Py_DECREF(encoded);
    PyObject *capital = hex == NULL ? NULL : PyObject_CallMethod(hex, "upper", NULL);
    Py_XDECREF(hex);
    PyObject *digits = capital == NULL ? NULL : PyUnicode_AsASCIIString(capital);
    Py_XDECREF(capital);
    if (digits == NULL)
        return FAILED;
    int status = put_bytes(shower, NULL, "/Span<</ActualText<FEFF");
    if (status == DONE)
        status = put_bytes(shower, digits, ">>>BDC\n");
    Py_DECREF(digits);
    return status;
}

/* The operators of a run whose codes are known. */
static int put_run(Shower *shower, PyObject *const *fields, PyObject *coded, PyObject *said)
{
    Py_ssize_t count = PyTuple_GET_SIZE(fields[GLYPHS]);
    if (count > shower->longest) {
        PyMem_Free(shower->work);
        shower->longest = 2 * count;
        shower->work = PyMem_Malloc((size_t)shower->longest * (2 * sizeof(int64_t) + sizeof(uint16_t)));
        if (shower->work == NULL)
            return PyErr_NoMemory(), FAILED;
    }
    int64_t *extras = (int64_t *)shower->work, *sorted = extras + shower->longest, spacing = shower->spacing, x, y;
    uint16_t *codes = (uint16_t *)(sorted + shower->longest);
    const int64_t *units = shower->setting->units;
    int status = read_run(shower->setting, fields, coded, codes, extras);
    if (status != DONE || (status = set_state(shower, fields[COLOUR])) != DONE)
        return status;
    if (!exact(fields[X], &x) || !exact(fields[BASELINE], &y) ||
        (count > 1 && !common_spacing(extras, count - 1, units[0], sorted, &spacing)))
        return NOT_MINE_NOW;
    if (spacing != shower->spacing) {
        shower->spacing = spacing;
        if (put_number(shower, spacing, 4, " Tc\n") < 0)
            return FAILED;
    }
    if ((said != NULL && put_said(shower, said) < 0) || move_to(shower, x + shower->left, shower->top - y) < 0 ||
        reserve(shower, (size_t)count * (4 + LONGEST_NUMBER) + 16) < 0)
        return FAILED;
    int64_t step = count > 1 ? spacing * units[0] : 0; /* of a single glyph's nobody asks, and it may be any */
    char *end = put_show(shower->out + shower->filled, codes, extras, count, step, units[1]);
    if (end == NULL)
        return NOT_MINE_NOW;
    shower->filled = (size_t)(end - shower->out);
    return put_bytes(shower, NULL, said == NULL ? "\n" : "\nEMC\n");
}

static int show_run(Shower *shower, PyObject *run)
{
    static Kind kind = {
        "broadsheet.tree.node", "GlyphRun", FIELDS,
        {"x", "baseline", "face", "size", "glyphs", "advances", "text", "colour", "condense", "writing"}, NULL, {0},
    };
    PyObject *fields[FIELDS], *coded = NULL, *said = NULL;
    int status = read_fields(&kind, run, fields);
    if (status == DONE && !(PyTuple_CheckExact(fields[GLYPHS]) && PyTuple_CheckExact(fields[ADVANCES]) &&
                            PyUnicode_Check(fields[TEXT])))
        status = NOT_MINE_NOW;
    if (status == DONE && PyTuple_GET_SIZE(fields[GLYPHS])) {
        status = find_setting(&shower->settings, fields, &shower->setting);
        if (status == DONE)
            status = codes_of_run(shower->setting, run, fields, &coded, &said);
        if (status == DONE)
            status = put_run(shower, fields, coded, said);
    }
    Py_XDECREF(coded);
    Py_XDECREF(said);
    return status;
}

static int read_state(Shower *shower, PyObject *state, PyObject *sheet)
{
    if (!PyTuple_Check(state) || PyTuple_GET_SIZE(state) != 9 || !PyTuple_Check(sheet) ||
        PyTuple_GET_SIZE(sheet) != 5 || !exact(PyTuple_GET_ITEM(state, 1), &shower->scale) ||
        !exact(PyTuple_GET_ITEM(state, 2), &shower->spacing) ||
        !read_truth(PyTuple_GET_ITEM(state, 5), &shower->is_level) || !exact(PyTuple_GET_ITEM(state, 6), &shower->x) ||
        !exact(PyTuple_GET_ITEM(state, 7), &shower->y) || !exact(PyTuple_GET_ITEM(state, 8), &shower->leading) ||
        !exact(PyTuple_GET_ITEM(sheet, 0), &shower->left) || !exact(PyTuple_GET_ITEM(sheet, 1), &shower->top))
        return NOT_MINE_NOW;
    if (!read_truth(PyTuple_GET_ITEM(state, 4), &shower->overprint)) {
        if (PyTuple_GET_ITEM(state, 4) != Py_None)
            return NOT_MINE_NOW;
        shower->overprint = -1;
    }
    shower->font = Py_NewRef(PyTuple_GET_ITEM(state, 0));
    shower->fill = Py_NewRef(PyTuple_GET_ITEM(state, 3));
    shower->settings.source = PyTuple_GET_ITEM(sheet, 2);
    shower->inks = PyTuple_GET_ITEM(sheet, 3);
    shower->black = PyTuple_GET_ITEM(sheet, 4);
    shower->is_black = PyObject_RichCompareBool(shower->fill, shower->black, Py_EQ);
    return shower->is_black < 0 ? FAILED : DONE;
}

static PyObject *result(const Shower *shower, PyObject *state, Py_ssize_t end)
{
    PyObject *overprint = shower->overprint < 0 ? Py_None : shower->overprint ? Py_True : Py_False;
    PyObject *after = PyObject_CallFunction((PyObject *)Py_TYPE(state), "OLLOOOLLL", shower->font,
                                            (long long)shower->scale, (long long)shower->spacing, shower->fill,
                                            overprint, shower->is_level ? Py_True : Py_False, (long long)shower->x,
                                            (long long)shower->y, (long long)shower->leading);
    Py_ssize_t length = (Py_ssize_t)shower->filled - (shower->filled > 0); /* no line feed at the end */
    return after == NULL ? NULL : Py_BuildValue("y#Nn", shower->out == NULL ? "" : shower->out, length, after, end);
}

static void forget(Shower *shower)
{
    forget_settings(&shower->settings);
    Py_XDECREF(shower->font);
    Py_XDECREF(shower->fill);
    PyMem_Free(shower->out);
    PyMem_Free(shower->work);
    PyMem_Free(shower);
}

PyObject *show_runs(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    int64_t start;
    if (count != 4 || !PyList_CheckExact(arguments[0]) || !exact(arguments[1], &start) || start < 0 ||
        start >= PyList_GET_SIZE(arguments[0]))
        NOT_MINE;
    Shower *shower = PyMem_Calloc(1, sizeof(Shower));
    if (shower == NULL)
        return PyErr_NoMemory();
    PyObject *nodes = arguments[0], *found = NULL;
    static PyObject *kind;
    int status = ours(&kind, "broadsheet.tree.node", "GlyphRun") == NULL ? FAILED : DONE;
    if (status == DONE)
        status = read_state(shower, arguments[2], arguments[3]);
    Py_ssize_t end = (Py_ssize_t)start;
    for (; status == DONE && end < PyList_GET_SIZE(nodes); end++) {
        PyObject *run = PyList_GET_ITEM(nodes, end);
        if ((PyObject *)Py_TYPE(run) != kind)
            break;
        Py_INCREF(run); /* what encodes it may change the list */
        status = show_run(shower, run);
        Py_DECREF(run);
    }
    if (status == DONE)
        found = result(shower, arguments[2], end);
    else if (status == NOT_MINE_NOW)
        found = Py_NewRef(Py_NotImplemented);
    forget(shower);
    return found;
}
