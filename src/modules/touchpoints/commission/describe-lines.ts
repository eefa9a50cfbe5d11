import type { Context } from '#platform/context';
import { partnersByIds } from '#modules/territory';
import type { CommissionLineItem, MyCommissionLine } from '../contract.ts';
import { placeNames, touchpointNames } from '../names.ts';
import type { StatementLine } from './line-store.ts';
import { LINE_STATES, stateOf, type Party } from './line.ts';
import { partyName } from './rule.ts';
import { lineInWords } from './statement.ts';

/** Lines as a statement shows them, with the names of places. */
export async function describeOwnLines(ctx: Context, lines: readonly StatementLine[]): Promise<MyCommissionLine[]> {
  const now = ctx.clock.now();
  const place = await placeNames(
    ctx.db,
    lines.map((line) => line.communityId),
  );
  return lines.map((line) => {
    const state = stateOf(line, now);
    return {
      ...place(line.communityId),
      lineId: line.lineId,
      kind: line.kind,
      state,
      stateName: LINE_STATES[state],
      orderNumber: line.orderNumber,
      stage: line.stage,
      cityId: line.cityId,
      baseFen: line.baseFen,
      rateBps: line.rateBps,
      amountFen: line.amountFen,
      occurredAt: line.occurredAt.toISOString(),
      payableAt: line.payableAt.toISOString(),
      awaitsCompletion: line.awaitsCompletion,
      text: lineInWords(line, line.orderNumber),
    };
  });
}

/** The same with whose they are. */
export async function describeLines(ctx: Context, lines: readonly StatementLine[]): Promise<CommissionLineItem[]> {
  const own = await describeOwnLines(ctx, lines);
  const nameOf = await ownerNames(ctx, lines);
  return lines.flatMap((line, at) => {
    const described = own[at];
    if (described === undefined) return [];
    const { orderId, touchpointId, partnerId } = line;
    const owner = { ownerName: nameOf(line), partyName: partyName(line.partyKind, line.party) ?? line.party };
    return [{ ...described, orderId, touchpointId, partnerId, ...owner }];
  });
}

type Owner = Pick<Party, 'touchpointId' | 'partnerId'>;

/** Names of owners, in few reads; a person's is masked. */
export async function ownerNames(ctx: Context, owners: readonly Owner[]): Promise<(owner: Owner) => string> {
  const person = await touchpointNames(
    ctx.db,
    ctx.services.vault,
    owners.flatMap((owner) => owner.touchpointId ?? []),
  );
  const partners = await partnersByIds(ctx.db, [...new Set(owners.flatMap((owner) => owner.partnerId ?? []))]);
  return ({ touchpointId, partnerId }) => {
    if (touchpointId !== null) return person(touchpointId).name;
    return (partnerId === null ? undefined : partners.get(partnerId)?.name) ?? '';
  };
}
