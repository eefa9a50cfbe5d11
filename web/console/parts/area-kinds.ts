/** How wide something holds, the widest first. */
export type AreaKind = 'all' | 'region' | 'city' | 'store' | 'community';

export const AREA_KINDS: Readonly<Record<AreaKind, string>> = {
  all: '全国',
  region: '大区',
  city: '城市',
  store: '门店',
  community: '小区',
};

/** An area as a form holds it; the id is missing as long as none was chosen, and for the whole country. */
export interface AreaDraft {
  readonly areaKind: AreaKind;
  readonly areaId: string | undefined;
}

/** What is missing of an area, in words. */
export const areaFault = ({ areaKind, areaId }: AreaDraft): string | undefined =>
  areaKind !== 'all' && areaId === undefined ? `选一个${AREA_KINDS[areaKind]}` : undefined;

/** An area as the server takes it: no id exactly for the whole country. */
export const areaBodyOf = ({ areaKind, areaId }: AreaDraft): { areaKind: AreaKind; areaId: string | null } => ({
  areaKind,
  areaId: areaKind === 'all' ? null : (areaId ?? null),
});

/** An area in one word of an address: `all`, `city:0192…`. */
export const areaInAddress = ({ areaKind, areaId }: AreaDraft): string | undefined =>
  areaKind === 'all' ? undefined : `${areaKind}:${areaId ?? ''}`;

/** What the address says; the whole country where it says nothing that we know. */
export function areaOfAddress(text: string | undefined): AreaDraft {
  const [kind = '', id] = (text ?? '').split(':');
  return id !== undefined && id !== '' && Object.hasOwn(AREA_KINDS, kind)
    ? { areaKind: kind as AreaKind, areaId: id }
    : { areaKind: 'all', areaId: undefined };
}
