import { readFileSync } from 'node:fs';
import ts from 'typescript';

const TESTS: readonly string[] = ['test', 'it'];
/** Also ours that leaves out what can't run where it is, and fails where `CI=true`. */
const GROUPS: readonly string[] = ['describe', 'onServer'];
const SKIPPING: readonly string[] = ['skip', 'skipIf', 'runIf', 'todo'];

type Found = { readonly isTest: boolean; readonly titles: readonly string[]; readonly isSkipped: boolean };

const read = new Map<string, ReadonlySet<string>>();

/** The titles that the tests of a file run under, their own and those of the groups around them; none of skipped ones. */
export function titlesIn(path: string): ReadonlySet<string> {
  const titles = read.get(path) ?? titlesOf(readFileSync(path, 'utf8'));
  read.set(path, titles);
  return titles;
}

export function titlesOf(text: string): ReadonlySet<string> {
  const source = ts.createSourceFile('', text, ts.ScriptTarget.Latest);
  const titles = new Set<string>();
  const visit = (node: ts.Node, around: readonly string[]): void => {
    const found = ts.isCallExpression(node) ? foundIn(node, source) : null;
    if (found?.isSkipped) return;
    const here = [...around, ...(found?.titles ?? [])];
    if (found?.isTest) for (const title of here) titles.add(title);
    ts.forEachChild(node, (child) => visit(child, here));
  };
  visit(source, []);
  return titles;
}

/** `test('…')`, `test.each(…)('…')`, `describe.skip('…')`. */
function foundIn({ expression, arguments: [first] }: ts.CallExpression, source: ts.SourceFile): Found | null {
  if (first === undefined || !isText(first)) return null;
  const [name = '', ...modes] = wordsOf(expression);
  if (![...TESTS, ...GROUPS].includes(name)) return null;
  const cases = ts.isCallExpression(expression) ? expression.arguments.flatMap((table) => namesIn(table, source)) : [];
  const title = textOf(first);
  const titles = [title, ...cases.map((each) => title.replace(/%[sj]/, () => each))];
  return { isTest: TESTS.includes(name), titles, isSkipped: modes.some((mode) => SKIPPING.includes(mode)) };
}

/** Of what is called: `describe.skip.each([…])` is describe, skip and each. */
function wordsOf(called: ts.Expression): readonly string[] {
  if (ts.isIdentifier(called)) return [called.text];
  if (ts.isPropertyAccessExpression(called)) return [...wordsOf(called.expression), called.name.text];
  return ts.isCallExpression(called) ? wordsOf(called.expression) : [];
}

/** What the cases of a table are called: the texts that its rows begin with, where they stand in the file. */
function namesIn(table: ts.Node, source: ts.SourceFile): readonly string[] {
  if (isText(table)) return [textOf(table)];
  if (ts.isAsExpression(table) || ts.isSatisfiesExpression(table)) return namesIn(table.expression, source);
  if (ts.isArrayLiteralExpression(table)) return table.elements.flatMap((row) => firstIn(row, source));
  if (ts.isObjectLiteralExpression(table))
    return table.properties.flatMap(({ name }) => (name && ts.isStringLiteral(name) ? [name.text] : []));
  if (ts.isCallExpression(table)) return table.arguments.flatMap((argument) => namesIn(argument, source));
  return ts.isIdentifier(table) ? namesIn(constantIn(table, source) ?? source, source) : [];
}

function firstIn(row: ts.Expression, source: ts.SourceFile): readonly string[] {
  const first = ts.isArrayLiteralExpression(row) ? row.elements[0] : row;
  return first !== undefined && (isText(first) || ts.isSpreadElement(first)) ? namesIn(first, source) : [];
}

/** What a constant of the file is. */
function constantIn({ text }: ts.Identifier, source: ts.SourceFile): ts.Expression | undefined {
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .find(({ name }) => ts.isIdentifier(name) && name.text === text)?.initializer;
}

function isText(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateExpression {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** What is put into a text when it runs is left out. */
function textOf(node: ts.StringLiteralLike | ts.TemplateExpression): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}
