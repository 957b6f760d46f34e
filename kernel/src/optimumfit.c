/* The twin of compose.optimumfit.optimum_fit: the search of compose.leastcost, whose names and costs these
 * are. A way is a chain of nodes in a pool, which only grows while a piece of a paragraph is searched. */
#include "paragraph.h"
#include <math.h>

#define LINE_COST 20.0
#define STRETCH_COST 100.0
#define RUNT_COST 400.0
#define SHORT_LAST_COST 20.0
#define CONTRAST_COST 8.0
#define DESPERATE_COST 1000.0
#define MOST_LOOSENESS 200.0
#define LETTER_SHARE 4
#define MOST_DELAY 8
#define EMERGENCY_COST 1e12
#define FAR_OUT ((int64_t)1 << 60)

enum { TIGHT, FAIR, LOOSE };

static const double allowances[3] = {6.0, 40.0, INFINITY};
static const double line_costs[BREAK_KINDS] = {LINE_COST,       LINE_COST,       LINE_COST + 40.0,
                                               LINE_COST, LINE_COST + 3.0, LINE_COST + 10.0};
static const double contrasts[3][3] = {{0, 0, CONTRAST_COST}, {0, 0, 0}, {CONTRAST_COST, 0, 0}};

typedef struct {
    double cost;
    int fitness;
    int64_t place, number, before; /* before: the pool's index of the node before, or -1 */
} Node;

typedef struct {
    double most, limit, rate;
    int beyond; /* the style's limits, at every break */
} Budget;

typedef struct {
    Paragraph items;
    double squeeze_cost;
    int has_runs_of_spaces;
    int64_t *left, *give, *take, *ends, *stops; /* compose.leastcost.Columns */
    int64_t *layer, *following;                 /* the best node at each break, or -1 */
    int64_t *firsts;                            /* the first line that begins there, or -1 */
    int64_t breaks;                             /* entries of ends and stops */
    Node *pool;
    int64_t used, size;
    const int64_t *rooms;
    int64_t last_room, last_change;
    int failed; /* no memory */
} Search;

static int64_t room_of(const Search *search, int64_t number)
{
    return search->rooms[number < search->last_room ? number : search->last_room];
}

/* What the glue can be squeezed by and can take, and where lines begin and stop. */
static void fill_columns(Search *search, const int64_t *stretches)
{
    const Paragraph *items = &search->items;
    Py_ssize_t count = items->count;
    int64_t stretch = items->stretch > 1 ? items->stretch : 1, stop = 0;
    int64_t *right = search->following; /* not in use yet */
    for (Py_ssize_t place = 0; place <= count; place++) {
        search->left[place] = items->pens[place] + (place < count ? items->start_cuts[place] : 0);
        right[place] = items->pens[place] - items->gaps[place];
        int64_t own = stretches[place] + (items->flexible[place] ? stretch : 0);
        search->take[place + 1] = search->take[place] + own;
    }
    for (Py_ssize_t place = 0; place <= count + 1; place++)
        search->give[place] = items->squeezes[place] + items->shrink * items->flexibles[place];
    for (Py_ssize_t place = 0; place < count; place++)
        right[place + 1] -= items->end_cuts[place];
    for (Py_ssize_t place = 0; place < count; place++) { /* blanks at a line's end take no room */
        int is_blank = items->classes[place] == 'S' || items->classes[place] == 'N';
        if (is_blank && place && (items->classes[place - 1] == 'S' || items->classes[place - 1] == 'N'))
            right[place + 1] = stop;
        else if (is_blank)
            right[place + 1] = stop = right[place];
    }
    search->ends[0] = 0;
    search->stops[0] = -FAR_OUT;
    search->breaks = 1;
    for (Py_ssize_t place = 0; place <= count; place++) {
        if (items->breaks[place] == HYPHEN_BREAK)
            right[place] += items->hyphen;
        if (items->breaks[place] != NO_BREAK) {
            search->ends[search->breaks] = place;
            search->stops[search->breaks++] = right[place];
        }
    }
}

