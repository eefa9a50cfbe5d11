import type { ProfileSearchAnswer } from '#modules/cdp/contract';
import type { ProjectsAnswer, VisitsAnswer } from '#modules/fulfilment/contract';
import type { OrdersAnswer } from '#modules/commerce/contract';
import type { LeadsAnswer } from '#modules/growth/contract';
import type { CommunitiesAnswer } from '#modules/territory/contract';
import { api } from '../../shared/api.ts';
import type { IconName } from '../../shared/icons.tsx';
import type { Me } from '../../shared/session.tsx';
import { areas, pagesFor } from '../pages.ts';

/** One thing that ⌘K found. */
export interface Hit {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly icon: IconName;
  /** Address inside the console. */
  readonly to: string;
  /** The search part of the address. */
  readonly search?: Readonly<Record<string, string>>;
}

/** Who asks, as far as it decides what may be found. */
export type Finder = Pick<Me, 'permissions' | 'grants' | 'mode'>;

/** Something that ⌘K searches. To make more things findable, add a source to `paletteSources`. */
export interface PaletteSource {
  readonly title: string;
  /** The permission without which it is not asked. */
  readonly needs?: string;
  /** Whether it is worth asking; a source that asks the server says no to what cannot name one of its things. */
  readonly wants: (query: string) => boolean;
  readonly find: (query: string, finder: Finder, signal: AbortSignal) => Promise<readonly Hit[]>;
}

const SHOWN = 6;

const pageSource: PaletteSource = {
  title: '页面',
  wants: () => true,
  find: async (query, finder) =>
    pagesFor(finder)
      .filter((page) => matches(query, page.title, page.question))
      .map((page) => ({
        id: page.path,
        title: page.title,
        hint: page.question,
        icon: areas.find((area) => area.name === page.area)?.icon ?? 'forward',
        to: page.path,
      })),
};

const communitySource: PaletteSource = {
  title: '小区',
  needs: 'territory.read',
  wants: (query) => query.length >= 2 && !looksLikeDigits(query),
  find: async (text, _finder, signal) => {
    const query = { text, limit: SHOWN };
    const { items } = await api.get<CommunitiesAnswer>('/api/territory/communities', { query, signal });
    return items.map((it) => ({
      id: it.id,
      title: it.name,
      hint: [`${it.cityName}${it.district}`, it.households === null ? '' : `${it.households}户`]
        .filter(Boolean)
        .join(' · '),
      icon: 'communities',
      to: '/communities',
      search: { open: it.id },
    }));
  },
};

const leadSource: PaletteSource = {
  title: '线索',
  needs: 'lead.read',
  wants: looksLikeLeadNumber,
  find: async (text, _finder, signal) => {
    const { items } = await api.get<LeadsAnswer>('/api/growth/leads', { query: { text, limit: SHOWN }, signal });
    return items.map((it) => ({
      id: it.leadId,
      title: it.leadNumber,
      hint: `${it.stateName} · ${it.communityName} · ${it.name}`,
      icon: 'leads',
      to: '/leads',
      search: { lead: it.leadId, state: 'all' },
    }));
  },
};

const orderSource: PaletteSource = {
  title: '订单',
  needs: 'order.read',
  wants: looksLikeOrderNumber,
  find: async (text, _finder, signal) => {
    const { items } = await api.get<OrdersAnswer>('/api/commerce/orders', { query: { text, limit: SHOWN }, signal });
    return items.map((it) => ({
      id: it.orderId,
      title: it.orderNumber,
      hint: `${it.stateName} · ${it.communityName} · ${it.customerName}`,
      icon: 'sent',
      to: '/deals/orders',
      search: { order: it.orderId, state: 'all' },
    }));
  },
};

const visitSource: PaletteSource = {
  title: '上门',
  needs: 'visit.read',
  wants: looksLikeLeadNumber,
  find: async (text, _finder, signal) => {
    const query = { text: text.trim(), limit: SHOWN, order: 'latest' };
    const { items } = await api.get<VisitsAnswer>('/api/fulfilment/visits', { query, signal });
    return items.map((it) => ({
      id: it.visitId,
      title: it.visitNumber,
      hint: `${it.stateName} · ${it.serviceName} · ${it.communityName}`,
      icon: 'service',
      to: '/service',
      search: { visit: it.visitId, state: 'all' },
    }));
  },
};

/** A project goes by the number of its order. */
const projectSource: PaletteSource = {
  title: '工程',
  needs: 'visit.read',
  wants: looksLikeLeadNumber,
  find: async (text, _finder, signal) => {
    const query = { text: text.trim(), limit: SHOWN };
    const { items } = await api.get<ProjectsAnswer>('/api/fulfilment/projects', { query, signal });
    return items.map((it) => ({
      id: it.projectId,
      title: it.orderNumber,
      hint: `${it.stateName} · ${it.communityName} · ${it.packageName}`,
      icon: 'service',
      to: '/service/projects',
      search: { project: it.projectId, state: 'all' },
    }));
  },
};

/** By phone, its last four digits, or a full name; what is found is masked. The server records that somebody searched. */
const peopleSource: PaletteSource = {
  title: '客户',
  needs: 'cdp.read',
  wants: looksLikePhone,
  find: async (text, _finder, signal) => {
    const { items } = await api.post<ProfileSearchAnswer>('/api/cdp/profiles/search', { body: { text }, signal });
    return items.slice(0, SHOWN).map((it) => ({
      id: it.profileId,
      title: it.names[0] ?? '未留姓名',
      hint: [it.phones[0], it.communityName].filter((part) => part != null).join(' · '),
      icon: 'me',
      to: '/sources/people',
      search: { person: it.profileId },
    }));
  },
};

export const paletteSources: readonly PaletteSource[] = [
  communitySource,
  leadSource,
  orderSource,
  peopleSource,
  visitSource,
  projectSource,
  pageSource,
];

/** The sources that a query concerns, for this user. */
export function sourcesFor(query: string, finder: Finder): readonly PaletteSource[] {
  return paletteSources.filter(
    (source) => source.wants(query) && (source.needs === undefined || finder.permissions.includes(source.needs)),
  );
}

/** Whether every word of the query occurs in one of the texts. */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const all = texts.join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

const bare = (query: string): string => query.replaceAll(/[\s-]/g, '');

function looksLikeDigits(query: string): boolean {
  return /^\+?\d+$/.test(bare(query));
}

/** `DD-SZ-260606-0001`, its beginning, or its last four digits. */
export function looksLikeOrderNumber(query: string): boolean {
  return /^\d{4}$/.test(bare(query)) || /^dd-?[a-z]/i.test(query.replaceAll(/\s/g, ''));
}

/** `SZ-260606-0001`, a part of it, or its last four digits. */
export function looksLikeLeadNumber(query: string): boolean {
  return /^\d{4}$/.test(bare(query)) || /^[a-z]{1,6}-?\d{2,}/i.test(query.replaceAll(/\s/g, ''));
}

/** A whole mobile number or its last four digits: anything shorter would show strangers. */
export function looksLikePhone(query: string): boolean {
  return /^(\+?86)?1\d{10}$|^\d{4}$/.test(bare(query));
}
