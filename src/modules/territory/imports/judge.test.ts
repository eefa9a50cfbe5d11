import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceM, type Position } from '#kernel/geo';
import { fromWgs84 } from '#kernel/geo-datum';
import type { CityId, CommunityId, PartnerId } from '#kernel/ids';
import { EVERYTHING, type Scope } from '#platform/permission';
import { judgeRows } from './judge.ts';
import type { JudgeOptions, References } from './references.ts';
import type { Cells, ImportRow } from './place-import.ts';

const SUZHOU = '00000000-0000-7000-8000-000000000001' as CityId;
const HEFEI = '00000000-0000-7000-8000-000000000002' as CityId;
const KNOWN = '00000000-0000-7000-8000-000000000003' as CommunityId;
const PARTNER = '00000000-0000-7000-8000-000000000004' as PartnerId;

const suzhou = { id: SUZHOU, name: '苏州', position: { lng: 120.6, lat: 31.3 } };
const hefei = { id: HEFEI, name: '合肥', position: { lng: 117.23, lat: 31.82 } };

const knownFacts = {
  name: '青枫里',
  cityId: SUZHOU,
  district: '姑苏区',
  position: { lng: 120.61, lat: 31.31 },
  builtYear: 2003,
  households: 800,
  partnerId: PARTNER,
};

const references: References = {
  existing: new Map([['C1', { id: KNOWN, version: 4, facts: knownFacts }]]),
  regions: new Map(),
  cities: new Map([
    ['SZ', suzhou],
    ['苏州', suzhou],
    ['HF', hefei],
  ]),
  partners: new Map([['P1', PARTNER]]),
  communities: new Map([['C1', { id: KNOWN, cityId: SUZHOU }]]),
  points: new Map(),
  codesByName: new Map([[`${SUZHOU} 青枫里`, ['C1']]]),
};

const options: JudgeOptions = { kind: 'communities', datum: 'wgs84', thisYear: 2026, scope: EVERYTHING };

const good: Cells = {
  code: 'C2',
  name: '澄湖苑',
  city: 'SZ',
  lng: '120.62',
  lat: '31.30',
  builtYear: '1998',
  households: '560',
};
const rows = (...cells: Cells[]): ImportRow[] => cells.map((each, index) => ({ lineNumber: index + 2, cells: each }));
const judge = (cells: Cells, more: Partial<JudgeOptions> = {}) =>
  judgeRows(rows(cells), references, { ...options, ...more })[0]!;
const faultsOf = (cells: Cells, more: Partial<JudgeOptions> = {}) =>
  judge(cells, more).faults.map((fault) => fault.code.replace('place-import-row-', ''));

describe('judging rows of communities', () => {
  it('creates what is new, with nothing known where the file has no such column', () => {
    const row = judge(good);
    expect(row.verdict).toBe('create');
    expect(row.facts).toMatchObject({
      cityId: SUZHOU,
      builtYear: 1998,
      households: 560,
      district: '',
      partnerId: null,
    });
  });

  it('finds a city by its name too, and reads a year with its character', () => {
    expect(judge({ ...good, city: '苏州', builtYear: '1998年' }).facts).toMatchObject({
      cityId: SUZHOU,
      builtYear: 1998,
    });
  });

  it.each([
    [{ city: 'XX' }, ['unknown-city']],
    [{ code: '' }, ['empty']],
    [{ name: '' }, ['empty']],
    [{ builtYear: '98' }, ['bad-year']],
    [{ builtYear: '2050' }, ['bad-year']],
    [{ households: '约五百' }, ['bad-households']],
    [{ households: '12.5' }, ['bad-households']],
    [{ households: '999999' }, ['too-many-households']],
    [{ lng: '31.30', lat: '120.62' }, ['position-swapped']],
    [{ lng: '2.35', lat: '48.86' }, ['outside-china']],
    [{ lng: '东经120' }, ['not-degrees']],
    [{ partner: 'P9' }, ['unknown-partner']],
    [{ city: 'XX', builtYear: '98', households: '?' }, ['unknown-city', 'bad-year', 'bad-households']],
  ] satisfies [Cells, string[]][])('refuses %j', (cells, codes) => {
    expect(faultsOf({ ...good, ...cells })).toEqual(codes);
    expect(judge({ ...good, ...cells })).toMatchObject({ verdict: 'bad', facts: null });
  });

  it('refuses the second row of a code and says where the first is', () => {
    const [, second] = judgeRows(rows(good, { ...good, name: '别名' }), references, options);
    expect(second?.faults).toEqual([
      { field: 'code', code: 'place-import-row-duplicate-in-file', params: { code: 'C2', line: 2 } },
    ]);
  });

  it('changes only what the file says, and calls the same the same', () => {
    const same: Cells = { code: 'C1', name: '青枫里', city: 'SZ', lng: '120.61', lat: '31.31' };
    expect(judge(same)).toMatchObject({ verdict: 'same', changedFields: [] });
    const changed = judge({ ...same, households: '820', partner: '' });
    expect(changed).toMatchObject({ verdict: 'change', existing: { id: KNOWN, version: 4 } });
    expect(changed.changedFields).toEqual(['households', 'partnerId']);
    expect(changed.facts).toMatchObject({ builtYear: 2003, households: 820, partnerId: null });
  });

  it('never moves a community to another city', () => {
    expect(faultsOf({ ...good, code: 'C1', city: 'HF', lng: '117.2', lat: '31.8' })).toEqual(['code-in-other-city']);
  });

  it('refuses cities outside the area of who imports', () => {
    const scope: Scope = {
      everything: false,
      cities: [HEFEI],
      stores: [],
      communities: [],
      touchpoint: undefined,
      customer: undefined,
    };
    expect(faultsOf(good, { scope })).toEqual(['outside-your-area']);
  });

  it('warns of a far position and of a second community of the same name, and lets them pass', () => {
    const row = judge({ ...good, name: '青枫里', lng: '125.3' });
    expect(row.verdict).toBe('create');
    expect(row.warnings.map((warning) => warning.code)).toEqual([
      'place-import-row-far-from-city',
      'place-import-row-same-name',
    ]);
  });

  it('stores WGS-84 whatever datum the file has', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 119.8, max: 121.2, noNaN: true }),
        fc.double({ min: 30.8, max: 31.9, noNaN: true }),
        fc.constantFrom('gcj02' as const, 'bd09' as const),
        (lng, lat, datum) => {
          const shown = fromWgs84({ lng, lat }, datum);
          const row = judge({ ...good, lng: shown.lng.toFixed(8), lat: shown.lat.toFixed(8) }, { datum });
          expect(distanceM(row.facts?.['position'] as Position, { lng, lat })).toBeLessThan(0.05);
        },
      ),
    );
  });
});

describe('judging rows of stores', () => {
  const store: Cells = { code: 'S1', name: '吴中店', city: 'SZ', lng: '120.6', lat: '31.3', communities: 'C1；C1' };

  it('takes the communities it serves by their codes', () => {
    expect(judge(store, { kind: 'stores' }).facts).toMatchObject({ communityIds: [KNOWN] });
  });

  it('names the codes that nobody knows', () => {
    const row = judge({ ...store, communities: 'C1、C8 C9' }, { kind: 'stores' });
    expect(row.faults).toEqual([
      { field: 'communities', code: 'place-import-row-unknown-communities', params: { codes: 'C8、C9', count: 2 } },
    ]);
  });
});
