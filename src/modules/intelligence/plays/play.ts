import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, Id, UserId } from '#kernel/ids';
import { fen, type Fen } from '#kernel/money';
import type { Package, PackageId, Scene } from '#modules/commerce';

export type PlayId = Id<'Play'>;
export type AudienceId = Id<'Audience'>;
export type ApprovalId = Id<'StandingApproval'>;

export type PlayState = 'proposed' | 'approved' | 'rejected' | 'withdrawn';
export type PlayMove = 'approve' | 'edit' | 'reject' | 'hold' | 'withdraw';

/** The legal moves. The system holds a proposal back where people complain of us. What was approved went to the front: it can only be taken back whole. */
const MOVES: Readonly<Record<PlayState, Partial<Record<PlayMove, PlayState>>>> = {
  proposed: { approve: 'approved', edit: 'proposed', reject: 'rejected', hold: 'withdrawn' },
  approved: { withdraw: 'withdrawn' },
  rejected: {},
  withdrawn: {},
};

/** The state after a move. @throws IllegalMove where the table has none */
export function stateAfter(state: PlayState, move: PlayMove): PlayState {
  const next = MOVES[state][move];
  if (next === undefined) throw new IllegalMove('play', state, move);
  return next;
}

/** What is offered, as it was when the play was written: a later price does not change what people were shown. */
export interface Offer {
  readonly scene: Scene;
  readonly packageName: string;
  readonly subtitle: string;
  readonly priceFen: Fen;
  readonly originalPriceFen: Fen | null;
  readonly unit: string;
  readonly points: readonly string[];
}

export function offerOf(it: Package): Offer {
  const { scene, name, subtitle, priceFen, originalPriceFen, unit, points } = it;
  return { scene, packageName: name, subtitle, priceFen, originalPriceFen, unit, points };
}

/** What a person may change. */
export interface Draft {
  readonly packageId: PackageId;
  readonly headline: string;
  /** 话术: the words of whoever carries it. */
  readonly script: string;
  readonly offerText: string;
  /** The most suitable first. */
  readonly roles: readonly string[];
  readonly dueAt: Date;
}

/** What the system had proposed; kept beside what people make of it. Over JSON a time is text. */
export type Original = Omit<Draft, 'dueAt'> & { readonly dueAt: string; readonly packageName: string };

/** What to do in one community: offer, words, who carries it, until when. */
export interface Play extends Draft {
  readonly id: PlayId;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly audienceId: AudienceId | null;
  readonly state: PlayState;
  /** Grows with every change: the entity tag. */
  readonly revision: number;
  readonly offer: Offer;
  readonly original: Original;
  readonly reasons: readonly string[];
  readonly costFen: Fen;
  readonly proposedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: UserId | null;
  readonly approvedBy: 'person' | 'standing_approval' | null;
  readonly standingApprovalId: ApprovalId | null;
  readonly decisionReason: string | null;
  readonly forwardedAt: Date | null;
}

export type DecisionKind = 'proposed' | 'edited' | 'approved' | 'rejected' | 'withdrawn';
export type MadeBy = 'system' | 'person' | 'standing_approval';

/** One field that a person changed, in words. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** How long the front has for a play. */
export const DUE_DAYS = 7;
/** After a rejection the same package is left alone in the community for so long. */
export const COOL_DOWN_DAYS = 14;

/** What a proposal is before it has an identity. */
export function originalOf(draft: Draft, packageName: string): Original {
  return { ...draft, dueAt: draft.dueAt.toISOString(), packageName };
}

/** The fields in which two drafts differ, as text to be shown side by side. */
export function changesBetween(before: Draft & { offer: Offer }, after: Draft & { offer: Offer }): FieldChange[] {
  const shown = (draft: Draft & { offer: Offer }): Record<string, string> => ({
    package: draft.offer.packageName,
    headline: draft.headline,
    script: draft.script,
    offerText: draft.offerText,
    roles: draft.roles.join(' '),
    dueAt: draft.dueAt.toISOString(),
  });
  const [left, right] = [shown(before), shown(after)];
  return Object.keys(left).flatMap((field) => {
    const [was = '', is = ''] = [left[field], right[field]];
    return was === is ? [] : [{ field, before: was, after: is }];
  });
}

export function isEdited(play: Play): boolean {
  const { original } = play;
  return (
    play.packageId !== original.packageId ||
    play.headline !== original.headline ||
    play.script !== original.script ||
    play.offerText !== original.offerText ||
    play.roles.join() !== original.roles.join() ||
    play.dueAt.toISOString() !== original.dueAt
  );
}

/** An offer as it comes back from JSON. */
export function readOffer(kept: Offer): Offer {
  return {
    ...kept,
    priceFen: fen(kept.priceFen),
    originalPriceFen: kept.originalPriceFen === null ? null : fen(kept.originalPriceFen),
  };
}

/** A colleague was faster. */
export class PlayAlreadyDecided extends Refusal {
  constructor(state: Exclude<PlayState, 'proposed'>) {
    super(`play-already-${state}`, 'conflict');
  }
}

/** Somebody edited the play after this reader loaded it. */
export class PlayChangedMeanwhile extends Refusal {
  constructor() {
    super('play-changed-meanwhile', 'conflict');
  }
}

export class PlayRevisionRequired extends Refusal {
  constructor() {
    super('play-revision-required', 'invalid');
  }
}

/** Its date has passed: the front would have no time. */
export class PlayOverdue extends Refusal {
  constructor() {
    super('play-overdue', 'conflict');
  }
}

/** The package is no longer offered. */
export class PlayPackageInactive extends Refusal {
  constructor(name: string) {
    super('play-package-inactive', 'conflict', { name });
  }
}

/** There is already an open play with the package in the community. */
export class PlayAlreadyOpen extends Refusal {
  constructor(name: string) {
    super('play-already-open', 'conflict', { name });
  }
}

/** Somebody forwarded it: it is out. */
export class PlayAlreadyForwarded extends Refusal {
  constructor() {
    super('play-already-forwarded', 'conflict');
  }
}

export class PlayUnchanged extends Refusal {
  constructor() {
    super('play-unchanged', 'invalid');
  }
}

/** Settings of audiences are the headquarters'. */
export class PlaySettingsAreHeadquarters extends Refusal {
  constructor() {
    super('play-settings-headquarters-only', 'forbidden');
  }
}

/** There is no such audience, or it was archived. */
export class AudienceUnknown extends Refusal {
  constructor() {
    super('play-audience-unknown', 'invalid');
  }
}
