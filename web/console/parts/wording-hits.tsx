import type { ReactNode } from 'react';
import type { WordingHit } from '#modules/intelligence/contract';
import { Icon } from '../../shared/icons.tsx';
import { hitsInWords, reworded } from './wording.ts';
import './wording-hits.css';

const SHOWN = 6;

interface WordingHitsProps {
  /** Of the field that the text is written in: it has the focus again after a replacement. */
  readonly fieldId: string;
  /** Of the sentence that tells how many there are. */
  readonly tellId: string;
  readonly text: string;
  /** What still stands in it. */
  readonly found: readonly WordingHit[];
  readonly onChange: (text: string) => void;
}

/** Under a field: words that cannot be saved, and words that need proof, with why, what to write instead, and the law. */
export function WordingHits({ fieldId, tellId, text, found, onChange }: WordingHitsProps): ReactNode {
  const shown = found.slice(0, SHOWN);
  const replace = (hit: WordingHit): void => {
    onChange(reworded(text, hit));
    document.getElementById(fieldId)?.focus();
  };
  return (
    <>
      {/* Always there, so that what comes into it is read out. */}
      <span id={tellId} className="visually-hidden" role="status">
        {hitsInWords(found)}
      </span>
      {found.length === 0 ? null : (
        <ul className="wording-hits" aria-label="广告用语">
          {shown.map((hit) => (
            <Hit key={hit.phrase} hit={hit} onReplace={() => replace(hit)} />
          ))}
          {found.length > SHOWN ? <li className="wording-hits-more">还有 {found.length - SHOWN} 个词</li> : null}
        </ul>
      )}
    </>
  );
}

function Hit({ hit, onReplace }: { hit: WordingHit; onReplace: () => void }): ReactNode {
  const { phrase, grade, rule, why, suggestion, replacement } = hit;
  const act = replacement === '' ? '去掉' : `换成「${replacement}」`;
  return (
    <li className={`wording-hit wording-hit-${grade}`}>
      <p>
        <Icon name={grade === 'banned' ? 'close' : 'alert'} size={14} />
        <strong>「{phrase}」</strong>
        <b>{grade === 'banned' ? '不能存' : '要有凭据'}</b>
        {replacement === null ? null : (
          <button type="button" aria-label={`${act}，原来是「${phrase}」`} onClick={onReplace}>
            {act}
          </button>
        )}
      </p>
      <details>
        <summary>
          {why}。{suggestion}。
        </summary>
        {rule}
      </details>
    </li>
  );
}
