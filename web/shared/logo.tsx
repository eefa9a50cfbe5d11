import type { ReactNode } from 'react';

/** Two interlocking rings: the system's in teal, the people's in orange. Decorative unless a `label` is given. */
export function Logo({ size = 28, label }: { size?: number; label?: string }): ReactNode {
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg width={size * 1.5} height={size} viewBox="0 0 48 32" fill="none" strokeWidth="5" {...named}>
      <circle cx="31" cy="16" r="12" stroke="var(--logo-people, var(--people))" />
      <circle cx="17" cy="16" r="12" stroke="var(--logo-system, var(--system))" />
      {/* The orange ring passes over the teal one at the upper crossing: that is what makes them interlock. */}
      <path d="M19.6 12.3A12 12 0 0 1 28.2 4.3" stroke="var(--logo-people, var(--people))" />
    </svg>
  );
}

/** One ring: the mark of what the system says, or of what a person decided. */
export function Ring({ by, size = 12 }: { by: 'system' | 'people'; size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" fill="none" strokeWidth="2.5" aria-hidden>
      <circle cx="6" cy="6" r="4.5" stroke={by === 'system' ? 'var(--system)' : 'var(--people)'} />
    </svg>
  );
}
