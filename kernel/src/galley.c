/* Twins over a galley's lines: compose.galley.lines_in_slots, makeup.fit.strains_of, makeup.story.body_groups. */
#include "fields.h"
#include "lines.h"

enum { SLOT, ITEMS, LINE, ALIGN, INDENT, ROLE, NUMBER, STRAIN, SHIFT, DRAWN };
enum { START, END, ROOM, NATURAL, ENDING };

static Kind set_line = {
    "broadsheet.compose.setline", "SetLine", 10,
    {"slot", "items", "line", "align", "indent", "role", "number", "strain", "shift", "drawn"}, NULL, {0},
};
static Kind fitted = {
    "broadsheet.compose.line", "Line", 5, {"start", "end", "room", "natural", "ending"}, NULL, {0},
};

PyObject *lines_in_slots(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    static PyObject *type;
    int64_t many;
    if (count != 5 || !PyTuple_CheckExact(arguments[0]) || !PyList_CheckExact(arguments[1]) ||
        !PyTuple_CheckExact(arguments[3]) || PyTuple_GET_SIZE(arguments[3]) != 3 || !PyTuple_CheckExact(arguments[4]) ||
        PyTuple_GET_SIZE(arguments[4]) != 3 || !exact(PyTuple_GET_ITEM(arguments[4], 0), &many))
        NOT_MINE;
    PyObject *lines = arguments[0], *slots = arguments[1], *how = arguments[3], *lefts = arguments[4];
    Py_ssize_t length = Py_MIN(PyTuple_GET_SIZE(lines), PyList_GET_SIZE(slots));
    PyObject *found = ours(&type, set_line.module, set_line.name) ? PyList_New(length) : NULL;
    for (Py_ssize_t place = 0; found != NULL && place < length; place++) {
        PyObject *values[10] = { /* the last three as in most lines */
            PyList_GET_ITEM(slots, place), arguments[2], PyTuple_GET_ITEM(lines, place), PyTuple_GET_ITEM(how, 0),
            PyTuple_GET_ITEM(lefts, place < many ? 1 : 2), PyTuple_GET_ITEM(how, 1), PyTuple_GET_ITEM(how, 2),
        };
        PyObject *line = whole_record(type, values, 10);
        if (line == NULL)
            Py_CLEAR(found);
        else
            PyList_SET_ITEM(found, place, line);
    }
    return found;
}

/* What glue gives between two boxes. 0 where it is not the kernel's. */
static int given_inside(PyObject *gives, int64_t start, int64_t end, int64_t *sum)
{
    int64_t gap, amount;
    *sum = 0;
    for (Py_ssize_t place = 0; place < PyTuple_GET_SIZE(gives); place++) {
        PyObject *give = PyTuple_GET_ITEM(gives, place);
        if (!PyTuple_Check(give) || PyTuple_GET_SIZE(give) != 3 || !exact(PyTuple_GET_ITEM(give, 0), &gap) ||
            !exact(PyTuple_GET_ITEM(give, 1), &amount))
            return 0;
        *sum += gap > start && gap < end ? amount : 0;
        if (*sum <= -EXACT || *sum >= EXACT)
            return 0;
    }
    return 1;
}

/* By how much a line is over its limits, as makeup.fit has it. */
static int strain_of(PyObject *items, int64_t start, int64_t end, int64_t slack, int64_t limit, int *strain)
{
    static Kind kind = {
        "broadsheet.text.items", "Items", 4, {"flexible", "em", "stretches", "squeezes"}, NULL, {0},
    };
    PyObject *said[4];
    int64_t em, flexible = 0, given;
    int done = read_fields(&kind, items, said);
    if (done != DONE)
        return done;
    PyObject *gives = said[slack > 0 ? 2 : 3];
    if (!PyBytes_CheckExact(said[0]) || !exact(said[1], &em) || Py_ABS(em) > EXACT >> 21 || start < 0 ||
        end < 0 || end > PyBytes_GET_SIZE(said[0]) || !PyTuple_CheckExact(gives))
        return NOT_MINE_NOW;
    for (int64_t place = start + 1; place < end; place++)
        flexible += PyBytes_AS_STRING(said[0])[place] != 0;
    int64_t each = floored(em * limit, 1000);
    if (flexible && Py_ABS(each) > EXACT / flexible)
        return NOT_MINE_NOW;
    int64_t over = Py_ABS(slack) - flexible * each;
    *strain = 0;
    if (over <= 0)
        return DONE;
    if (!given_inside(gives, start, end, &given))
        return NOT_MINE_NOW;
    if (over > given)
        *strain = slack > 0 ? 1 : -1;
    return DONE;
}

/* A style's two limits by the number of a paragraph: the loosest and the tightest, per mille of an em. */
static int read_limits(PyObject *limits, PyObject *number, int64_t *both)
{
    PyObject *pair = PyDict_GetItemWithError(limits, number);
    if (pair == NULL)
        return PyErr_Occurred() ? FAILED : NOT_MINE_NOW;
    int is_known = PyTuple_CheckExact(pair) && PyTuple_GET_SIZE(pair) == 2 &&
                   exact(PyTuple_GET_ITEM(pair, 0), &both[0]) && exact(PyTuple_GET_ITEM(pair, 1), &both[1]) &&
                   both[0] >= 0 && both[0] < 1 << 20 && both[1] >= 0 && both[1] < 1 << 20;
    return is_known ? DONE : NOT_MINE_NOW;
}

