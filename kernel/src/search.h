/* What compose.leastcost asks of one line, and the search that asks it: leastcost.c and optimumfit.c. A way is a chain
 * of nodes in a pool, which only grows while a piece of a paragraph is searched. */
#ifndef BROADSHEET_SEARCH_H
#define BROADSHEET_SEARCH_H

#include "paragraph.h"
#include <math.h>

#define LINE_COST 20.0
#define EMERGENCY_COST 1e12

enum { TIGHT, FAIR, LOOSE };

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
    int64_t *stretches;                         /* what the glue at word spaces and Latin takes, by gap */
    int64_t *wider;                             /* as take, where a runt is to be spared */
    int64_t furthest;                           /* the last break that a line was tried to */
    int64_t breaks;                             /* entries of ends and stops */
    Node *pool;
    int64_t used, size;
    const int64_t *rooms;
    int64_t last_room, last_change;
    int failed; /* no memory */
} Search;

static inline int64_t room_of(const Search *search, int64_t number)
{
    return search->rooms[number < search->last_room ? number : search->last_room];
}

/* Fill in what the glue can be squeezed by and can take, and where lines begin and stop. */
void fill_columns(Search *search);

/* What the glue can take where each flexible gap takes so much; the first entry is 0. */
void fill_take(const Search *search, int64_t *take, int64_t stretch);

/* A new node's index in the pool; -1 where there is no memory. */
int64_t add_node(Search *search, Node node);

/* Look at every line that may begin at a node, and note the cheapest way to each of their ends. */
void extend(Search *search, int64_t node, int64_t *target, Piece piece, int64_t room, const Budget *budget);

#endif
