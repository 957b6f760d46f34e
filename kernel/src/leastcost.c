/* compose.leastcost, whose names and costs these are: a line's cost, and the lines that may begin at a break. */
#include "search.h"

#define STRETCH_COST 100.0
#define RUNT_COST 400.0
#define SHORT_LAST_COST 20.0
#define CONTRAST_COST 8.0
#define DESPERATE_COST 400.0
#define MOST_LOOSENESS 200.0
#define LETTER_SHARE 4
#define FAR_OUT ((int64_t)1 << 60)

static const double line_costs[BREAK_KINDS] = {LINE_COST,       LINE_COST,        LINE_COST + 40.0, LINE_COST,
                                               LINE_COST + 3.0, LINE_COST + 10.0, LINE_COST + 300.0};
static const double contrasts[3][3] = {{0, 0, CONTRAST_COST}, {0, 0, 0}, {CONTRAST_COST, 0, 0}};

/* What the glue can take where each flexible gap takes so much. */
void fill_take(const Search *search, int64_t *take, int64_t stretch)
{
    stretch = stretch > 1 ? stretch : 1;
    for (Py_ssize_t place = 0; place <= search->items.count; place++) {
        int64_t own = search->stretches[place] + (search->items.flexible[place] ? stretch : 0);
        take[place + 1] = take[place] + own;
    }
}

/* What the glue can be squeezed by and can take, and where lines begin and stop. */
void fill_columns(Search *search)
{
    const Paragraph *items = &search->items;
    Py_ssize_t count = items->count;
    int64_t stop = 0;
    fill_take(search, search->take, items->stretch);
    int64_t *right = search->following; /* not in use yet */
    for (Py_ssize_t place = 0; place <= count; place++) {
        search->left[place] = items->pens[place] + (place < count ? items->start_cuts[place] : 0);
        right[place] = items->pens[place] - items->gaps[place];
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
int64_t add_node(Search *search, Node node)
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
    if (end > search->furthest)
        search->furthest = end;
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

/* How much looser a line is than its gaps may be; what is over their own share they have in common with the
 * letters. */
static double looseness(int64_t slack, int64_t widest, int64_t letters, int64_t own)
{
    widest = widest ? widest : letters;
    int64_t first = own && own < slack ? own : slack;
    double found = (double)first / (double)(widest > 1 ? widest : 1);
    if (slack > first)
        found += (double)(slack - first) / (double)(widest + letters > 1 ? widest + letters : 1);
    return MOST_LOOSENESS < found ? MOST_LOOSENESS : found;
}

static void stand_in(Search *search, int64_t start, int64_t node, int64_t *target, Piece piece, int64_t room,
                     int is_last_hope)
{
    int64_t far = search->left[start] + room, end;
    int64_t index = bisect_right(search->stops, 0, beyond_all(search, piece), far) - 1;
    double so_far = search->pool[node].cost;
    int has_none = 1;
    for (; (end = search->ends[index]) > start; index--) {
        int64_t flexible = gaps(&search->items, start, end), own = search->items.em / 2 * flexible;
        int64_t letters = search->items.stretch * (end - start - 1 - flexible) / LETTER_SHARE;
        int64_t widest = search->take[end] - search->take[start + 1], slack = far - search->stops[index];
        double cost = DESPERATE_COST + STRETCH_COST * pow(looseness(slack, widest, letters, own), 3.0);
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
void extend(Search *search, int64_t node, int64_t *target, Piece piece, int64_t room, const Budget *budget)
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
