import { useNavigate, useSearch } from '@tanstack/react-router';

export type UrlValues = Readonly<Record<string, string | undefined>>;

/**
 * What a page shows, kept in its address, so that it can be sent to a colleague and survives a reload: filters, sort,
 * the open row. Names must be of this page only. `set` with undefined removes; `push` leaves a step for the back
 * button (opening a row), otherwise the address is replaced.
 */
export function useUrlState<Name extends string>(
  names: readonly Name[],
): [
  Readonly<Record<Name, string | undefined>>,
  (part: Partial<Record<Name, string | undefined>>, options?: { push?: boolean }) => void,
] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const values = Object.fromEntries(names.map((name) => [name, textOf(search[name])])) as Record<
    Name,
    string | undefined
  >;
  const set = (part: Partial<Record<Name, string | undefined>>, options: { push?: boolean } = {}): void => {
    const change = (before: UrlValues): UrlValues => ({ ...before, ...part });
    void navigate({ to: '.', search: change as never, replace: options.push !== true, resetScroll: false });
  };
  return [values, set];
}

/** The router reads `?floor=3` as a number; a page of ours sees what the address says. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
