import { useState } from 'react';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { SupplyAnswerJson, SupplyCountAnswer, SupplyLineAnswer } from '#modules/intelligence/contract';
import { queryString } from '../../../../shared/api.ts';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { counted } from '../../../parts/use-desk.ts';
import { useList, type List } from '../../../parts/use-list.ts';
import { useSummary } from '../../../parts/use-summary.ts';
import { afterLeaving, step, toggled } from '../../plays/play-walk.ts';
import { changedOf, isOpen, isTyped, type Drafts, type Target } from './supply-draft.ts';
import { LINES_EXPORT_PATH, LINES_PATH, SUPPLY_KEY } from './supply-paths.ts';
import { countOfTab, finalWords, KINDS, TABS, tabsOf, type SupplyKind, type SupplyTab } from './supply-words.ts';
import { useDecide, type Decisions } from './use-decide.ts';
import { useDrafts } from './use-drafts.ts';

export const FILTERS = ['city', 'place', 'category', 'text'] as const;
export type SupplyFilter = (typeof FILTERS)[number];
