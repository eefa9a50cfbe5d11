import type { ClaimableAnswer, OpenClaimBody } from '#modules/commerce/contract';

export type ClaimKind = OpenClaimBody['kind'];
export type ClaimReason = OpenClaimBody['reason'];
type Line = ClaimableAnswer['lines'][number];
type Reason = ClaimableAnswer['reasons'][number];

export interface ClaimDraft {
  readonly kind: ClaimKind;
  readonly reason: ClaimReason | null;
  /** Units by the number of the line. */
  readonly units: Readonly<Record<number, number>>;
  readonly words: string;
  readonly photoIds: readonly string[];
}

export const EMPTY_DRAFT: ClaimDraft = { kind: 'quality', reason: null, units: {}, words: '', photoIds: [] };
export const MAX_PHOTOS = 9;

export const KINDS: readonly { readonly kind: ClaimKind; readonly name: string; readonly hint: string }[] = [
  { kind: 'quality', name: '退款', hint: '东西有问题，把钱退给我' },
  { kind: 'return', name: '退货', hint: '没用过，拿回自提点退' },
  { kind: 'exchange', name: '换货', hint: '换一份好的给我' },
];

/** The draft with so many units of a line; never more than can be claimed of it. */
export function withUnits(draft: ClaimDraft, line: Line, quantity: number): ClaimDraft {
  const { [line.lineNo]: _old, ...others } = draft.units;
  const units = Math.max(0, Math.min(line.claimable, Math.trunc(quantity)));
  return { ...draft, units: units === 0 ? others : { ...others, [line.lineNo]: units } };
}

export const chosenUnits = (draft: ClaimDraft): number =>
  Object.values(draft.units).reduce((sum, units) => sum + units, 0);

/** About what would come back; what is decided is in the answer. */
export const sumBack = (draft: ClaimDraft, lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + line.unitFen * (draft.units[line.lineNo] ?? 0), 0);

/** Reasons that go with what is asked for: 不想要了 is no fault of the goods. */
export const reasonsFor = (kind: ClaimKind, reasons: readonly Reason[]): readonly Reason[] =>
  kind === 'return' ? reasons : reasons.filter(({ reason }) => reason !== 'not_wanted');

/** The draft asking for something else; a reason that does not go with it is to be chosen anew. */
export const withKind = (draft: ClaimDraft, kind: ClaimKind): ClaimDraft => ({
  ...draft,
  kind,
  reason: kind !== 'return' && draft.reason === 'not_wanted' ? null : draft.reason,
});

/** What is still missing, in words; null when it can be sent. */
export function missingWords(draft: ClaimDraft, reasons: readonly Reason[]): string | null {
  if (chosenUnits(draft) === 0) return '先选哪件有问题';
  if (draft.reason === null) return '选一下原因';
  const needsPhoto = reasons.find(({ reason }) => reason === draft.reason)?.needsPhoto ?? false;
  return needsPhoto && draft.photoIds.length === 0 ? '拍张照片，好判断' : null;
}

export const bodyOf = (draft: ClaimDraft): OpenClaimBody => ({
  kind: draft.kind,
  reason: draft.reason ?? 'other',
  lines: Object.entries(draft.units)
    .map(([lineNo, quantity]) => ({ lineNo: Number(lineNo), quantity }))
    .toSorted((a, b) => a.lineNo - b.lineNo),
  words: draft.words.trim(),
  photoIds: draft.photoIds as OpenClaimBody['photoIds'],
});
