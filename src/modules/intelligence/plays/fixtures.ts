import type { CityId, CommunityId } from '#kernel/ids';
import { fen } from '#kernel/money';
import type { Package, PackageId } from '#modules/commerce';
import type { CommunityPicture, PackageResult, Standing } from './picture.ts';

const AT = new Date('2026-06-06T02:00:00Z');
let packages = 0;

/** For tests: a package about leaks, with changes. */
export function somePackage(changes: Partial<Package> = {}): Package {
  packages += 1;
  return {
    id: `00000000-0000-7000-8000-${String(packages).padStart(12, '0')}` as PackageId,
    code: `P${packages}`,
    name: `套餐${packages}`,
    subtitle: '先看后做',
    scene: 'renewal',
    priceFen: fen(29_900),
    originalPriceFen: fen(39_900),
    unit: '/次',
    points: ['上门检测', '当天出报告'],
    topics: ['leak'],
    minAgeYears: null,
    suits: [],
    roles: ['property_steward', 'ambassador'],
    costFen: fen(8_000),
    active: true,
    revision: 1,
    createdAt: AT,
    updatedAt: AT,
    ...changes,
  };
}

export function somePicture(changes: Partial<CommunityPicture> = {}): CommunityPicture {
  return {
    communityId: '00000000-0000-7000-8000-00000000c001' as CommunityId,
    cityId: '00000000-0000-7000-8000-00000000b001' as CityId,
    name: '青枫里',
    ageYears: 21,
    households: 800,
    members: 60,
    topics: [],
    grievances: [],
    ...changes,
  };
}

export const NO_RESULT: PackageResult = {
  trials: 0,
  successes: 0,
  won: 0,
  lost: 0,
  lostReason: null,
  segmentTrials: 0,
  segmentSuccesses: 0,
  expectedRate: 0.02,
};

export function standing(it: Package, changes: Partial<Standing> = {}): Standing {
  return {
    package: it,
    result: NO_RESULT,
    isDrawn: false,
    isMainPush: false,
    isSigned: false,
    isOpen: false,
    recentPlays: 0,
    rejections: [],
    ...changes,
  };
}
