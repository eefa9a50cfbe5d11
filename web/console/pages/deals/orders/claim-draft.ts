import type { ClaimableAnswer, OpenClaimForBody } from '#modules/commerce/contract';

type Kind = OpenClaimForBody['kind'];

export const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'quality', label: '退钱' },
  { value: 'exchange', label: '换货' },
  { value: 'return', label: '退货退款' },
];

/** What staff write down while somebody talks. */
export interface ClaimDraft {
  readonly kind: Kind;
  readonly reason: OpenClaimForBody['reason'] | undefined;
  readonly words: string;
  /** By line. */
  readonly units: Readonly<Record<number, number>>;
}

export const emptyDraft: ClaimDraft = { kind: 'quality', reason: undefined, words: '', units: {} };

const linesOf = ({ units }: ClaimDraft): OpenClaimForBody['lines'] =>
  Object.entries(units).flatMap(([lineNo, quantity]) => (quantity > 0 ? [{ lineNo: Number(lineNo), quantity }] : []));

/** What is missing; undefined when it can be sent. */
export function faultOf(draft: ClaimDraft): string | undefined {
  if (linesOf(draft).length === 0) return '填一下哪件有问题、有几件';
  if (draft.reason === undefined) return '选一个原因';
  return undefined;
}

/** What the chosen units are worth, about: each as one of them. */
export const worthOf = (draft: ClaimDraft, lines: ClaimableAnswer['lines']): number =>
  lines.reduce((sum, line) => sum + line.unitFen * (draft.units[line.lineNo] ?? 0), 0);

/** Only of a draft without a fault. */
export function bodyOf(draft: ClaimDraft): OpenClaimForBody {
  if (draft.reason === undefined) throw new Error('a claim without a reason is not sent');
  return { kind: draft.kind, reason: draft.reason, words: draft.words.trim(), lines: linesOf(draft) };
}
