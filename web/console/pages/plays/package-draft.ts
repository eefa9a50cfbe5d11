import type { PackageBody } from '#modules/commerce/contract';
import { count, yuan } from '../../../shared/format.ts';
import { roleName } from '../../parts/role-names.ts';
import type { Package } from './play-paths.ts';

/** What of a package can be edited, as the form holds it; money in yuan. */
export interface PackageDraft {
  readonly code: string;
  readonly name: string;
  readonly subtitle: string;
  readonly scene: PackageBody['scene'];
  readonly priceYuan: number | null;
  readonly originalPriceYuan: number | null;
  readonly unit: string;
  readonly points: readonly string[];
  readonly topics: readonly string[];
  readonly minAgeYears: number | null;
  readonly suits: readonly string[];
  readonly roles: readonly string[];
  readonly costYuan: number | null;
  readonly active: boolean;
}

export type PackageField = keyof PackageDraft;

export const PACKAGE_FIELDS: Readonly<Record<PackageField, string>> = {
  code: '编码',
  name: '名称',
  subtitle: '一句话',
  scene: '场景',
  priceYuan: '价格',
  originalPriceYuan: '原价',
  unit: '单位',
  points: '卖点',
  topics: '对上的讨论',
  minAgeYears: '楼龄至少',
  suits: '适合家庭',
  roles: '触点',
  costYuan: '每次花费',
  active: '在售',
};

export const SCENES: Readonly<Record<string, string>> = { renewal: '焕新', fresh: '生鲜', event: '活动' };
export const SUITS: Readonly<Record<string, string>> = { kids: '有孩子', elderly: '有老人' };

const NEW: PackageDraft = {
  code: '',
  name: '',
  subtitle: '',
  scene: 'renewal',
  priceYuan: null,
  originalPriceYuan: null,
  unit: '/套',
  points: [],
  topics: [],
  minAgeYears: null,
  suits: [],
  roles: [],
  costYuan: null,
  active: true,
};

export function packageDraft(it: Package | undefined): PackageDraft {
  if (it === undefined) return NEW;
  const { code, name, subtitle, scene, unit, points, topics, minAgeYears, suits, roles, active } = it;
  return {
    code,
    name,
    subtitle,
    scene,
    unit,
    points,
    topics,
    minAgeYears,
    suits,
    roles,
    active,
    priceYuan: it.priceFen / 100,
    originalPriceYuan: it.originalPriceFen === null ? null : it.originalPriceFen / 100,
    costYuan: it.costFen / 100,
  };
}

const fenOf = (yuanValue: number | null): number => Math.round((yuanValue ?? 0) * 100);

export function packageBodyOf(draft: PackageDraft): PackageBody {
  const { priceYuan, originalPriceYuan, costYuan, ...rest } = draft;
  return {
    ...rest,
    priceFen: fenOf(priceYuan),
    originalPriceFen: originalPriceYuan === null ? null : fenOf(originalPriceYuan),
    costFen: fenOf(costYuan),
    points: [...draft.points],
    topics: [...draft.topics],
    suits: [...draft.suits] as PackageBody['suits'],
    roles: [...draft.roles] as PackageBody['roles'],
  };
}

/** What is still missing, in the order of the form. */
export function missingInPackage(draft: PackageDraft): string[] {
  const missing: PackageField[] = [];
  if (draft.name.trim() === '') missing.push('name');
  if (draft.code.trim() === '') missing.push('code');
  if (draft.priceYuan === null) missing.push('priceYuan');
  if (draft.points.length === 0) missing.push('points');
  if (draft.roles.length === 0) missing.push('roles');
  if (draft.costYuan === null) missing.push('costYuan');
  return missing.map((field) => PACKAGE_FIELDS[field]);
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const changedInPackage = (before: PackageDraft, after: PackageDraft): PackageField[] =>
  (Object.keys(PACKAGE_FIELDS) as PackageField[]).filter((field) => !same(before[field], after[field]));

/** What two people made of one package: what only the other changed is taken over, what both changed is asked. */
export interface Merge {
  readonly draft: PackageDraft;
  /** Fields that the other changed and I did not. */
  readonly taken: readonly PackageField[];
  /** Fields that both changed, differently: mine is in the draft. */
  readonly clashing: readonly PackageField[];
}

export function mergeEdits(base: PackageDraft, mine: PackageDraft, theirs: PackageDraft): Merge {
  const myChanges = new Set(changedInPackage(base, mine));
  const theirChanges = changedInPackage(base, theirs);
  const taken = theirChanges.filter((field) => !myChanges.has(field));
  const clashing = theirChanges.filter((field) => myChanges.has(field) && !same(mine[field], theirs[field]));
  const takenValues = Object.fromEntries(taken.map((field) => [field, theirs[field]]));
  return { draft: { ...mine, ...takenValues }, taken, clashing };
}

/** A field's value as people read it. */
export function packageText(draft: PackageDraft, field: PackageField): string {
  const value = draft[field];
  if (value === null || value === '') return '没有';
  if (field === 'active') return draft.active ? '在售' : '停售';
  if (field === 'scene') return SCENES[draft.scene] ?? draft.scene;
  if (field === 'roles') return draft.roles.map(roleName).join(' → ');
  if (field === 'suits') return draft.suits.map((each) => SUITS[each] ?? each).join('、') || '没有';
  if (typeof value === 'number') return field === 'minAgeYears' ? `${count(value)}年` : yuan(fenOf(value));
  return typeof value === 'object' ? value.join('、') || '没有' : String(value);
}
