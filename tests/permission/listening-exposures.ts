import type { Everybody, Exposure } from './exposures.ts';
import type { Area } from './sibling-world.ts';

const voices = (area: Area) => area.ids.voice.map((eventId) => ({ cityId: area.cityId, eventId }));
/** Of the two alerts of an area the first, or the last. */
const alerts = (which: 'all' | 'first' | 'last') => (area: Area) => {
  const all = area.ids.alert.map((alertId) => ({ cityId: area.cityId, alertId }));
  return { all, first: all.slice(0, 1), last: all.slice(-1) }[which];
};
const PATH = '/api/intelligence/listening/alerts/:cityId/:alertId';

/** What communities say, and what is made of it. */
export const listeningExposures: Readonly<Record<string, Exposure | Everybody>> = {
  'PUT /api/cdp/listening/voices/:cityId/:eventId/label': {
    as: 'staff',
    fill: voices,
    body: () => ({ sentiment: 'negative', severity: 1, topics: ['leak'] }),
  },
  'POST /api/intelligence/listening/voices/:cityId/:eventId/ticket': { as: 'staff', fill: voices, noControl: true },
  'POST /api/cdp/listening/models/:kind/shipped': { everybody: 'only headquarters changes how everybody is read' },
  [`GET ${PATH}`]: { as: 'staff', fill: alerts('all') },
  [`GET ${PATH}/people`]: { as: 'staff', fill: alerts('all') },
  [`POST ${PATH}/ticket`]: { as: 'staff', fill: alerts('first'), body: () => ({ revision: 1 }) },
  [`POST ${PATH}/dismiss`]: {
    as: 'staff',
    fill: alerts('last'),
    body: () => ({ revision: 1, reason: 'known' }),
  },
};
