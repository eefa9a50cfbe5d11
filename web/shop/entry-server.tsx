import { renderToString } from 'react-dom/server';
import type { ShopServer, ShopView } from './offer.ts';
import { ShopApp, titleOf } from './shop-app.tsx';

export const renderView: ShopServer['renderView'] = (view) => ({
  html: renderToString(<ShopApp view={view} />),
  state: jsonForScript(view),
  title: titleOf(view),
});

export const renderPage: ShopServer['renderPage'] = (template, view) => {
  const parts = renderView(view);
  return template
    .replace('<!--shop-title-->', () => escapeText(parts.title))
    .replace('<!--shop-html-->', () => parts.html)
    .replace('<!--shop-state-->', () => parts.state);
};

/** JSON that cannot end the script element it stands in. */
function jsonForScript(view: ShopView): string {
  return JSON.stringify(view).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
