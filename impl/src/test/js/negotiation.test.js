import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answer, applicationProtocol, isNegotiated, offer } from '../../main/js/negotiation.js';
import { isLost, reducedChunkSize } from '../../main/js/path.js';
import { vectors } from './support/vectors.js';

describe('section 2: a client offers both forms of each subprotocol, and the bare one', () => {
  for (const { own, offer: expected } of vectors.offers) {
    it(`for [${own}]`, () => assert.deepEqual(offer(own), expected));
  }
});

describe('section 2: a server answers with the prefixed form where that was offered', () => {
  for (const { offer: offered, own, answer: expected, application } of vectors.answers) {
    it(`to [${offered}] with [${own}]`, () => {
      assert.equal(answer(offered, own), expected);
      assert.equal(applicationProtocol(expected), application);
      assert.equal(isNegotiated(expected), expected !== null && expected.startsWith('lighterage.v1'));
    });
  }

  it('a subprotocol that merely begins alike is not this one', () => assert.equal(isNegotiated('lighterage.v10'), false));
});

describe('section 7: close codes of a lost transport', () => {
  for (const code of vectors.closeCodes.lost) it(`${code} is lost`, () => assert.equal(isLost(code), true));
  for (const code of vectors.closeCodes.ended) it(`${code} has ended`, () => assert.equal(isLost(code), false));
});

describe('section 8: the chunk size after the path refused a frame', () => {
  for (const { chunkSize, longest, next } of vectors.chunkSizes) {
    it(`${chunkSize} with ${longest} unacknowledged becomes ${next}`, () => assert.equal(reducedChunkSize(chunkSize, longest), next));
  }
});