/* A new node's index, or -1. */
static int64_t add_node(Search *search, Node node)
{
    if (search->used == search->size) {
        int64_t size = search->size ? 2 * search->size : 1024;
        Node *more = PyMem_Realloc(search->pool, size * sizeof(Node));
        if (more == NULL) {
            search->failed = 1;
            return -1;
        }
        search->pool = more;
        search->size = size;
    }
    search->pool[search->used] = node;
    return search->used++;
}

/* Note a way to a break where none is as cheap. */
static void offer(Search *search, int64_t *target, int64_t end, double total, int fitness, int64_t node)
{
    if (target[end] >= 0 && !(total < search->pool[target[end]].cost))
        return;
    int64_t added = add_node(search, (Node){total, fitness, end, search->pool[node].number + 1, node});
    if (added >= 0)
        target[end] = added;
}

static double last_cost(const Paragraph *items, int64_t start, int64_t stop, int is_first)
{
    if (is_first)
        return 0.0;
    if (is_runt(items, start, stop))
        return RUNT_COST;
    return natural_width(items, start, stop) < 2 * items->em ? SHORT_LAST_COST : 0.0;
}

static int64_t beyond_all(const Search *search, Piece piece)
{
    int64_t low = 0, high = search->breaks;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (search->ends[middle] < piece.end)
            low = middle + 1;
        else
            high = middle;
    }
    return low + 1;
}

static void stand_in(Search *search, int64_t start, int64_t node, int64_t *target, Piece piece, int64_t room,
                     int is_last_hope)
{
    int64_t far = search->left[start] + room, end;
    int64_t index = bisect_right(search->stops, 0, beyond_all(search, piece), far) - 1;
    double so_far = search->pool[node].cost;
    int has_none = 1;
    for (; (end = search->ends[index]) > start; index--) {
        int64_t widest = search->take[end] - search->take[start + 1];
        if (widest == 0) /* letter by letter */
            widest = search->items.stretch * (end - start - 1) / LETTER_SHARE;
        double looseness = (double)(far - search->stops[index]) / (double)(widest > 1 ? widest : 1);
        looseness = MOST_LOOSENESS < looseness ? MOST_LOOSENESS : looseness;
        double cost = DESPERATE_COST + STRETCH_COST * pow(looseness, 3.0);
        cost += line_costs[search->items.breaks[end]];
        offer(search, target, end, so_far + cost, FAIR, node);
        has_none = 0;
    }
    if (is_last_hope && has_none) {
        Line line;
        end = next_line(&search->items, start, piece, room, &line);
        double cost = line.ending == JUSTIFIED ? DESPERATE_COST : EMERGENCY_COST;
        offer(search, target, end, so_far + cost, FAIR, node);
    }
}

