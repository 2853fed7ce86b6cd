/** Which leaves of a schema are the dataset's columns. */
import { parquetSchema, type FileMetaData, type SchemaTree } from 'hyparquet';

import { AppError } from '../lib/AppError';

export interface DatasetColumns {
  readonly names: readonly string[];
  /** `conversations` or `messages`. */
  readonly conversation: string;
  /** Leaf with one value per turn, cheap to read (role); undefined when the conversation is a JSON string. */
  readonly roleLeaf: string | undefined;
  /** All leaves of the conversation, dotted. */
  readonly conversationLeaves: readonly string[];
  /** Flat columns that stand in a listing, by their name there. */
  readonly scalars: Readonly<Partial<Record<ListingScalar, string>>>;
}

export const LISTING_SCALARS = ['id', 'task', 'category', 'subcategory'] as const;
export type ListingScalar = (typeof LISTING_SCALARS)[number];

export const CONVERSATION_COLUMNS: readonly string[] = ['conversations', 'messages', 'conversation'];
const ROLE_NAMES: readonly string[] = ['from', 'role'];

export function leavesOf(tree: SchemaTree): SchemaTree[] {
  return tree.children.length === 0 ? [tree] : tree.children.flatMap(leavesOf);
}

export function pathOf(tree: { readonly path: readonly string[] }): string {
  return tree.path.join('.');
}

export function findDatasetColumns(fileName: string, metadata: FileMetaData): DatasetColumns {
  const columns = parquetSchema(metadata).children;
  const names = columns.map(({ element }) => element.name);
  const conversation = CONVERSATION_COLUMNS.map((name) =>
    columns.find(({ element }) => element.name === name),
  ).find((column) => column && isConversation(column));
  if (!conversation) throw missingColumn(fileName, names);
  const leaves = leavesOf(conversation);
  const role = leaves.find(({ path }) => ROLE_NAMES.some((name) => path.includes(name, 1)));
  const flat = LISTING_SCALARS.filter((name) =>
    columns.some(({ element, children }) => element.name === name && children.length === 0),
  );
  return {
    names,
    conversation: conversation.element.name,
    roleLeaf: role && pathOf(role),
    conversationLeaves: leaves.map(pathOf),
    scalars: Object.fromEntries(flat.map((name) => [name, name])),
  };
}

/** A list of structs, a struct of lists, or JSON text. */
function isConversation(column: SchemaTree): boolean {
  if (column.children.length === 0) return column.element.type === 'BYTE_ARRAY';
  return leavesOf(column).some((leaf) => leaf.path.length > 2);
}

export function missingColumn(fileName: string, names: readonly string[]): AppError {
  const there = names.slice(0, 40).join(', ') || 'none';
  return new AppError(
    'MISSING_COLUMN',
    `${fileName}: no column "conversations" or "messages"; there are: ${there}`,
    {
      details: { name: fileName, columns: names.slice(0, 40).join(', '), columnCount: names.length },
    },
  );
}
