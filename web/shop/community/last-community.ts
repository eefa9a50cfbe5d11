import { read, write } from '../visitor.ts';

export interface RememberedCommunity {
  readonly communityId: string;
  readonly name: string;
}

const KEY = 'tw.community';

/** Where this phone shopped last, if it remembers. */
export function lastCommunity(): RememberedCommunity | undefined {
  const text = read(KEY);
  if (text === null) return undefined;
  try {
    const { communityId, name } = JSON.parse(text) as RememberedCommunity;
    return typeof communityId === 'string' && typeof name === 'string' ? { communityId, name } : undefined;
  } catch {
    return undefined;
  }
}

export function rememberCommunity({ communityId, name }: RememberedCommunity): void {
  write(KEY, JSON.stringify({ communityId, name }));
}
