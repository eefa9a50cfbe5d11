import type { FileImportAnswer } from '#modules/cdp/contract';
import type { StateTone } from '../../parts/state-word.tsx';

export const IMPORTS_KEY = ['imports'];
export const IMPORTS_PATH = '/api/cdp/imports';

export type FileKind = FileImportAnswer['kind'];

export const FILE_KINDS: Readonly<Record<FileKind, { readonly title: string; readonly unit: string }>> = {
  orders: { title: '门店销售', unit: '笔' },
  people: { title: '住户会员', unit: '位' },
  posts: { title: '群聊和帖子', unit: '条' },
};

/** Where a file stands; `waits` for somebody to take its rows over. */
export function importState(file: Pick<FileImportAnswer, 'good' | 'committedAt'>): {
  readonly word: string;
  readonly tone: StateTone;
  readonly waits: boolean;
} {
  if (file.committedAt !== null) return { word: '已导入', tone: 'good', waits: false };
  return file.good === 0
    ? { word: '没有能用的', tone: 'bad', waits: false }
    : { word: '等你确认', tone: 'warn', waits: true };
}
