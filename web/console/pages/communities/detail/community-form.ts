import type { CommunityDetailAnswer } from '#modules/territory/contract';

/** The fields of the form, as typed. */
export interface CommunityForm {
  readonly name: string;
  readonly district: string;
  readonly builtYear: number | null;
  readonly households: number | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly partnerId: string | null;
  readonly storeIds: readonly string[];
}

export const formOf = (community: CommunityDetailAnswer): CommunityForm => ({
  name: community.name,
  district: community.district,
  builtYear: community.builtYear,
  households: community.households,
  lng: community.position.lng,
  lat: community.position.lat,
  partnerId: community.partnerId,
  storeIds: community.stores.map((store) => store.id),
});

/** Whatever makes the form unfit to be sent, by field. */
export function faultsOf(form: CommunityForm): Partial<Record<keyof CommunityForm, string>> {
  const faults: Partial<Record<keyof CommunityForm, string>> = {};
  if (form.name.trim() === '') faults.name = '写上小区名';
  if (form.builtYear !== null && (form.builtYear < 1900 || form.builtYear > 2200)) faults.builtYear = '建成年份不对';
  if (form.lng === null || Math.abs(form.lng) > 180) faults.lng = '经度在 -180 到 180 之间';
  if (form.lat === null || Math.abs(form.lat) > 90) faults.lat = '纬度在 -90 到 90 之间';
  return faults;
}

/** What is sent: what stays as it was comes from the community, the stores only when they were changed. */
export function bodyOf(community: CommunityDetailAnswer, form: CommunityForm): Readonly<Record<string, unknown>> {
  const before = formOf(community).storeIds.toSorted().join();
  const storesChanged = form.storeIds.toSorted().join() !== before;
  return {
    externalCode: community.externalCode,
    cityId: community.cityId,
    name: form.name.trim(),
    district: form.district.trim(),
    position: { lng: form.lng, lat: form.lat },
    builtYear: form.builtYear,
    households: form.households,
    partnerId: form.partnerId,
    ...(storesChanged ? { storeIds: form.storeIds } : {}),
  };
}
