import { Refusal } from '#kernel/errors';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { BillUnreadable, type BillLine, type ProviderBills } from '../payment-port.ts';
import { providerByCode } from '../providers.ts';
import { withBillLines } from './bill-file.ts';
import { beginLoad, giveUpLoad, insertLines, lockBill, takeOver } from './bill-store.ts';
import type { Bill, BillId } from './bill.ts';
import { matchBill, matchNeighbours } from './match-bill.ts';

const BATCH = 5_000;

/** A day that is not over has no bill yet. */
export class BillNotYet extends Refusal {
  constructor(day: string) {
    super('bill-not-yet', 'invalid', { day });
  }
}

/** This provider has no bills. */
export class NoBills extends Refusal {
  constructor() {
    super('no-bills', 'invalid');
  }
}

export interface ImportBillInput {
  readonly provider: string;
  /** `YYYY-MM-DD`, before today. */
  readonly day: string;
  /** The file as it was uploaded; it is asked of the provider otherwise. */
  readonly upload?: AsyncIterable<Uint8Array> | undefined;
}

/**
 * Takes a provider's bill of a day and compares it with our books. Lines are loaded beside those of an earlier file and
 * take their place whole, so a file that breaks off changes nothing. Memory does not grow with the file. Audited.
 * Throws NotFound, BillNotYet, NoBills, BillUnreadable, ProviderUnavailable, RefusedByProvider.
 */
export async function importBill(ctx: Context, input: ImportBillInput): Promise<Bill> {
  const provider = providerByCode(ctx, input.provider);
  if (provider.bills === undefined) throw new NoBills();
  if (input.day >= businessDay(ctx.clock.now())) throw new BillNotYet(input.day);
  const source = input.upload === undefined ? 'download' : 'upload';
  const load = await ctx.under('begin').transaction((tx) =>
    beginLoad(tx.db, {
      billId: tx.newId<'Bill'>(),
      provider: provider.code,
      day: input.day,
      source,
      by: tx.actor.kind === 'user' ? tx.actor.userId : null,
      at: tx.now,
    }),
  );
  try {
    const bytes = input.upload ?? (await provider.bills.fetch(ctx, input.day));
    const fileHash = bytes === undefined ? null : await loadLines(ctx, provider.bills, load, { ...input, bytes });
    return await ctx.under('take').transaction(async (tx) => {
      await lockBill(tx.db, load.billId);
      if (await takeOver(tx.db, { ...load, fileHash, at: tx.now })) {
        await matchBill(tx, load);
        await matchNeighbours(tx, { provider: provider.code, day: input.day });
      }
      await tx.audit({
        action: 'import-bill',
        subject: { kind: 'bill', id: load.billId },
        details: { provider: provider.code, day: input.day, source },
      });
      const bill = await lockBill(tx.db, load.billId);
      if (bill === undefined) throw new Error(`bill ${load.billId} is gone`);
      return bill;
    });
  } catch (error) {
    const failure = error instanceof Refusal ? failureOf(error) : 'internal-error';
    await ctx.under('give-up').transaction((tx) => giveUpLoad(tx.db, load, failure));
    throw error;
  }
}

const failureOf = ({ code, params }: Refusal): string => String(params['why'] ?? params['code'] ?? code);

/** Loads the lines of a file in batches; answers what the file hashes to. */
async function loadLines(
  ctx: Context,
  bills: ProviderBills,
  load: { readonly billId: BillId; readonly loadNo: number },
  { bytes, day }: { readonly bytes: AsyncIterable<Uint8Array>; readonly day: string },
): Promise<string> {
  const { sha256 } = await withBillLines(bytes, async (lines) => {
    let batch: BillLine[] = [];
    let batches = 0;
    const keep = async (): Promise<void> => {
      const kept = batch;
      batch = [];
      batches += 1;
      await ctx.under(`lines-${batches}`).transaction((tx) => insertLines(tx.db, load, kept));
    };
    for await (const line of bills.read(lines)) {
      if (businessDay(line.at) !== day) throw new BillUnreadable(line.line, 'day');
      batch.push(line);
      if (batch.length >= BATCH) await keep();
    }
    if (batch.length > 0) await keep();
  });
  return sha256;
}
