/* The twin of compose.optimumfit.optimum_fit: the search of compose.leastcost for the cheapest way. */
#include "search.h"

#define MOST_DELAY 8

static const double allowances[3] = {6.0, 40.0, INFINITY};

static void clear(int64_t *layer, int64_t start, int64_t end)
{
    for (int64_t place = start; place <= end; place++)
        layer[place] = -1;
}

/* Let go of the ways to breaks that come there many lines later than the first did. */
static void keep_early(Search *search, int64_t *layer, int64_t start, int64_t end, int64_t number)
{
    for (int64_t place = start; place <= end; place++) {
        if (layer[place] >= 0 && search->firsts[place] < 0)
            search->firsts[place] = number;
        if (layer[place] >= 0 && number > search->firsts[place] + MOST_DELAY)
            layer[place] = -1;
    }
}

/* The cheapest way within a budget, as its last node; -1 where there is none. */
static int64_t cheapest(Search *search, int64_t start, int64_t number, Piece piece, const Budget *budget)
{
    int64_t best = -1, first = start, furthest = start; /* the layer has no nodes before and behind these */
    int64_t *layer = search->layer, *following = search->following;
    search->used = 0;
    clear(layer, start, piece.end);
    clear(following, start, piece.end);
    clear(search->firsts, start, piece.end);
    if ((layer[start] = add_node(search, (Node){0.0, FAIR, start, number, -1})) < 0)
        return -1;
    for (; number <= search->last_change && first <= furthest; number++) {
        search->furthest = first;
        for (int64_t place = first; place <= furthest; place++) {
            if (layer[place] >= 0)
                extend(search, layer[place], following, piece, room_of(search, number), budget);
            layer[place] = -1; /* it is the layer behind the next */
        }
        furthest = search->furthest;
        if (budget->beyond)
            keep_early(search, following, first, furthest, number + 1);
        int64_t last = following[piece.end], *swapped = layer;
        if (last >= 0 && (best < 0 || search->pool[last].cost < search->pool[best].cost))
            best = last;
        following[piece.end] = -1;
        layer = following;
        following = swapped;
        while (first <= furthest && layer[first] < 0)
            first++;
    }
    for (int64_t place = first; place < piece.end; place++)
        if (layer[place] >= 0)
            extend(search, layer[place], layer, piece, room_of(search, number), budget);
    int64_t last = layer[piece.end];
    if (last >= 0 && (best < 0 || search->pool[last].cost < search->pool[best].cost))
        best = last;
    return best >= 0 && search->pool[best].cost <= budget->most ? best : -1;
}

/* A limit on the cost of a whole way, as compose.leastcost._budget has it. */
static Budget budget_of(const Search *search, int64_t widest, int64_t end, double most)
{
    double rate = LINE_COST / (double)(widest + 3 * search->items.em);
    if (search->has_runs_of_spaces)
        rate = 0.0;
    return (Budget){most, most + LINE_COST - rate * (double)(search->left[end] - search->give[end]), rate, 0};
}

static int64_t cheapest_way(Search *search, int64_t start, int64_t number, Piece piece)
{
    int64_t widest = 1, found = -1;
    for (int64_t room = 0; room <= search->last_room; room++)
        widest = search->rooms[room] > widest ? search->rooms[room] : widest;
    int64_t least =
        search->left[piece.end] - search->give[piece.end] - search->left[start] + search->give[start + 1];
    double lines = 1 + (double)(least > 0 ? least : 0) / (double)widest;
    for (int allowance = 0; allowance < 3 && found < 0 && !search->failed; allowance++) {
        Budget budget = budget_of(search, widest, piece.end, lines * (LINE_COST + allowances[allowance]));
        found = cheapest(search, start, number, piece, &budget);
    }
    if (!search->failed && found < 0) {
        const Budget everything = {INFINITY, INFINITY, 0.0, 1};
        found = cheapest(search, start, number, piece, &everything);
    }
    return search->failed ? -1 : found;
}

/* The lines of a way, in order; the piece is the one that the way's last break ends. */
static int trace(const Search *search, int64_t last, Piece piece, Lines *lines)
{
    Py_ssize_t first = lines->count;
    for (int64_t node = last; search->pool[node].before >= 0; node = search->pool[node].before) {
        const Node *end = &search->pool[node], *begin = &search->pool[end->before];
        int64_t start = content_start(&search->items, begin->place), room = room_of(search, begin->number);
        Line line;
        if (end->cost - begin->cost > EMERGENCY_COST / 2)
            next_line(&search->items, start, piece, room, &line);
        else
            line = fitted_line(&search->items, start, end->place, room);
        if (!add_line(lines, line))
            return 0;
    }
    for (Line *low = lines->lines + first, *high = lines->lines + lines->count - 1; low < high; low++, high--) {
        Line swapped = *low;
        *low = *high;
        *high = swapped;
    }
    return 1;
}

static int ends_in_runt(const Paragraph *items, const Lines *lines, Py_ssize_t first)
{
    const Line *last = &lines->lines[lines->count - 1];
    return lines->count - first > 1 && is_runt(items, last->start, last->end);
}

/* Exchange what lines may take for what they may to spare a runt, and back. */
static void swap_limits(Search *search)
{
    int64_t *take = search->take, stretch = search->items.stretch;
    search->take = search->wider;
    search->wider = take;
    search->items.stretch = search->items.wider;
    search->items.wider = stretch;
}

