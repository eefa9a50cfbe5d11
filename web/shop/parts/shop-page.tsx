import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { Logo } from '../../shared/logo.tsx';

interface ShopPageProps {
  /** Where the arrow leads, and what it says. */
  readonly back?: { readonly href: string; readonly words: string } | undefined;
  readonly title?: string;
  /** At the end of the head. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Below everything, kept in sight. */
  readonly bar?: ReactNode;
}

/** One page of the shop. */
export function ShopPage({ back, title, aside, children, bar }: ShopPageProps): ReactNode {
  return (
    <>
      <div className="shop-page">
        {back === undefined && aside === undefined ? null : (
          <nav className="shop-nav" aria-label="页面导航">
            {back === undefined ? (
              <span />
            ) : (
              <a href={back.href}>
                <Icon name="back" size={18} />
                {back.words}
              </a>
            )}
            {aside}
          </nav>
        )}
        <main>
          {title === undefined ? null : <h1 className="shop-title">{title}</h1>}
          {children}
        </main>
        <footer className="shop-footer">
          <Logo size={16} /> 双轮社区优选
        </footer>
      </div>
      {bar}
    </>
  );
}
