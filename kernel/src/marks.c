/* text.marks.set_marks and text.dashes.join_dashes over columns: what becomes of marks. */
#include "columns.h"

#define KEPT 512
#define MOST_GIVES 2

static const char kind[] = "broadsheet_kernel.effects";

/* What becomes of a mark, as text.marks.Effect has it, and all that it depends on. */
typedef struct {
    uint64_t around; /* the character, its class and those beside it, whether it shares an em, and 1 */
    int64_t advance, narrower, cut, start_cut, end_cut;
    int64_t gives[MOST_GIVES][3];
    int give_count;
} Effect;

static void forget(PyObject *capsule) { PyMem_Free(PyCapsule_GetPointer(capsule, kind)); }

/* The key by which the reference knows an effect. */
static PyObject *key_of(const Columns *columns, Py_ssize_t place, int is_paired)
{
    const Py_UCS1 *classes = columns->classes;
    char around[4] = {(char)(place ? classes[place - 1] : 0), (char)classes[place],
                      (char)(place + 1 < columns->count ? classes[place + 1] : 0)};
    PyObject *character = PyUnicode_Substring(columns->text, place, place + 1);
    PyObject *letters = PyUnicode_FromStringAndSize(around, 3);
    PyObject *advance = PyLong_FromLongLong(columns->advances[place]);
    PyObject *key = character && letters && advance
                        ? PyTuple_Pack(4, character, letters, advance, is_paired ? Py_True : Py_False)
                        : NULL;
    Py_XDECREF(character);
    Py_XDECREF(letters);
    Py_XDECREF(advance);
    return key;
}

static int read_gives(PyObject *gives, Effect *effect)
{
    if (!PyTuple_CheckExact(gives) || PyTuple_GET_SIZE(gives) > MOST_GIVES)
        return 0;
    effect->give_count = (int)PyTuple_GET_SIZE(gives);
    for (int number = 0; number < effect->give_count; number++) {
        PyObject *give = PyTuple_GET_ITEM(gives, number);
        if (!PyTuple_Check(give) || PyTuple_GET_SIZE(give) != 3)
            return 0;
        for (int part = 0; part < 3; part++)
            if (!exact(PyTuple_GET_ITEM(give, part), &effect->gives[number][part]))
                return 0;
        if (effect->gives[number][0] < 0 || effect->gives[number][0] > 1)
            return 0;
    }
    return 1;
}

/* Ask the reference what becomes of a mark. */
static int read_effect(const Columns *columns, PyObject *effects, Py_ssize_t place, int is_paired, Effect *effect)
{
    PyObject *key = key_of(columns, place, is_paired), *said = key ? PyObject_GetItem(effects, key) : NULL;
    int done = said == NULL ? FAILED : DONE;
    int64_t *parts[4] = {&effect->narrower, &effect->cut, &effect->start_cut, &effect->end_cut};
    if (done == DONE && (!PyTuple_Check(said) || PyTuple_GET_SIZE(said) != 5))
        done = NOT_MINE_NOW;
    for (int part = 0; done == DONE && part < 4; part++)
        if (!exact(PyTuple_GET_ITEM(said, part), parts[part]))
            done = NOT_MINE_NOW;
    if (done == DONE && !read_gives(PyTuple_GET_ITEM(said, 4), effect))
        done = NOT_MINE_NOW;
    Py_XDECREF(key);
    Py_XDECREF(said);
    return done;
}

static int set_cut(PyObject *cuts, Py_ssize_t place, int64_t cut)
{
    if (cut == 0)
        return DONE;
    PyObject *key = PyLong_FromSsize_t(place), *value = PyLong_FromLongLong(cut);
    int is_set = key != NULL && value != NULL && PyDict_SetItem(cuts, key, value) == 0;
    Py_XDECREF(key);
    Py_XDECREF(value);
    return is_set ? DONE : FAILED;
}

static int set_mark(Columns *columns, PyObject *effects, Effect *kept, Py_ssize_t place, int is_paired)
{
    const Py_UCS1 *classes = columns->classes;
    uint64_t before = place ? classes[place - 1] : 0, after = place + 1 < columns->count ? classes[place + 1] : 0;
    uint64_t around = (uint64_t)PyUnicode_READ_CHAR(columns->text, place) << 23 | before << 16 |
                      (uint64_t)classes[place] << 9 | after << 2 | (uint64_t)is_paired << 1 | 1;
    int64_t advance = columns->advances[place];
    Effect *effect = &kept[((around ^ (uint64_t)advance << 32) * 0x9E3779B97F4A7C15u) >> 55];
    if (effect->around != around || effect->advance != advance) {
        Effect read = {.around = around, .advance = advance};
        int done = read_effect(columns, effects, place, is_paired, &read);
        if (done != DONE)
            return done;
        *effect = read;
    }
    columns->advances[place] -= effect->narrower;
    columns->cuts[place] = effect->cut;
    if (set_cut(columns->start_cuts, place, effect->start_cut) != DONE ||
        set_cut(columns->end_cuts, place, effect->end_cut) != DONE)
        return FAILED;
    for (int number = 0; number < effect->give_count; number++) {
        const int64_t *give = effect->gives[number];
        if (add_give(&columns->squeezes, place + give[0], give[1], give[2]) != DONE)
            return FAILED;
    }
    return DONE;
}

