const MIB = 1048576;
const integer = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const decimal = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** @param {number} value */
export const count = (value) => integer.format(value);

/** @param {number} bytes */
export const mebibytes = (bytes) => `${decimal.format(bytes / MIB)} MiB`;

/** @param {number} bytes */
export const size = (bytes) => (bytes < MIB ? `${count(bytes)} bytes` : mebibytes(bytes));

/**
 * @param {number} part
 * @param {number} total which gives the unit
 */
export const share = (part, total) =>
  total < MIB ? `${count(part)} of ${size(total)}` : `${decimal.format(part / MIB)} of ${mebibytes(total)}`;

/**
 * @param {number} bytes
 * @param {number} milliseconds
 */
export const throughput = (bytes, milliseconds) =>
  milliseconds > 0 ? `${decimal.format(bytes / 1000 / milliseconds)} MB/s` : '–';

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${decimal.format(milliseconds / 1000)} s`;
