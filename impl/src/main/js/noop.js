/** What a callback is until somebody sets it. */
export const noop = () => {};
