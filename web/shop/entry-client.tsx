import { createRoot, hydrateRoot } from 'react-dom/client';
import type { ShopView } from './offer.ts';
import { hearFirstTime } from './parts/server-clock.ts';
import { ShopApp } from './shop-app.tsx';
import { loadViewPage } from './view-pages.ts';
import { readState } from './view-state.ts';

const root = document.getElementById('root');
const view = readState(document.getElementById('view')?.textContent ?? '');
if (root !== null) void open(root, view);

/** What the server wrote stays as it is until the code of its page is there. */
async function open(element: HTMLElement, shown: ShopView | undefined): Promise<void> {
  if (shown === undefined) {
    createRoot(element).render(<ShopApp view={{ kind: 'home' }} />);
    return;
  }
  if (shown.kind === 'community') hearFirstTime(shown.home.now);
  if (shown.kind === 'group') hearFirstTime(shown.groupBuy.now);
  if (shown.kind === 'item') hearFirstTime(shown.item.now);
  try {
    await loadViewPage(shown.kind);
  } catch {
    element.append(again());
    return;
  }
  hydrateRoot(element, <ShopApp view={shown} />);
}

/** The page can be read and nothing on it answers: said, with the way out. */
function again(): HTMLElement {
  const button = document.createElement('button');
  button.className = 'shop-again';
  button.textContent = '网络不稳，页面没装全。点这里重新打开';
  button.addEventListener('click', () => location.reload());
  return button;
}
