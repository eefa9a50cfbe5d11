import { unstableSetRender } from 'antd-mobile';
import { createRoot, type Root } from 'react-dom/client';

const roots = new WeakMap<Element | DocumentFragment, Root>();

/** React 19 has no ReactDOM.render: Toast and Dialog throw until they are told how to mount. Import this first. */
unstableSetRender((node, container) => {
  const root = roots.get(container) ?? createRoot(container);
  roots.set(container, root);
  root.render(node);
  return async () => {
    root.unmount();
    roots.delete(container);
  };
});
