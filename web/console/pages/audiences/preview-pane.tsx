import type { ReactNode } from 'react';
import type { Rule } from '#modules/cdp/contract';
import { count } from '../../../shared/format.ts';
import { Empty, ProblemLine, Skeleton } from '../../../shared/states.tsx';
import { usePreview } from './use-preview.ts';

interface PreviewPaneProps {
  readonly rule: Rule;
  readonly faults: readonly string[];
}

/** Whom the rule circles now, and why each of them. Teal: it is what the system found. */
export function PreviewPane({ rule, faults }: PreviewPaneProps): ReactNode {
  const ready = faults.length === 0;
  const preview = usePreview(rule, ready);
  const { data } = preview;
  if (!ready) {
    return (
      <section className="preview" aria-label="现在圈中谁">
        <Empty title={faults[0] ?? ''} hint="条件一齐，这里马上数出有多少小区、都是谁、为什么。" />
      </section>
    );
  }
  return (
    <section className="preview" aria-label="现在圈中谁">
      <ProblemLine problem={preview.error ?? undefined} />
      {data === undefined ? (
        preview.error === null ? (
          <Skeleton rows={6} label="正在数" />
        ) : null
      ) : (
        <>
          <p className={preview.isPlaceholderData ? 'preview-figure preview-stale' : 'preview-figure'} role="status">
            <strong>{count(data.count)}</strong> 个小区，{count(data.households)} 户
          </p>
          <p className="preview-sentence">{data.sentence}</p>
          {data.count === 0 ? <p className="preview-none">现在一个也没有。放宽一点，或等它们自己进来。</p> : null}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
          <ol className="preview-list" tabIndex={0} aria-label="圈中的小区">
            {data.items.map((item) => (
              <li key={item.communityId}>
                <strong>{item.name}</strong>
                <small>{item.district ?? ''}</small>
                <span>{item.why}</span>
              </li>
            ))}
          </ol>
          {data.nextCursor === null ? null : <p className="preview-none">只列前 {count(data.items.length)} 个。</p>}
        </>
      )}
    </section>
  );
}
