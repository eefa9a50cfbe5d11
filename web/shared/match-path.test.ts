import { expect, it } from 'vitest';
import { matchPath } from './match-path.ts';

it('matches whole paths and reads their parameters', () => {
  expect(matchPath('/', '/')).toEqual({});
  expect(matchPath('/tasks/:taskId', '/tasks/7/')).toEqual({ taskId: '7' });
  expect(matchPath('/c/:name', '/c/%E7%BF%A0')).toEqual({ name: '翠' });
  expect(matchPath('/c/:name', '/c/%')).toEqual({ name: '%' });
  expect(matchPath('/tasks/:taskId', '/tasks')).toBeUndefined();
  expect(matchPath('/tasks', '/leads')).toBeUndefined();
  expect(matchPath('/', '/tasks')).toBeUndefined();
});
