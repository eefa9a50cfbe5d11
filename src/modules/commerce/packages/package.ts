import { Refusal } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Fen } from '#kernel/money';

export type PackageId = Id<'Package'>;
export type Scene = 'renewal' | 'fresh' | 'event';
export type Suits = 'kids' | 'elderly';

/** What people may edit of an offer. */
export interface PackageFacts {
  /** The customer's own code: stays the same when the name changes. */
  readonly code: string;
  readonly name: string;
  readonly subtitle: string;
  readonly scene: Scene;
  readonly priceFen: Fen;
  /** What it is compared with; higher than the price, and really charged before. */
  readonly originalPriceFen: Fen | null;
  /** What the price is for: `/套`, `/㎡`, `起`. */
  readonly unit: string;
  /** Selling points, the strongest first. */
  readonly points: readonly string[];
  /** Topics of the CDP that it answers. */
  readonly topics: readonly string[];
  /** Made for buildings of at least this age. */
  readonly minAgeYears: number | null;
  /** Families that it is made for. */
  readonly suits: readonly Suits[];
  /** Roles at the front that may carry it, the most suitable first. */
  readonly roles: readonly string[];
  /** What one issued play costs: material and the commission to be expected. */
  readonly costFen: Fen;
  readonly active: boolean;
}

/** Something that can be offered in a community. Until there is a catalogue of goods, this is the catalogue. */
export interface Package extends PackageFacts {
  readonly id: PackageId;
  /** Grows by one with every edit: the entity tag. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The topic by which families of a kind make themselves heard, until family mix is known from elsewhere. */
export const FAMILY_TOPICS: Readonly<Record<Suits, { readonly topic: string; readonly family: string }>> = {
  kids: { topic: 'kids_room', family: '有孩子的家庭' },
  elderly: { topic: 'elderly', family: '有老人的家庭' },
};

export class PackageCodeTaken extends Refusal {
  constructor(code: string) {
    super('package-code-taken', 'conflict', { code });
  }
}

/** Somebody saved the package after this reader loaded it. */
export class PackageChangedMeanwhile extends Refusal {
  constructor(name: string) {
    super('package-changed-meanwhile', 'conflict', { name });
  }
}

/** An edit has to say which revision it is based on. */
export class PackageRevisionRequired extends Refusal {
  constructor() {
    super('package-revision-required', 'invalid');
  }
}

/** A comparison price that is not higher than the price is a false one (《明码标价和禁止价格欺诈规定》第十九条). */
export class PackagePriceNotReduced extends Refusal {
  constructor() {
    super('package-price-not-reduced', 'invalid');
  }
}

export class UnknownPackage extends Refusal {
  constructor() {
    super('package-unknown', 'invalid');
  }
}
