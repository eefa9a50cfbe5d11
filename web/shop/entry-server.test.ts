import { describe, expect, it } from 'vitest';
import { renderPage, renderView } from './entry-server.tsx';
import type { Offer } from './offer.ts';
import { readState } from './view-state.ts';

const offer: Offer = {
  token: 'tok',
  community: { name: '翠苑二区', city: '杭州' },
  package: {
    name: '老房防水翻新',
    subtitle: '3天完工',
    priceFen: 399_900,
    originalPriceFen: 499_900,
    unit: '/套',
    points: ['质保五年'],
  },
  play: {
    headline: '</script><b>楼龄21年',
    script: '先看看再说',
    deadline: '2026-11-30T12:00:00Z',
    action: '预约免费上门量房',
  },
  touchpoint: { maskedName: '王*', roleName: '物业管家' },
  neighbours: { count: 3, visitors: 12, recent: [{ mask: '李*', agoMinutes: 12 }] },
  needs: ['漏水'],
  state: 'open',
  bookable: true,
  consentText: '同意用于联系我',
  consentVersion: 'v1',
};
const template =
  '<title><!--shop-title--></title><div id="root"><!--shop-html--></div><script>\n <!--shop-state-->\n</script>';

describe('the first view of the shop', () => {
  it('shows the offer, its price and its button before any script runs', () => {
    const { html } = renderView({ kind: 'offer', offer });
    for (const words of ['翠苑二区', '老房防水翻新', '¥3,999', '预约免费上门量房', '王*', '3', '11月30日 20:00']) {
      expect(html).toContain(words);
    }
  });

  it('lets no text of the offer out of its place', () => {
    const page = renderPage(template, { kind: 'offer', offer });
    expect(page.match(/<\/script>/g)).toHaveLength(1);
    expect(page).not.toContain('<b>楼龄');
    const state = /<script>([^]*)<\/script>/.exec(page)?.[1] ?? '';
    expect(readState(state)).toEqual({ kind: 'offer', offer });
  });

  it('says over what time the neighbours are counted', () => {
    expect(renderView({ kind: 'offer', offer }).html.replaceAll(/<[^>]*>/g, '')).toContain(
      '最近7天，翠苑二区有 3 户预约12 位邻居看过',
    );
  });

  it('never ticks the consent for anybody', () => {
    expect(renderView({ kind: 'offer', offer }).html).not.toMatch(/checked/);
  });

  it('offers no form when it is over', () => {
    for (const state of ['closed', 'expired'] as const) {
      const { html } = renderView({ kind: 'offer', offer: { ...offer, state } });
      expect(html).not.toContain('<form');
    }
  });

  it('says what a wrong link is', () => {
    expect(renderView({ kind: 'missing' }).html).toContain('链接');
  });
});
