import { SUBPROTOCOL } from './protocol.js';

/* The subprotocols of the handshake: PROTOCOL.md, section 2. */

const PREFIX = `${SUBPROTOCOL}+`;

/**
 * What a client offers whose application has these subprotocols.
 * @param {readonly string[]} own
 */
export function offer(own) {
  return [...own.map((protocol) => PREFIX + protocol), ...own, SUBPROTOCOL];
}

/**
 * What a server answers to an offer.
 * @param {Iterable<string>} offered
 * @param {readonly string[]} own those of its application, the preferred first
 * @returns {string | null} null for no subprotocol
 */
export function answer(offered, own) {
  const all = new Set(offered);
  const chosen = own.find((protocol) => all.has(protocol) || all.has(PREFIX + protocol));
  if (chosen !== undefined) return all.has(PREFIX + chosen) ? PREFIX + chosen : chosen;
  return all.has(SUBPROTOCOL) ? SUBPROTOCOL : null;
}

/**
 * What the application of a server is asked to choose from: its own subprotocols, in the order of the offer.
 * @param {Iterable<string>} offered
 */
export function applicationProtocols(offered) {
  return new Set([...offered].map(applicationProtocol).filter((protocol) => protocol !== ''));
}

/**
 * Whether what the server answered makes both speak this protocol.
 * @param {string | null} answered
 */
export const isNegotiated = (answered) => answered === SUBPROTOCOL || (answered?.startsWith(PREFIX) ?? false);

/**
 * The subprotocol that the application sees.
 * @param {string | null} answered
 */
export function applicationProtocol(answered) {
  if (answered === null || answered === SUBPROTOCOL) return '';
  return answered.startsWith(PREFIX) ? answered.slice(PREFIX.length) : answered;
}
