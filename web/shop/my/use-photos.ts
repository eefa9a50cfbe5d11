import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { api, newKey } from '../../shared/api.ts';
import { asProblem, type ApiProblem } from '../../shared/problem.ts';
import { OWN } from './paths.ts';
import { shrinkPhoto } from './shrink-photo.ts';

export interface Photo {
  readonly key: string;
  /** Shown from the phone. */
  readonly url: string;
  readonly file: File;
  /** Of the server, once it has it. */
  readonly fileId?: string;
  readonly problem?: ApiProblem;
}

export interface Photos {
  readonly photos: readonly Photo[];
  readonly add: (files: readonly File[]) => void;
  readonly drop: (key: string) => void;
  readonly again: (photo: Photo) => void;
}

interface PhotoHooks {
  readonly most: number;
  readonly onChange: (photoIds: readonly string[]) => void;
  /** Whether some are still on their way. */
  readonly onBusy: (busy: boolean) => void;
}

/** Photos that go out at once, each under a key of its own, so that sending one again makes no second one. */
export function usePhotos({ most, onChange, onBusy }: PhotoHooks): Photos {
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const made = useRef<string[]>([]);
  const tell = useEffectEvent((now: readonly Photo[]) => {
    onChange(now.flatMap(({ fileId }) => fileId ?? []));
    onBusy(now.some(({ fileId, problem }) => fileId === undefined && problem === undefined));
  });
  useEffect(() => tell(photos), [photos]);
  useEffect(() => {
    const urls = made.current;
    return () => {
      for (const url of urls) URL.revokeObjectURL(url);
    };
  }, []);
  const patch = (key: string, more: Partial<Photo>): void =>
    setPhotos((before) => before.map((photo) => (photo.key === key ? { ...photo, ...more } : photo)));
  const send = async ({ key, file }: Photo): Promise<void> => {
    try {
      const body = new FormData();
      body.append('file', await shrinkPhoto(file), 'photo.jpg');
      const { fileId } = await api.post<{ fileId: string }>(`${OWN.claims}/photos`, { body, key, timeoutMs: 60_000 });
      patch(key, { fileId });
    } catch (error) {
      patch(key, { problem: asProblem(error) });
    }
  };
  const add = (files: readonly File[]): void => {
    const added = files.slice(0, Math.max(0, most - photos.length)).map((file): Photo => {
      const url = URL.createObjectURL(file);
      made.current.push(url);
      return { key: newKey(), url, file };
    });
    setPhotos([...photos, ...added]);
    for (const photo of added) void send(photo);
  };
  const again = ({ key, url, file }: Photo): void => {
    const fresh: Photo = { key, url, file };
    setPhotos((before) => before.map((photo) => (photo.key === key ? fresh : photo)));
    void send(fresh);
  };
  const drop = (key: string): void => setPhotos((before) => before.filter((photo) => photo.key !== key));
  return { photos, add, drop, again };
}
