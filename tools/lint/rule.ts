import type { RuleTester } from 'oxlint/plugins-dev';

/** The linter exports its types only through the tester. */
export type Rule = Exclude<Parameters<RuleTester['run']>[1], { createOnce: unknown }>;
export type RuleContext = Parameters<Rule['create']>[0];
export type Visitor = ReturnType<Rule['create']>;
