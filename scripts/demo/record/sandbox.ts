/**
 * A scratch home folder in which a run's commands are executed for real. Owns the folder and the background
 * processes of one run; everything it returns is scrubbed, so that a recording names no machine.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Json, JsonObject } from '../types';
import { scrub } from './scrub';

interface Background {
  readonly id: string;
  readonly pid: number;
  readonly command: string;
  readonly output: string;
  readonly exitCode: number;
  polls: number;
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const SKIPPED = new Set(['.git', 'node_modules', '__pycache__', 'target', '.cache']);

export class Sandbox {
  private readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'retrace-demo-')));
  private readonly home = path.join(this.root, 'home/user');
  private readonly project: string;
  private readonly background: Background[] = [];
  /** The shell's folder: as in the agent, `cd` in one command lasts for the next. */
  private cwd: string;

  constructor(project: string, files: Readonly<Record<string, string>>, setup: readonly string[]) {
    this.project = path.join(this.home, project);
    this.cwd = this.project;
    mkdirSync(this.project, { recursive: true });
    for (const [name, content] of Object.entries(files)) this.put(name, content);
    for (const command of setup) {
      const { output, exitCode } = this.bash(command, 60);
      if (exitCode !== 0) throw new Error(`setup failed: ${command}\n${output}`);
      this.cwd = this.project;
    }
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  call(name: string, args: JsonObject): Json | undefined {
    switch (name) {
      case 'terminal':
        return this.terminal(args);
      case 'process':
        return this.process(args);
      case 'read_file':
        return this.read(args);
      case 'write_file':
        return this.write(args);
      case 'patch':
        return this.patch(args);
      case 'search_files':
        return this.search(args);
      case 'execute_code':
        return this.execute(args);
      default:
        return undefined;
    }
  }

  private resolve(name: string): string {
    if (name.startsWith('~/')) return path.join(this.home, name.slice(2));
    if (name.startsWith('/home/user')) return path.join(this.root, name);
    if (path.isAbsolute(name)) return path.join(this.root, name);
    return path.resolve(this.cwd, name);
  }

  private put(name: string, content: string): boolean {
    const target = this.resolve(name);
    const fresh = !existsSync(path.dirname(target));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
    return fresh;
  }

  private bash(command: string, timeoutSeconds: number): { output: string; exitCode: number } {
    const pwdFile = path.join(this.root, '.pwd');
    const real = command.replaceAll('/home/user/', `${this.root}/home/user/`);
    const done = spawnSync(
      '/bin/bash',
      ['-c', `exec 2>&1\n${real}\nrc=$?\npwd -P > '${pwdFile}'\nexit $rc`],
      {
        cwd: this.cwd,
        timeout: timeoutSeconds * 1000,
        encoding: 'utf8',
        maxBuffer: 64 << 20,
        env: {
          PATH: '/usr/local/bin:/usr/bin:/bin',
          HOME: this.home,
          USER: 'user',
          LOGNAME: 'user',
          HOSTNAME: 'devbox',
          LANG: 'C.UTF-8',
          LC_ALL: 'C.UTF-8',
          TZ: 'UTC',
          TERM: 'xterm-256color',
          PYTHONDONTWRITEBYTECODE: '1',
          PYTHONHASHSEED: '0',
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_AUTHOR_NAME: 'dev',
          GIT_AUTHOR_EMAIL: 'dev@example.org',
          GIT_COMMITTER_NAME: 'dev',
          GIT_COMMITTER_EMAIL: 'dev@example.org',
          GIT_AUTHOR_DATE: '2026-03-14T09:26:53+0000',
          GIT_COMMITTER_DATE: '2026-03-14T09:26:53+0000',
        },
      },
    );
    if (existsSync(pwdFile)) this.cwd = readFileSync(pwdFile, 'utf8').trim();
    const timedOut = done.error !== undefined && 'code' in done.error && done.error.code === 'ETIMEDOUT';
    const output = scrub(done.stdout ?? '', this.root).trimEnd();
    return timedOut
      ? { output: `${output}\n[Command timed out after ${timeoutSeconds}s]`.trimStart(), exitCode: 124 }
      : { output, exitCode: done.status ?? 1 };
  }

  private terminal(args: JsonObject): Json {
    const command = text(args['command']);
    const timeout = typeof args['timeout'] === 'number' ? args['timeout'] : 60;
    if (args['background'] === true) {
      const { output, exitCode } = this.bash(command, timeout);
      const n = this.background.length;
      const id = `proc_${(0x3d41c2 + n * 7919 + command.length * 104_729).toString(16)}`;
      const pid = 4100 + n * 37 + command.length;
      this.background.push({ id, pid, command, output, exitCode, polls: 0 });
      return { output: 'Background process started', session_id: id, pid, exit_code: 0, error: null };
    }
    const { output, exitCode } = this.bash(command, timeout);
    return { output, exit_code: exitCode, error: null };
  }

  private process(args: JsonObject): Json {
    const action = text(args['action']);
    if (action === 'list') {
      return {
        processes: this.background.map((p) => ({
          session_id: p.id,
          command: p.command,
          status: 'exited',
          pid: p.pid,
        })),
      };
    }
    const wanted = text(args['session_id']);
    const found =
      wanted === '' || wanted === 'LAST'
        ? this.background.at(-1)
        : this.background.find((p) => p.id === wanted);
    if (found === undefined) return { status: 'not_found', error: `No process with ID ${wanted}` };
    found.polls += 1;
    const lines = found.output.split('\n');
    const base = { session_id: found.id, command: found.command };
    if (action === 'poll' && found.polls === 1) {
      return {
        ...base,
        status: 'running',
        pid: found.pid,
        uptime_seconds: 4,
        output_preview: lines.slice(0, 3).join('\n'),
      };
    }
    if (action === 'poll') {
      return {
        ...base,
        status: 'exited',
        pid: found.pid,
        uptime_seconds: 31,
        output_preview: lines.slice(-12).join('\n'),
        exit_code: found.exitCode,
      };
    }
    if (action === 'log') {
      return {
        ...base,
        status: 'exited',
        output: found.output,
        total_lines: lines.length,
        showing: `${lines.length} lines`,
      };
    }
    if (action === 'kill') return { status: 'killed', session_id: found.id };
    return { status: 'exited', exit_code: found.exitCode, output: lines.slice(-40).join('\n') };
  }

  private read(args: JsonObject): Json {
    const name = text(args['path']);
    const file = this.resolve(name);
    if (!existsSync(file) || statSync(file).isDirectory()) {
      const folder = path.dirname(file);
      const stem = path.basename(file).slice(0, 4).toLowerCase();
      const similar = existsSync(folder)
        ? readdirSync(folder)
            .filter((x) => x.toLowerCase().includes(stem))
            .toSorted()
            .map((x) => path.join(path.dirname(name), x))
        : [];
      return {
        content: '',
        total_lines: 0,
        file_size: 0,
        truncated: false,
        is_binary: false,
        is_image: false,
        error: `File not found: ${name}`,
        similar_files: similar,
      };
    }
    const content = readFileSync(file, 'utf8');
    const lines = content.replace(/\n$/, '').split('\n');
    const offset = typeof args['offset'] === 'number' ? args['offset'] : 1;
    const limit = typeof args['limit'] === 'number' ? args['limit'] : 500;
    const shown = lines.slice(offset - 1, offset - 1 + limit);
    const more = offset - 1 + limit < lines.length;
    return {
      content: scrub(
        shown.map((line, i) => `${String(offset + i).padStart(6)}|${line}`).join('\n'),
        this.root,
      ),
      total_lines: lines.length,
      file_size: Buffer.byteLength(content),
      truncated: more,
      ...(more
        ? {
            hint: `Use offset=${offset + limit} to continue reading (showing ${offset}-${offset + limit - 1} of ${lines.length} lines)`,
          }
        : {}),
      is_binary: false,
      is_image: false,
    };
  }

  private write(args: JsonObject): Json {
    const content = text(args['content']);
    const fresh = this.put(text(args['path']), content);
    return { bytes_written: Buffer.byteLength(content), dirs_created: fresh };
  }

  private patch(args: JsonObject): Json {
    const name = text(args['path']);
    const file = this.resolve(name);
    if (!existsSync(file)) return { success: false, error: `Failed to read file: ${name}` };
    const before = readFileSync(file, 'utf8');
    const wanted = text(args['old_string']);
    const count = before.split(wanted).length - 1;
    if (count === 0) {
      return {
        success: false,
        error: `Could not find a match for old_string in the file`,
        _hint:
          'old_string not found. Use read_file to verify the current content, or search_files to locate the text.',
      };
    }
    if (count > 1 && args['replace_all'] !== true) {
      return {
        success: false,
        error: `Found ${count} matches for old_string. Provide more context to make it unique, or use replace_all=True.`,
      };
    }
    const after = before.split(wanted).join(text(args['new_string']));
    writeFileSync(`${file}.before`, before);
    writeFileSync(file, after);
    const made = spawnSync(
      'diff',
      ['-u', '--label', `a/${name}`, '--label', `b/${name}`, `${file}.before`, file],
      { encoding: 'utf8' },
    );
    rmSync(`${file}.before`);
    const lint = name.endsWith('.py') ? { lint: this.lint(file) } : {};
    return { success: true, diff: scrub(made.stdout, this.root), files_modified: [name], ...lint };
  }

  private lint(file: string): Json {
    const done = spawnSync('python3', ['-c', 'import ast,sys; ast.parse(open(sys.argv[1]).read())', file], {
      encoding: 'utf8',
    });
    if (done.status === 0) return { status: 'ok', output: '' };
    return { status: 'error', output: scrub(done.stderr.trim().split('\n').at(-1) ?? '', this.root) };
  }

  private *walk(folder: string): Generator<string> {
    for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (SKIPPED.has(entry.name)) continue;
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) yield* this.walk(full);
      else if (entry.isFile()) yield full;
    }
  }

  private search(args: JsonObject): Json {
    const where = text(args['path']) || '.';
    const folder = this.resolve(where);
    if (!existsSync(folder)) return { total_count: 0, error: `Path not found: ${where}` };
    const pattern = text(args['pattern']);
    const files = statSync(folder).isDirectory() ? [...this.walk(folder)] : [folder];
    const shown = (file: string): string => {
      const relative = path.relative(this.cwd, file);
      return relative.startsWith('..')
        ? scrub(file, this.root)
        : where.startsWith('/')
          ? scrub(file, this.root)
          : relative;
    };
    const glob = (g: string): RegExp =>
      new RegExp(
        `^${g
          .replaceAll('**/', '')
          .replace(/[.+^${}()|[\]\\]/g, '\\$&')
          .replaceAll('*', '.*')
          .replaceAll('?', '.')}$`,
      );
    if (args['target'] === 'files') {
      const found = files.filter((f) => glob(pattern).test(path.basename(f))).map(shown);
      return found.length === 0 ? { total_count: 0 } : { total_count: found.length, files: found };
    }
    const limit = typeof args['limit'] === 'number' ? args['limit'] : 50;
    const only = text(args['file_glob']);
    const expression = new RegExp(pattern);
    const matches: { path: string; line: number; content: string }[] = [];
    for (const file of files) {
      if (only !== '' && !glob(only).test(path.basename(file))) continue;
      readFileSync(file, 'utf8')
        .split('\n')
        .forEach((content, i) => {
          if (expression.test(content))
            matches.push({ path: shown(file), line: i + 1, content: content.slice(0, 300) });
        });
    }
    if (matches.length === 0) return { total_count: 0 };
    if (args['output_mode'] === 'count') {
      const counts: { [key: string]: number } = {};
      for (const m of matches) counts[m.path] = (counts[m.path] ?? 0) + 1;
      return { total_count: matches.length, counts };
    }
    if (args['output_mode'] === 'files_only') {
      const names = [...new Set(matches.map((m) => m.path))];
      return { total_count: names.length, files: names };
    }
    return {
      total_count: matches.length,
      matches: matches.slice(0, limit).map((m) => ({ path: m.path, line: m.line, content: m.content })),
      ...(matches.length > limit ? { truncated: true } : {}),
    };
  }

  private execute(args: JsonObject): Json {
    const file = path.join(this.root, 'script.py');
    writeFileSync(file, text(args['code']));
    const { output, exitCode } = this.bash(`python3 '${file}'`, 60);
    return exitCode === 0
      ? { status: 'success', output, tool_calls_made: 0, duration_seconds: 0.21 }
      : {
          status: 'error',
          output,
          error: `Script exited with code ${exitCode}`,
          tool_calls_made: 0,
          duration_seconds: 0.18,
        };
  }
}