/* The lines of a piece, behind those before it. 1: done; 0: not the kernel's; -1: no memory. */
static int break_piece(Search *search, int64_t start, Py_ssize_t number, Piece piece, Lines *lines)
{
    int64_t found = cheapest_way(search, start, number, piece);
    if (found < 0)
        return search->failed ? -1 : 0;
    return trace(search, found, piece_of(&search->items, search->pool[found].place - 1), lines) ? 1 : -1;
}

/* Set a piece that ends in a runt again, with wider limits; it stays as it was where that spares none. */
static int spare_runt(Search *search, int64_t start, Py_ssize_t first, Piece piece, Lines *lines)
{
    Py_ssize_t before = lines->count;
    fill_take(search, search->wider, search->items.wider);
    swap_limits(search);
    int known = break_piece(search, start, first, piece, lines);
    swap_limits(search);
    if (known == 1 && !ends_in_runt(&search->items, lines, before)) {
        memmove(lines->lines + first, lines->lines + before, (lines->count - before) * sizeof(Line));
        lines->count -= before - first;
    } else {
        lines->count = before;
    }
    return known;
}

/* 1: done; 0: not the kernel's; -1: no memory. */
static int break_all(Search *search, Lines *lines)
{
    const Paragraph *items = &search->items;
    int64_t start = content_start(items, 0);
    while (start < items->count) {
        Piece piece = piece_of(items, start);
        if (piece.ink <= start) { /* nothing but spaces */
            if (!add_line(lines, (Line){start, start, room_of(search, lines->count), 0, LAST, 0}))
                return -1;
        } else {
            Py_ssize_t first = lines->count;
            int known = break_piece(search, start, first, piece, lines);
            if (known == 1 && ends_in_runt(items, lines, first))
                known = spare_runt(search, start, first, piece, lines);
            if (known != 1)
                return known;
        }
        start = piece.end;
    }
    return 1;
}

/* What the word spaces and the gaps at Latin take, by gap. */
static int read_stretches(PyObject *items, int64_t *found, Py_ssize_t count)
{
    int64_t gap, amount;
    static Name name = {"stretches", NULL};
    PyObject *gives = attribute_of(items, &name);
    int known = gives ? PyTuple_CheckExact(gives) && PyTuple_GET_SIZE(gives) <= 4 * count + 4 : -1;
    for (Py_ssize_t place = 0; known == 1 && place < PyTuple_GET_SIZE(gives); place++) {
        PyObject *give = PyTuple_GET_ITEM(gives, place);
        known = PyTuple_Check(give) && PyTuple_GET_SIZE(give) == 3 && exact(PyTuple_GET_ITEM(give, 0), &gap) &&
                exact(PyTuple_GET_ITEM(give, 1), &amount) && gap >= 0 && gap <= count && amount >= 0 &&
                amount < EXACT >> 20;
        if (known)
            found[gap] += amount;
    }
    Py_XDECREF(gives);
    return known;
}

/* What a line squeezed to its limit costs under the style's marks. */
static int read_squeeze_cost(PyObject *spacing, double *cost)
{
    static PyObject *costs;
    static Name name = {"marks", NULL};
    ours(&costs, "broadsheet.compose.leastcost", "SQUEEZE_COSTS");
    PyObject *marks = costs ? attribute_of(spacing, &name) : NULL;
    PyObject *found = marks ? PyObject_GetItem(costs, marks) : NULL;
    Py_XDECREF(marks);
    if (found == NULL)
        return -1;
    *cost = PyFloat_AsDouble(found);
    Py_DECREF(found);
    return *cost == -1.0 && PyErr_Occurred() ? -1 : 1;
}

/* As break_all; the search is open and has rooms. */
static int prepare(Search *search, PyObject *items, PyObject *spacing, int64_t **memory)
{
    Py_ssize_t count = search->items.count, entries = count + 3;
    *memory = PyMem_Calloc(10 * (size_t)entries, sizeof(int64_t));
    if (*memory == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    int64_t **columns[10] = {&search->left,  &search->give,      &search->take,   &search->ends,      &search->stops,
                             &search->layer, &search->following, &search->firsts, &search->stretches, &search->wider};
    for (int column = 0; column < 10; column++)
        *columns[column] = *memory + column * entries;
    int known = read_stretches(items, search->stretches, count);
    if (known != 1 || (known = read_squeeze_cost(spacing, &search->squeeze_cost)) != 1)
        return known;
    fill_columns(search);
    search->has_runs_of_spaces = strstr((const char *)search->items.classes, "SS") != NULL;
    search->last_change = -1;
    for (int64_t room = 0; room < search->last_room; room++)
        if (search->rooms[room] != search->rooms[room + 1])
            search->last_change = room;
    return 1;
}

PyObject *optimum_fit(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    Search search = {.failed = 0};
    Lines lines = {0};
    Py_ssize_t number;
    int64_t *rooms = count == 3 ? read_rooms(arguments[1], &number) : NULL, *memory = NULL;
    if (rooms == NULL) {
        if (PyErr_Occurred())
            return NULL;
        NOT_MINE;
    }
    search.rooms = rooms;
    search.last_room = number - 1;
    PyObject *found = NULL;
    int known = open_paragraph(&search.items, arguments[0], arguments[2]);
    if (known == 1)
        known = prepare(&search, arguments[0], arguments[2], &memory);
    if (known == 1)
        known = break_all(&search, &lines);
    if (known == 1)
        found = lines_as_records(&lines);
    else if (known == 0)
        found = Py_NewRef(Py_NotImplemented);
    else if (!PyErr_Occurred())
        PyErr_NoMemory();
    PyMem_Free(lines.lines);
    PyMem_Free(search.pool);
    PyMem_Free(memory);
    close_paragraph(&search.items);
    PyMem_Free(rooms);
    return found;
}