static int read_strain(PyObject *each, PyObject *limits, int *strain)
{
    static PyObject *body, *justified;
    PyObject *said[10], *line[5];
    int64_t numbers[4], both[2];
    if (ours(&body, "broadsheet.tree.node", "Role.BODY_LINE") == NULL ||
        ours(&justified, "broadsheet.model.style", "Align.JUSTIFIED") == NULL)
        return FAILED;
    int done = read_fields(&set_line, each, said);
    if (done == DONE)
        done = read_fields(&fitted, said[LINE], line);
    if (done != DONE)
        return done;
    for (int place = 0; place < 4; place++)
        if (!exact(line[place], &numbers[place]))
            return NOT_MINE_NOW;
    *strain = 0;
    if (!PyUnicode_CheckExact(line[ENDING]))
        return NOT_MINE_NOW;
    if (said[ROLE] != body || said[ALIGN] != justified ||
        PyUnicode_CompareWithASCIIString(line[ENDING], "justified") != 0)
        return DONE;
    if ((done = read_limits(limits, said[NUMBER], both)) != DONE)
        return done;
    int64_t slack = numbers[ROOM] - numbers[NATURAL];
    return strain_of(said[ITEMS], numbers[START], numbers[END], slack, both[slack > 0 ? 0 : 1], strain);
}

PyObject *strains_of(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 2 || !PyTuple_CheckExact(arguments[0]) || !PyDict_CheckExact(arguments[1]))
        NOT_MINE;
    PyObject *strains = PyList_New(PyTuple_GET_SIZE(arguments[0]));
    for (Py_ssize_t place = 0; strains != NULL && place < PyTuple_GET_SIZE(arguments[0]); place++) {
        int strain, done = read_strain(PyTuple_GET_ITEM(arguments[0], place), arguments[1], &strain);
        if (done == NOT_MINE_NOW) {
            Py_DECREF(strains);
            NOT_MINE;
        }
        PyObject *number = done == DONE ? PyLong_FromLong(strain) : NULL;
        if (number == NULL)
            Py_CLEAR(strains);
        else
            PyList_SET_ITEM(strains, place, number);
    }
    return strains;
}

/* A tree.node.LineFit, shared where it was made lately. */
static PyObject *fit_of(PyObject *const *line, PyObject *strain)
{
    static PyObject *type;
    static struct {
        int64_t natural, room, strain;
        PyObject *ending, *fit;
    } kept[1 << 12], *found;
    int64_t natural, room, over;
    if (!exact(line[NATURAL], &natural) || !exact(line[ROOM], &room) || !exact(strain, &over))
        return NULL;
    uint64_t hash = ((uint64_t)natural * 31 + (uint64_t)room + (uint64_t)over) * 0x9E3779B97F4A7C15u;
    found = &kept[hash >> 52];
    if (found->fit == NULL || found->natural != natural || found->room != room || found->strain != over ||
        found->ending != line[ENDING]) {
        PyObject *values[4] = {line[NATURAL], line[ROOM], line[ENDING], strain};
        PyObject *fit = ours(&type, "broadsheet.tree.node", "LineFit") ? whole_record(type, values, 4) : NULL;
        if (fit == NULL)
            return NULL;
        Py_XSETREF(found->ending, Py_NewRef(line[ENDING]));
        Py_XSETREF(found->fit, fit);
        found->natural = natural;
        found->room = room;
        found->strain = over;
    }
    return Py_NewRef(found->fit);
}

/* A line's group; NULL without an error where it is not the kernel's. */
static PyObject *group_of(PyObject *each, PyObject *slug)
{
    static PyObject *type;
    static Kind place = {
        "broadsheet.compose.slot", "LineSlot", 5, {"part", "leg", "x", "baseline", "page"}, NULL, {0},
    };
    PyObject *said[10], *slot[5], *line[5];
    int64_t x, baseline, indent, shift;
    if (read_fields(&set_line, each, said) != DONE || read_fields(&place, said[SLOT], slot) != DONE ||
        read_fields(&fitted, said[LINE], line) != DONE || !exact(slot[2], &x) || !exact(slot[3], &baseline) ||
        !exact(said[INDENT], &indent) || !exact(said[SHIFT], &shift) || !PyTuple_CheckExact(said[DRAWN]) ||
        PyTuple_GET_SIZE(said[DRAWN]) || ours(&type, "broadsheet.tree.node", "Group") == NULL)
        return NULL;
    PyObject *nodes = plain_runs(said[ITEMS], said[LINE], said[ALIGN], x + indent, baseline + shift);
    PyObject *level = nodes ? number_of(baseline) : NULL, *fit = level ? fit_of(line, said[STRAIN]) : NULL;
    PyObject *group = NULL;
    if (fit != NULL) {
        PyObject *values[9] = {said[ROLE], nodes, slug, slot[0], said[NUMBER], slot[1], slot[2], level, fit};
        group = whole_record(type, values, 9);
    }
    Py_XDECREF(nodes);
    Py_XDECREF(level);
    Py_XDECREF(fit);
    return group;
}

PyObject *body_groups(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    static PyObject *reference;
    if (count != 2 || !PyList_CheckExact(arguments[0]) || !PyUnicode_CheckExact(arguments[1]))
        NOT_MINE;
    PyObject *lines = arguments[0], *groups = PyList_New(0);
    for (Py_ssize_t place = 0; groups != NULL && place < PyList_GET_SIZE(lines); place++) {
        PyObject *line = Py_NewRef(PyList_GET_ITEM(lines, place)), *group = group_of(line, arguments[1]);
        if (group == NULL && !PyErr_Occurred() && ours(&reference, "broadsheet.makeup.story", "body_group"))
            group = PyObject_CallFunctionObjArgs(reference, line, arguments[1], NULL);
        if (group == NULL || PyList_Append(groups, group) < 0)
            Py_CLEAR(groups);
        Py_XDECREF(group);
        Py_DECREF(line);
    }
    return groups;
}
