/* compose.justify.fitted_advances: a line squeezed or stretched until it fills its room. */
#include "lines.h"

#define LETTER_SHARE 4

typedef struct {
    int64_t gap, amount, step;
} Give;

static int by_amount(const void *one, const void *other)
{
    const Give *a = one, *b = other;
    if (a->amount != b->amount)
        return a->amount < b->amount ? -1 : 1;
    return (a->gap > b->gap) - (a->gap < b->gap);
}

/* The gives of the gaps between start and end, in their order; -1 where one is not three numbers. */
static Py_ssize_t inside(PyObject *gives, int64_t start, int64_t end, Give *found)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t place = 0; place < PyTuple_GET_SIZE(gives); place++) {
        PyObject *give = PyTuple_GET_ITEM(gives, place);
        Give *next = &found[count];
        if (!PyTuple_Check(give) || PyTuple_GET_SIZE(give) != 3 || !exact(PyTuple_GET_ITEM(give, 0), &next->gap))
            return -1;
        if (next->gap >= end)
            break;
        if (next->gap <= start)
            continue;
        if (!exact(PyTuple_GET_ITEM(give, 1), &next->amount) || !exact(PyTuple_GET_ITEM(give, 2), &next->step))
            return -1;
        count++;
    }
    return count;
}

/* Let the places of one step move by equal amounts, each up to its limit; return what is left. */
static int64_t share(Give *places, Py_ssize_t count, int64_t left, int64_t *added)
{
    qsort(places, count, sizeof(Give), by_amount);
    for (Py_ssize_t place = 0; place < count; place++) {
        int64_t others = count - place;
        int64_t fair = left > 0 ? (left + others - 1) / others : -(-left / others);
        int64_t taken = places[place].amount < fair ? places[place].amount : fair;
        added[places[place].gap] += taken;
        left -= taken;
    }
    return left;
}

static int64_t count_of(const char *chosen, int64_t length)
{
    int64_t gaps = 0;
    for (int64_t gap = 1; gap < length; gap++)
        gaps += chosen[gap] != 0;
    return gaps;
}

/* Share an amount evenly among the gaps that are chosen. */
static void even(const char *chosen, int64_t length, int64_t amount, int64_t *added)
{
    int64_t gaps = count_of(chosen, length);
    int64_t each = gaps ? amount / gaps : 0, rest = gaps ? amount % gaps : 0;
    for (int64_t gap = 1; gap < length; gap++)
        if (chosen[gap])
            added[gap] += each + (rest-- > 0);
}

/* The gaps inside the words and figures of a line that are not chosen otherwise (text.borders.RIGID). */
static void choose_letters(const Py_UCS1 *classes, const char *others, int64_t length, char *chosen)
{
    for (int64_t gap = 1; gap < length; gap++)
        chosen[gap] = !others[gap] && strchr("LDAPR", classes[gap]) && strchr("LDAPR", classes[gap - 1]);
}

/* Share what is left among the flexible gaps and, over their own share, those that only give, and a quarter as much
 * to those between letters; without any flexible gap among those that give, or among all. The boxes of the line are
 * the first ones; giving and letters are room to work in. */
static void share_rest(const Glue *line, char *giving, char *letters, int64_t length, int64_t left, int64_t *added)
{
    int64_t gaps = count_of(line->flexible, length);
    if (gaps == 0) {
        if (count_of(giving, length) == 0)
            memset(giving, 1, length);
        even(giving, length, left, added);
        return;
    }
    int64_t first = line->own && line->own * gaps < left ? line->own * gaps : left;
    even(line->flexible, length, first, added);
    if (left == first)
        return;
    for (int64_t gap = 1; gap < length; gap++)
        giving[gap] |= line->flexible[gap];
    choose_letters(line->classes, giving, length, letters);
    int64_t others = count_of(letters, length);
    int64_t each = (left - first) / (LETTER_SHARE * count_of(giving, length) + others);
    even(letters, length, each * others, added);
    even(giving, length, left - first - each * others, added);
}

/* What is added to the glue before each box of a line, all of one sign. */
static int adjust(const Glue *glue, int64_t start, int64_t length, int64_t left, int64_t *added)
{
    PyObject *gives = glue->gives;
    Give *waiting = PyMem_Calloc(PyTuple_GET_SIZE(gives) + 1, 2 * sizeof(Give));
    char *giving = PyMem_Calloc(length + 1, 2);
    if (waiting == NULL || giving == NULL) {
        PyMem_Free(waiting);
        PyMem_Free(giving);
        return 0;
    }
    Give *places = waiting + PyTuple_GET_SIZE(gives) + 1;
    Py_ssize_t count = inside(gives, start, start + length, waiting);
    int is_mine = count >= 0;
    for (Py_ssize_t place = 0; glue->own && place < count; place++)
        giving[waiting[place].gap - start] = !glue->flexible[waiting[place].gap];
    while (is_mine && count > 0 && left > 0) {
        int64_t step = waiting[0].step;
        for (Py_ssize_t place = 1; place < count; place++)
            step = waiting[place].step < step ? waiting[place].step : step;
        Py_ssize_t chosen = 0, kept = 0;
        for (Py_ssize_t place = 0; place < count; place++) {
            if (waiting[place].amount < 0)
                is_mine = 0;
            waiting[place].step == step ? (places[chosen++] = waiting[place]) : (waiting[kept++] = waiting[place]);
        }
        for (Py_ssize_t place = 0; place < chosen; place++)
            places[place].gap -= start;
        count = kept;
        if (is_mine)
            left = share(places, chosen, left, added);
    }
    if (is_mine && left > 0)
        share_rest(&(Glue){glue->flexible + start, gives, glue->own, glue->classes + start}, giving,
                   giving + length + 1, length, left, added);
    PyMem_Free(waiting);
    PyMem_Free(giving);
    return is_mine;
}

int fitted_row(const int64_t *steps, const Glue *glue, int64_t start, int64_t length, int64_t need, int64_t *row)
{
    int64_t sign = need < 0 ? -1 : 1;
    for (int64_t place = 0; place < length; place++) {
        row[place] = steps[start + place];
        if (row[place] <= -EXACT || row[place] >= EXACT)
            return 0;
    }
    if (need == 0 || length < 2)
        return 1;
    int64_t *added = PyMem_Calloc(length + 1, sizeof(int64_t));
    int is_mine = added != NULL && adjust(glue, start, length, sign * need, added);
    for (int64_t place = 1; is_mine && place < length; place++)
        row[place - 1] += sign * added[place];
    PyMem_Free(added);
    return is_mine;
}
