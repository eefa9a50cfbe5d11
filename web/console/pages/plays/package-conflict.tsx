import { Button } from 'antd';
import type { ReactNode } from 'react';
import { PACKAGE_FIELDS, packageText, type Merge, type PackageDraft } from './package-draft.ts';

export interface Conflict extends Merge {
  readonly mine: PackageDraft;
  readonly theirs: PackageDraft;
}

interface PackageConflictProps {
  readonly conflict: Conflict;
  readonly onTake: (part: Partial<PackageDraft>) => void;
}

/** What a colleague changed meanwhile: taken over where I had not touched it, asked where we both had. */
export function PackageConflict({ conflict, onTake }: PackageConflictProps): ReactNode {
  const { taken, clashing, mine, theirs } = conflict;
  return (
    <section className="package-conflict" aria-label="同事的修改">
      {taken.length === 0 ? null : (
        <p>
          同事改了
          {taken.map((field) => `${PACKAGE_FIELDS[field]}（${packageText(theirs, field)}）`).join('、')}
          ，已经合进来了。
        </p>
      )}
      {clashing.length === 0 ? (
        <p>和你的修改不冲突，再存一次就好。</p>
      ) : (
        <>
          <p>这几处你们都改了，现在留的是你的：</p>
          <ul>
            {clashing.map((field) => (
              <li key={field}>
                <span>{PACKAGE_FIELDS[field]}</span>
                <strong>{packageText(mine, field)}</strong>
                <span>同事：{packageText(theirs, field)}</span>
                <Button size="small" onClick={() => onTake({ [field]: theirs[field] })}>
                  用同事的
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
