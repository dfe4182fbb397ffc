import { Losses } from './losses.js';

/* The limits that were found on some routes, kept for later sessions: PROTOCOL.md, section 8. */

const REMEMBERED_FOR = 600000;
const MOST_ROUTES = 1000;

/** What is known of one route. */
export class Route {
  /** Of sessions that cannot be resumed. */
  losses = new Losses();
  /** Bytes of the longest frame that may be sent. */
  limit = Infinity;
  /** Whether frames of that length were seen to pass. */
  confirmed = false;
  /** Whether somebody has been told. */
  told = false;
  until = 0;

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

/** @type {Map<string, Route>} */
const routes = new Map();

/**
 * @param {string} key the origin of a client's URL; a server's endpoint and the address of its client
 */
export function routeOf(key) {
  const known = routes.get(key);
  const route = known && known.until > performance.now() ? known : new Route();
  // Deleted first, so that the map is in the order of use, and the one longest ago makes room.
  routes.delete(key);
  routes.set(key, route);
  if (route !== known) route.until = performance.now() + REMEMBERED_FOR;
  const [oldest] = routes.keys();
  if (routes.size > MOST_ROUTES) routes.delete(oldest);
  return route;
}

/**
 * @param {Route} route
 * @param {number} limit that was found
 */
export function reduce(route, limit) {
  route.limit = limit;
  route.confirmed = false;
  route.until = performance.now() + REMEMBERED_FOR;
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
