import { describe, expect, it } from 'vitest';
import type { Grant } from '../shared/session.tsx';
import { pagesFor } from './pages.ts';

const grant = (areaKind: Grant['areaKind']): Grant => ({
  role: 'admin',
  roleName: '系统管理员',
  areaKind,
  areaId: areaKind === 'all' ? null : 'sz',
  areaName: '',
});
const paths = (permissions: string[], grants: Grant[], mode: 'demo' | 'production' = 'production'): string[] =>
  pagesFor({ permissions, grants, mode }).map((page) => page.path);

describe('the pages that somebody may open', () => {
  it('are those that their permissions open', () => {
    expect(paths([], [])).toContain('/system/sessions');
    expect(paths([], [])).not.toContain('/boards');
    expect(paths(['insight.read'], [grant('city')])).toContain('/boards');
  });

  it('hold accounts only for whoever administers everything', () => {
    expect(paths(['user.manage'], [grant('city')])).not.toContain('/system/staff');
    expect(paths(['user.manage'], [grant('city'), grant('all')])).toContain('/system/staff');
  });
});
