import { pipeline, type Readable, type Transform } from 'node:stream';
import { Refusal } from '#kernel/errors';
import { BillUnreadable } from '../payment-port.ts';

/**
 * What packed bytes hold, piece by piece. What the source refuses is thrown as it is; an archive that is broken or ends
 * too early as BillUnreadable.
 */
export async function* inflated(packed: Readable, inflate: Transform): AsyncGenerator<Uint8Array> {
  // A failure of either ends both, and is thrown to whoever reads below.
  pipeline(packed, inflate, () => undefined);
  try {
    for await (const piece of inflate) yield piece as Uint8Array;
  } catch (error) {
    throw error instanceof Refusal ? error : new BillUnreadable(0, 'truncated');
  }
}
