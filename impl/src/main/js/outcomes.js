import { forgetRoutes } from './routes.js';

/* What the servers of some URLs were found to speak: PROTOCOL.md, section 2. */

const REMEMBERED_FOR = 600000;
const MOST_URLS = 1000;

/** @typedef {'negotiated' | 'plain'} Found */

/** @type {Map<string, { found: Found, until: number }>} */
const outcomes = new Map();

/**
 * @param {string} url
 * @returns {Found | undefined}
 */
export function recall(url) {
  const outcome = outcomes.get(url);
  return outcome && outcome.until > performance.now() ? outcome.found : undefined;
}

/**
 * @param {string} url
 * @param {Found} found
 */
export function remember(url, found) {
  // Deleted first, so that the map is in the order of finding, and the one longest ago makes room.
  outcomes.delete(url);
  outcomes.set(url, { found, until: performance.now() + REMEMBERED_FOR });
  const [oldest] = outcomes.keys();
  if (outcomes.size > MOST_URLS) outcomes.delete(oldest);
}

/**
 * Forgets what was found, for one URL or for all, so that the next connection negotiates anew, and its path is searched anew.
 * @param {string | URL} [url]
 */
export function forgetOutcomes(url) {
  if (url === undefined) {
    outcomes.clear();
    forgetRoutes();
  } else {
    const normalized = normalizedUrl(url);
    outcomes.delete(normalized);
    forgetRoutes(originOf(normalized));
  }
}

/**
 * The URL as WebSocket understands it; relative to the page where there is one. What is no URL stays, for WebSocket to refuse.
 * @param {string | URL} url
 */
export function normalizedUrl(url) {
  try {
    const { href } = new URL(url, globalThis.document?.baseURI);
    return href.replace(/^http/, 'ws');
  } catch {
    return String(url);
  }
}

/**
 * What paths are remembered by.
 * @param {string} url which may be none
 */
function originOf(url) {
  try {
    return new URL(url).origin;
  } catch {
    return url;
  }
}
