import { renderToString } from 'react-dom/server';
import type { ShopServer } from './offer.ts';
import { ShopApp, titleOf } from './shop-app.tsx';
import { loadViewPages } from './view-pages.ts';
import { writeState } from './view-state.ts';

// Rendering waits for nothing.
await loadViewPages();

export const renderView: ShopServer['renderView'] = (view) => ({
  html: renderToString(<ShopApp view={view} />),
  state: writeState(view),
  title: titleOf(view),
});

export const renderPage: ShopServer['renderPage'] = (template, view) => {
  const parts = renderView(view);
  return template
    .replace('<!--shop-title-->', () => escapeText(parts.title))
    .replace('<!--shop-html-->', () => parts.html)
    .replace('<!--shop-state-->', () => parts.state);
};

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
