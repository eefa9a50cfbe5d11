import { NotFound } from '#kernel/errors';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { isUnseen, visitorHash, type VisitHeaders } from '../links/visitor.ts';
import { codeAsPrinted, insertScan } from './code-store.ts';

/** Somebody opened the page of a printed code: counted once a day for a browser. Throws NotFound. */
export async function recordScan(
  ctx: Context,
  input: { readonly code: string; readonly visitorId: string; readonly headers: VisitHeaders },
): Promise<{ counted: boolean }> {
  const code = await codeAsPrinted(ctx.db, input.code);
  if (code === undefined) throw new NotFound('booking_code');
  if (code.state !== 'live' || isUnseen(input.headers)) return { counted: false };
  return ctx.transaction(async (tx) => ({
    counted: await insertScan(tx.db, {
      code: code.code,
      visitorHash: visitorHash(code.code, input.visitorId),
      day: businessDay(tx.now),
      at: tx.now,
    }),
  }));
}