/* Every line within the limits that can begin at a node. */
static void extend(Search *search, int64_t node, int64_t *target, Piece piece, int64_t room, const Budget *budget)
{
    const Paragraph *items = &search->items;
    const Node from = search->pool[node];
    const double *contrast = contrasts[from.fitness];
    int64_t start = items->classes[from.place] == 'S' ? content_start(items, from.place) : from.place, end;
    int64_t far = search->left[start] + room, given = search->give[start + 1], taken = search->take[start + 1];
    if (from.cost - budget->rate * (double)(far - room - given) > budget->limit)
        return;
    int64_t last = beyond_all(search, piece), beyond = bisect_right(search->stops, 0, last, far);
    int missed = 1;
    for (int64_t index = beyond; index < last; index++) { /* lines to be squeezed */
        end = search->ends[index];
        int64_t need = search->stops[index] - far, most = search->give[end] - given;
        if (need > most)
            break;
        double ratio = (double)need / (double)most;
        double total = from.cost + search->squeeze_cost * ratio * ratio * ratio + line_costs[items->breaks[end]];
        total += contrast[ratio > 0.5 ? TIGHT : FAIR];
        offer(search, target, end, total, ratio > 0.5 ? TIGHT : FAIR, node);
        missed = 0;
    }
    if (beyond == last) {
        double total = from.cost + last_cost(items, start, piece.ink, from.before < 0);
        offer(search, target, piece.end, total, FAIR, node);
        beyond = last - 1;
        missed = 0;
    }
    for (int64_t index = beyond - 1; (end = search->ends[index]) > start; index--) { /* to be stretched */
        int64_t slack = far - search->stops[index], widest = search->take[end] - taken;
        if (slack > widest)
            break;
        double ratio = slack > 0 ? (double)slack / (double)widest : 0.0;
        double total = from.cost + STRETCH_COST * ratio * ratio * ratio + line_costs[items->breaks[end]];
        total += contrast[ratio > 0.5 ? LOOSE : FAIR];
        offer(search, target, end, total, ratio > 0.5 ? LOOSE : FAIR, node);
        missed = 0;
    }
    if (budget->beyond)
        stand_in(search, start, node, target, piece, room, missed);
}

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
    int64_t best = -1, first = start, is_empty = 0;
    int64_t *layer = search->layer, *following = search->following;
    search->used = 0;
    clear(layer, start, piece.end);
    clear(search->firsts, start, piece.end);
    if ((layer[start] = add_node(search, (Node){0.0, FAIR, start, number, -1})) < 0)
        return -1;
    for (; number <= search->last_change && !is_empty; number++) {
        clear(following, start, piece.end);
        for (int64_t place = first; place <= piece.end; place++)
            if (layer[place] >= 0)
                extend(search, layer[place], following, piece, room_of(search, number), budget);
        if (budget->beyond)
            keep_early(search, following, start, piece.end, number + 1);
        int64_t last = following[piece.end], *swapped = layer;
        if (last >= 0 && (best < 0 || search->pool[last].cost < search->pool[best].cost))
            best = last;
        following[piece.end] = -1;
        layer = following;
        following = swapped;
        for (first = start; first <= piece.end && layer[first] < 0;)
            first++;
        is_empty = first > piece.end;
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
            int64_t found = cheapest_way(search, start, lines->count, piece);
            if (found < 0)
                return search->failed ? -1 : 0;
            if (!trace(search, found, piece_of(items, search->pool[found].place - 1), lines))
                return -1;
        }
        start = piece.end;
    }
    return 1;
}

/* What the word spaces and the gaps at Latin take, by gap. */
static int read_stretches(PyObject *items, int64_t *found, Py_ssize_t count)
{
    int64_t gap, amount;
    PyObject *gives = PyObject_GetAttrString(items, "stretches");
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
    ours(&costs, "broadsheet.compose.leastcost", "SQUEEZE_COSTS");
    PyObject *marks = costs ? PyObject_GetAttrString(spacing, "marks") : NULL;
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
    *memory = PyMem_Calloc(9 * (size_t)entries, sizeof(int64_t));
    if (*memory == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    int64_t **columns[8] = {&search->left,  &search->give,  &search->take,      &search->ends,
                            &search->stops, &search->layer, &search->following, &search->firsts};
    for (int column = 0; column < 8; column++)
        *columns[column] = *memory + column * entries;
    int64_t *stretches = *memory + 8 * entries;
    int known = read_stretches(items, stretches, count);
    if (known != 1 || (known = read_squeeze_cost(spacing, &search->squeeze_cost)) != 1)
        return known;
    fill_columns(search, stretches);
    search->has_runs_of_spaces = strstr((const char *)search->items.classes, "SS") != NULL;
    search->last_change = -1;
    for (int64_t room = 0; room < search->last_room; room++)
        if (search->rooms[room] != search->rooms[room + 1])
            search->last_change = room;
    return 1;
}

PyObject *optimum_fit(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
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