/* Whether a box is a mark that has an effect. */
static int is_mark(const Columns *columns, Py_ssize_t place)
{
    PyObject *own = columns->rules->own;
    if (strchr("ocpnfxi", columns->classes[place]))
        return 1;
    return PyUnicode_GET_LENGTH(own) > 0 &&
           PyUnicode_FindChar(own, PyUnicode_READ_CHAR(columns->text, place), 0, PyUnicode_GET_LENGTH(own), 1) >= 0;
}

/* The marks of a part. *row is where the exclamations that stand at a place, or end before it, begin: the first and
 * second of a row share an em, the third and fourth. */
static int set_part(Columns *columns, const Part *part, Py_ssize_t *row)
{
    static PyObject *function;
    const Py_UCS1 *classes = columns->classes;
    if (ours(&function, "broadsheet.text.marks", "effects_of") == NULL)
        return FAILED;
    PyObject *effects = NULL, *capsule = NULL;
    int done = DONE, has_own = PyUnicode_GET_LENGTH(columns->rules->own) > 0;
    for (Py_ssize_t place = part->start; done == DONE && place < part->end; place++) {
        if (classes[place] != 'x')
            *row = place + 1;
        if ((classes[place] == 'H' && !has_own) || !is_mark(columns, place))
            continue;
        if (effects == NULL) {
            effects = PyObject_CallFunctionObjArgs(function, part->setting, columns->rules->marks, NULL);
            capsule = effects ? kept_with(effects, kind, KEPT * sizeof(Effect), forget) : NULL;
            if (capsule == NULL)
                done = PyErr_Occurred() ? FAILED : NOT_MINE_NOW;
        }
        int is_second = (place - *row) % 2, is_joined = place + 1 < columns->count && classes[place + 1] == 'x';
        int is_paired = columns->rules->is_paired && classes[place] == 'x' && (is_second || is_joined);
        if (done == DONE)
            done = set_mark(columns, effects, PyCapsule_GetPointer(capsule, kind), place, is_paired);
    }
    Py_XDECREF(effects);
    Py_XDECREF(capsule);
    return done;
}

int set_marks(Columns *columns)
{
    Py_ssize_t row = 0;
    int done = DONE;
    for (Py_ssize_t number = 0; done == DONE && number < columns->part_count; number++)
        done = set_part(columns, &columns->parts[number], &row);
    return done;
}

static int join_pair(Columns *columns, Py_ssize_t first, PyObject *setting)
{
    static PyObject *function;
    int64_t joined[3];
    if (ours(&function, "broadsheet.text.dashes", "joined_dashes") == NULL)
        return FAILED;
    PyObject *dash = PyUnicode_Substring(columns->text, first, first + 1);
    PyObject *said = dash ? PyObject_CallFunction(function, "OLOL", dash, columns->advances[first], setting,
                                                  columns->rules->em)
                          : NULL;
    int done = said == NULL ? FAILED : DONE;
    if (said != NULL && said != Py_None) {
        if (!PyTuple_CheckExact(said) || PyTuple_GET_SIZE(said) != 3)
            done = NOT_MINE_NOW;
        for (int part = 0; done == DONE && part < 3; part++)
            if (!exact(PyTuple_GET_ITEM(said, part), &joined[part]))
                done = NOT_MINE_NOW;
        if (done == DONE) {
            columns->advances[first] = columns->advances[first + 1] = joined[0];
            columns->cuts[first] = joined[1];
            columns->cuts[first + 1] = joined[2];
        }
    }
    Py_XDECREF(dash);
    Py_XDECREF(said);
    return done;
}

int join_dashes(Columns *columns)
{
    int done = DONE;
    for (Py_ssize_t first = 0; done == DONE && first + 1 < columns->count; first++) {
        if (columns->classes[first] != 'm' || columns->classes[first + 1] != 'm')
            continue;
        if (PyUnicode_READ_CHAR(columns->text, first) == PyUnicode_READ_CHAR(columns->text, first + 1))
            for (Py_ssize_t number = 0; done == DONE && number < columns->part_count; number++)
                if (columns->parts[number].start <= first && first + 1 < columns->parts[number].end)
                    done = join_pair(columns, first, columns->parts[number].setting);
        first++;
    }
    return done;
}
