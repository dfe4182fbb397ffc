import { Losses } from './losses.js';

/* The limits that were found on some routes, kept for later sessions: PROTOCOL.md, section 8. */

const REMEMBERED_FOR = 600000;
const MOST_ROUTES = 1000;

/** @type {Map<string, Route>} */
const routes = new Map();

/** What is known of one route. */
export class Route {
  #key;
  /** Of sessions that cannot be resumed. */
  losses = new Losses();
  /** Bytes of the longest frame that may be sent. */
  limit = Infinity;
  /** Whether frames of that length were seen to pass. */
  confirmed = false;
  /** Whether somebody has been told. */
  told = false;
  #until = 0;

  /** @param {string | null} key null for one that nobody else is to know of */
  constructor(key = null) {
    this.#key = key;
  }

  get isFresh() {
    return this.#until > performance.now();
  }

  /** @param {number} limit that was found */
  reduce(limit) {
    this.limit = limit;
    this.confirmed = false;
    this.keep();
  }

  /** Lets later sessions know. */
  keep() {
    this.#until = performance.now() + REMEMBERED_FOR;
    if (this.#key === null) return;
    // Deleted first, so that the map is in the order of finding, and the one longest ago makes room.
    routes.delete(this.#key);
    routes.set(this.#key, this);
    const [oldest] = routes.keys();
    if (routes.size > MOST_ROUTES) routes.delete(oldest);
  }

  /**
   * @param {number} passed the length of a frame that the peer has acknowledged
   * @returns {boolean} whether that shows for the first time that frames of the limit pass
   */
  confirm(passed) {
    // Much shorter ones would pass where those of the limit do not.
    if (this.confirmed || passed * 2 <= this.limit || passed > this.limit) return false;
    this.confirmed = true;
    return true;
  }
}

/**
 * What is known of a route; one of which nothing is takes no place.
 * @param {string} key the origin of a client's URL; a server's endpoint and the address of its client
 */
export function routeOf(key) {
  const known = routes.get(key);
  return known?.isFresh ? known : new Route(key);
}

/**
 * What was found is of interest to those who run the path, once.
 * @param {Route} route
 * @param {string} message
 */
export function logOnce(route, message) {
  if (route.told) return;
  route.told = true;
  console.info(`Lighterage: ${message}`);
}

/** @param {string} [key] of the one route to forget; all where it is left out */
export function forgetRoutes(key) {
  if (key === undefined) routes.clear();
  else routes.delete(key);
}
