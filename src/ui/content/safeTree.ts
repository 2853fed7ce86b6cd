/**
 * Rehype plugin: a markdown tree with nothing from the data but text. Drops ids and classes (the language of a code
 * block excepted), white space between blocks, and refuses trees that are too deep or too large to lay out.
 */
import { isOff } from '../../lib/sabotage';
import { splitHidden } from './hidden';

const MAX_DEPTH = 48;
const MAX_NODES = 20_000;

/** The part of hast used here. */
export interface TreeNode {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: TreeNode[];
}

const BLOCK_PARENTS = new Set(['ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'blockquote', 'section']);

function isBlank({ type, value }: TreeNode): boolean {
  return type === 'text' && value !== undefined && value.trim() === '' && value.includes('\n');
}

function toElements(text: string): TreeNode[] {
  return splitHidden(text).map((piece) =>
    typeof piece === 'string'
      ? { type: 'text', value: piece }
      : {
          type: 'element',
          tagName: 'span',
          properties: { dataCode: piece.code, dataKind: piece.kind },
          children: [{ type: 'text', value: piece.char }],
        },
  );
}

function clean(node: TreeNode, depth: number, budget: { nodes: number }): void {
  budget.nodes -= 1;
  if (depth > MAX_DEPTH || budget.nodes < 0) throw new RangeError('markdown too deep or too large');
  if (node.properties !== undefined && !(globalThis.__SABOTAGE__ && isOff('sanitiser'))) {
    const { href, src, alt, checked, start, align, className } = node.properties;
    const language = Array.isArray(className)
      ? className.find((name) => typeof name === 'string' && name.startsWith('language-'))
      : undefined;
    node.properties = {
      ...(typeof href === 'string' && { href }),
      ...(typeof src === 'string' && { src }),
      ...(typeof alt === 'string' && { alt }),
      ...(typeof checked === 'boolean' && { checked }),
      ...(typeof start === 'number' && { start }),
      ...(typeof align === 'string' && { align }),
      ...(language !== undefined && { className: [language] }),
    };
  }
  const children = node.children;
  if (children === undefined) return;
  const isCode = node.tagName === 'code';
  const dropBlank = BLOCK_PARENTS.has(node.tagName ?? '');
  for (const child of children) clean(child, depth + 1, budget);
  node.children = children
    .filter((child) => !(dropBlank && isBlank(child)))
    .flatMap((child) => {
      // raw HTML of the source is text like any other
      const isText = child.type === 'text' || child.type === 'raw';
      return isText && child.value !== undefined && !isCode ? toElements(child.value) : [child];
    });
}

export function safeTree(): (tree: TreeNode) => void {
  return (tree) => clean(tree, 0, { nodes: MAX_NODES });
}
