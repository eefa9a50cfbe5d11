import { useEffect, useState } from 'react';
import { readKept, writeKept } from '../outbox/device-store.ts';
import { useMe } from '../../shared/session.tsx';

export interface Draft<T> {
  /** False until the phone has answered whether there is one. */
  readonly ready: boolean;
  readonly value: T | undefined;
  /** Keeps it on the phone at once; undefined forgets it. */
  readonly keep: (next: T | undefined) => void;
}

/**
 * What is being filled in, kept on the phone with every change, so that nothing is lost when the battery, the app or the
 * session ends. It is the user's own, and goes when they sign out.
 */
export function useDraft<T>(name: string): Draft<T> {
  const { userId } = useMe();
  const key = `draft:${userId}:${name}`;
  const [read, setRead] = useState<{ readonly key: string; readonly value: T | undefined }>();
  useEffect(() => {
    let gone = false;
    const show = (value: T | undefined): void => {
      // What was typed before the phone answered is newer.
      if (!gone) setRead((now) => (now?.key === key ? now : { key, value }));
    };
    readKept<T>(key).then(show, () => show(undefined));
    return () => {
      gone = true;
    };
  }, [key]);
  const keep = (value: T | undefined): void => {
    setRead({ key, value });
    // A phone that keeps nothing (private mode) still lets one work until the page is closed.
    writeKept(key, value).catch(() => undefined);
  };
  return { ready: read?.key === key, value: read?.key === key ? read.value : undefined, keep };
}
