import { describe, expect, it } from 'vitest';
import { filesIn, neededFile, sentFile, withSentFiles } from './sent-files.ts';

describe('a body that speaks of files which go before it', () => {
  const body = {
    pickupOn: null,
    exceptions: [{ skuId: 's', damaged: 1, photoIds: [sentFile('a'), sentFile('b'), 'real'] }],
  };

  it('names them', () => {
    expect(filesIn(body)).toEqual(['a', 'b']);
    expect(filesIn({ note: 'file', n: 1 })).toEqual([]);
  });

  it('gets the ids of the server, without what the server did not take', () => {
    expect(withSentFiles(body, new Map([['a', 'id-a']]))).toEqual({
      pickupOn: null,
      exceptions: [{ skuId: 's', damaged: 1, photoIds: ['id-a', 'real'] }],
    });
  });
});

it('keeps the place of a photo that an act must not go without', () => {
  const body = { photoIds: ['real', neededFile('a'), neededFile('b')] };
  expect(filesIn(body)).toEqual(['a', 'b']);
  expect(withSentFiles(body, new Map([['a', 'photo-a']]))).toEqual({ photoIds: ['real', 'photo-a', 'b'] });
});
