import { expect, test } from 'vitest';
import { countTests, sumCounts } from './test-counts.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

test('counts passed and failed tests', () => {
  const testResults = [file('passed', 'passed', 'passed', 'skipped'), file('failed', 'passed', 'failed')];
  expect(countTests({ numPassedTests: 3, numFailedTests: 1, testResults })).toEqual({ passed: 3, failed: 1 });
});

test('counts a file that broke outside its tests as one failure', () => {
  const testResults = [file('failed'), file('failed', 'passed')];
  expect(countTests({ numPassedTests: 1, numFailedTests: 0, testResults })).toEqual({ passed: 1, failed: 2 });
});

test('adds runs up', () => {
  const runs = [
    { passed: 3, failed: 0 },
    { passed: 4, failed: 2 },
  ];
  expect(sumCounts(runs)).toEqual({ passed: 7, failed: 2 });
  expect(sumCounts([])).toEqual({ passed: 0, failed: 0 });
});
