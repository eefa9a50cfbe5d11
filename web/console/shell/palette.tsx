import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { useMe } from '../../shared/session.tsx';
import { useSettled } from '../../shared/use-settled.ts';
import { sourcesFor, type Finder, type Hit } from './palette-sources.ts';
import { closePalette, openPalette, usePaletteOpen } from './palette-state.ts';

/** A pause in the typing after which the server is asked. */
const PAUSE_MS = 200;

interface Found {
  readonly title: string;
  readonly hits: readonly Hit[];
}

/** ⌘K: finds and goes. */
export function Palette(): ReactNode {
  const open = usePaletteOpen();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      openPalette();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    const element = dialog.current;
    const onClick = (event: MouseEvent): void => {
      if (event.target === element) closePalette();
    };
    element?.addEventListener('click', onClick);
    return () => element?.removeEventListener('click', onClick);
  }, []);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="palette" aria-label="查找" onClose={closePalette}>
      {open ? <FinderView /> : null}
    </dialog>
  );
}

function FinderView(): ReactNode {
  const me = useMe();
  const navigate = useNavigate();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const asked = useSettled(query.trim(), PAUSE_MS);
  const found = useQuery({
    queryKey: ['palette', asked],
    queryFn: ({ signal }) => findEverywhere(asked, me, signal),
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
  const searching = asked !== query.trim() || found.isFetching;
  const groups = found.data ?? [];
  const hits = groups.flatMap((group) => group.hits);
  const go = (hit: Hit | undefined): void => {
    if (hit === undefined) return;
    closePalette();
    void navigate({ to: hit.to, search: (hit.search ?? {}) as never });
  };
  const onKey = (event: KeyboardEvent): void => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined && hits.length > 0) {
      event.preventDefault();
      setAt((at + move + hits.length) % hits.length);
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) go(hits[at]);
  };
  return (
    <>
      <div className="palette-field">
        <Icon name="search" />
        <QueryField
          listId={listId}
          activeId={hits[at] === undefined ? undefined : `${listId}-${at}`}
          query={query}
          onKey={onKey}
          onQuery={(next) => {
            setQuery(next);
            setAt(0);
          }}
        />
      </div>
      <div id={listId} role="listbox" aria-label="结果" className="palette-list">
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <p aria-hidden>{group.title}</p>
            {group.hits.map((hit) => (
              <Option
                key={hit.id}
                id={`${listId}-${hits.indexOf(hit)}`}
                hit={hit}
                active={hits[at] === hit}
                onPick={() => go(hit)}
              />
            ))}
          </div>
        ))}
      </div>
      {hits.length === 0 ? (
        <p className="palette-none" role="status">
          {searching ? '正在找…' : `没找到「${query}」。换个说法试试。`}
        </p>
      ) : null}
    </>
  );
}

interface QueryFieldProps {
  readonly listId: string;
  readonly activeId: string | undefined;
  readonly query: string;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onQuery: (query: string) => void;
}

function QueryField({ listId, activeId, query, onKey, onQuery }: QueryFieldProps): ReactNode {
  return (
    <input
      role="combobox"
      aria-label="找小区、线索、订单、客户或页面"
      aria-expanded
      aria-controls={listId}
      aria-activedescendant={activeId}
      placeholder="小区名、线索编号、订单号、手机号、页面名"
      value={query}
      onKeyDown={onKey}
      onChange={(event) => onQuery(event.target.value)}
    />
  );
}

function Option({ id, hit, active, onPick }: { id: string; hit: Hit; active: boolean; onPick: () => void }): ReactNode {
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <button
      ref={element}
      type="button"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="palette-option"
      onClick={onPick}
    >
      <Icon name={hit.icon} />
      <strong>{hit.title}</strong>
      <span>{hit.hint}</span>
    </button>
  );
}

/** A source that fails hides nothing of the others. */
async function findEverywhere(query: string, finder: Finder, signal: AbortSignal): Promise<Found[]> {
  const sources = sourcesFor(query, finder);
  const answers = await Promise.allSettled(sources.map((source) => source.find(query, finder, signal)));
  return answers
    .map((answer, at) => ({
      title: sources[at]?.title ?? '',
      hits: answer.status === 'fulfilled' ? answer.value : [],
    }))
    .filter((group) => group.hits.length > 0);
}
