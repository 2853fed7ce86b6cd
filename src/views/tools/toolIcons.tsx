import {
  Box,
  Brain,
  CalendarClock,
  CircleHelp,
  FileDiff,
  FilePen,
  FileText,
  Globe,
  History,
  ListChecks,
  Search,
  SquareCode,
  SquareTerminal,
  Users,
  Wrench,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  terminal: SquareTerminal,
  process: SquareTerminal,
  execute_code: SquareCode,
  read_file: FileText,
  write_file: FilePen,
  patch: FileDiff,
  search_files: Search,
  todo: ListChecks,
  memory: Brain,
  session_search: History,
  delegate_task: Users,
  clarify: CircleHelp,
  cronjob: CalendarClock,
  skill_view: Box,
  skills_list: Box,
  skill_manage: Box,
};

/** The picture of a tool; never its only sign, so it is hidden from readers. */
export function ToolIcon({ name, size = 14 }: { name: string; size?: number }): ReactNode {
  const other = name.startsWith('browser_') || name.startsWith('web_') ? Globe : Wrench;
  // a tool may be called `constructor`
  const Icon = (Object.hasOwn(ICONS, name) ? ICONS[name] : undefined) ?? other;
  return <Icon size={size} aria-hidden />;
}
