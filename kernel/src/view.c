/* The twin of preflight.critic.view.lines_of: level lines as the critic sees them. */
#include "fields.h"

enum { ROLE, NODES, LEG, X, BASELINE, FIT };

/* A preflight.critic.view.TextLine. */
static PyObject *text_line(PyObject *page, PyObject *group, const int64_t *box)
{
    static PyObject *type;
    if (ours(&type, "broadsheet.preflight.critic.view", "TextLine") == NULL)
        return NULL;
    PyObject *made = ((PyTypeObject *)type)->tp_alloc((PyTypeObject *)type, 7);
    if (made == NULL)
        return NULL;
    forget_hash(made);
    PyTuple_SET_ITEM(made, 0, Py_NewRef(page));
    PyTuple_SET_ITEM(made, 1, Py_NewRef(group));
    PyTuple_SET_ITEM(made, 6, Py_NewRef(Py_False));
    for (int side = 0; side < 4; side++) {
        PyObject *number = number_of(box[side]);
        if (number == NULL) {
            Py_DECREF(made);
            return NULL;
        }
        PyTuple_SET_ITEM(made, 2 + side, number);
    }
    return made;
}

/* Where a group's line begins and how wide its room is. NOT_MINE_NOW for what is not level, or of no room. */
static int measure(PyObject *const *group, PyObject *body, int64_t *box)
{
    static PyObject *level;
    static Kind runs = {"broadsheet.tree.node", "GlyphRun", 2, {"x", "writing"}, NULL, {0}};
    static Kind fits = {"broadsheet.tree.node", "LineFit", 1, {"measure"}, NULL, {0}};
    PyObject *run[2], *room;
    int64_t x;
    if (ours(&level, "broadsheet.geometry", "Writing.HORIZONTAL") == NULL)
        return FAILED;
    int done = read_fields(&runs, PyTuple_GET_ITEM(group[NODES], 0), run);
    if (done == DONE)
        done = read_fields(&fits, group[FIT], &room);
    if (done != DONE)
        return done;
    if (run[1] != level || !exact(run[0], &x) || !exact(group[X], &box[0]) || !exact(group[BASELINE], &box[1]) ||
        !exact(room, &box[2]))
        return NOT_MINE_NOW;
    if (x > box[0] && group[ROLE] == body)
        box[0] = x;
    box[2] = Py_MAX(0, box[2]);
    return DONE;
}

static int is_left_out(PyObject *role, PyObject *without)
{
    for (Py_ssize_t place = 0; place < PyTuple_GET_SIZE(without); place++)
        if (PyTuple_GET_ITEM(without, place) == role)
            return 1;
    return 0;
}

static int add_line_of(PyObject *lines, PyObject *node, PyObject *const *arguments, int64_t em)
{
    static PyObject *body;
    static Kind groups = {
        "broadsheet.tree.node", "Group", 6, {"role", "nodes", "leg", "x", "baseline", "fit"}, NULL, {0},
    };
    PyObject *group[6];
    int64_t leg, box[4] = {0, 0, 0, em};
    if (ours(&body, "broadsheet.tree.node", "Role.BODY_LINE") == NULL)
        return FAILED;
    int done = read_fields(&groups, node, group);
    if (done == NOT_MINE_NOW && groups.type != NULL && (PyObject *)Py_TYPE(node) != groups.type)
        return PyObject_TypeCheck(node, (PyTypeObject *)groups.type) ? NOT_MINE_NOW : DONE; /* no group */
    if (done != DONE)
        return done;
    if (!exact(group[LEG], &leg) || !PyTuple_CheckExact(group[NODES]))
        return NOT_MINE_NOW;
    if (leg < 0 || is_left_out(group[ROLE], arguments[3]) || PyTuple_GET_SIZE(group[NODES]) == 0)
        return DONE;
    done = measure(group, body, box);
    if (done != DONE)
        return done;
    box[1] -= floored(em * 88, 100);
    PyObject *line = text_line(arguments[1], node, box);
    int is_added = line != NULL && PyList_Append(lines, line) == 0;
    Py_XDECREF(line);
    return is_added ? DONE : FAILED;
}

PyObject *lines_of(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    int64_t em;
    if (count != 4 || !PyTuple_CheckExact(arguments[0]) || !PyLong_CheckExact(arguments[1]) ||
        !exact(arguments[2], &em) || Py_ABS(em) > EXACT / 88 || !PyTuple_CheckExact(arguments[3]))
        NOT_MINE;
    PyObject *lines = PyList_New(0);
    for (Py_ssize_t place = 0; lines != NULL && place < PyTuple_GET_SIZE(arguments[0]); place++) {
        int done = add_line_of(lines, PyTuple_GET_ITEM(arguments[0], place), arguments, em);
        if (done == NOT_MINE_NOW) {
            Py_DECREF(lines);
            NOT_MINE;
        }
        if (done == FAILED)
            Py_CLEAR(lines);
    }
    return lines;
}
