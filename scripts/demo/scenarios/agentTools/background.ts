import { scenario, t } from '../../scenario';

interface Server {
  readonly name: string;
  readonly port: number;
  readonly route: string;
  readonly json: string;
}

export const background = scenario<Server>({
  id: 'background-server',
  category: 'Agent Tools',
  subcategory: 'Process Management',
  toolset: 'agent',
  project: (v) => v.name,
  variants: {
    kimi: [
      {
        name: 'weather-stub',
        port: 18431,
        route: '/v1/now',
        json: '{"temp": 7.5, "unit": "°C", "sky": "overcast"}',
      },
    ],
    'glm-5.1': [
      {
        name: 'weather-stub',
        port: 18432,
        route: '/v1/now',
        json: '{"temp": 7.5, "unit": "°C", "sky": "overcast"}',
      },
      {
        name: 'stock-stub',
        port: 18433,
        route: '/items/17',
        json: '{"id": 17, "name": "Schräubchen M3", "left": 240}',
      },
    ],
  },
  prompt: (v) =>
    `Start the ${v.name} server in the background, check that ${v.route} answers correctly, and stop it again.`,
  files: (v) => ({
    'server.py': `import json\nimport sys\nfrom http.server import BaseHTTPRequestHandler, HTTPServer\n\nREPLIES = {"${v.route}": ${v.json}}\n\n\nclass Handler(BaseHTTPRequestHandler):\n    def do_GET(self):\n        reply = REPLIES[self.path]\n        body = json.dumps(reply, ensure_ascii=False).encode("latin-1")\n        self.send_response(200)\n        self.send_header("Content-Type", "application/json; charset=utf-8")\n        self.end_headers()\n        self.wfile.write(body)\n\n    def log_message(self, text, *args):\n        print("request:", text % args, flush=True)\n\n\nif __name__ == "__main__":\n    port = int(sys.argv[1])\n    print("listening on", port, flush=True)\n    HTTPServer(("127.0.0.1", port), Handler).serve_forever()\n`,
    'README.md': `# ${v.name}\n\nRun with \`python3 server.py PORT\`. A stub for tests: replies are fixed.\n`,
  }),
  run: (s, v) => {
    const probe = `(timeout 5 python3 server.py ${v.port} > server.log 2>&1 & echo $! > pid); sleep 0.5; curl -s -i http://127.0.0.1:${v.port}`;
    const stop = '; kill $(cat pid)';
    s.step(
      `The task is to start a server in the background and test a route. Let me read the README and the code first; I need to know how it takes its port.`,
      'Read how it is started.',
      [t.read('README.md'), t.read('server.py')],
    );
    s.step(
      `It wants the port as the first argument. A server must not run in the foreground, it would block until the timeout. background=true, then poll.`,
      '',
      t.bg('timeout 3 python3 server.py'),
    );
    s.step(
      `I notice that I left out the port. It will have crashed with an IndexError. Poll to see the output.`,
      'Forgot the port; poll.',
      t.process('wait', { session_id: 'LAST', timeout: 10 }),
    );
    s.step(
      `As expected: IndexError, no argument. Start it again with port ${v.port}.`,
      '',
      t.bg(`timeout 3 python3 server.py ${v.port}`),
      'The port argument was missing. Again, with the port:',
    );
    s.step(`Check that it came up before sending a request.`, '', t.process('poll', { session_id: 'LAST' }));
    s.step(
      `It is listening. Now the request. I use -i to see the headers as well, because the encoding matters: the reply contains a non-ASCII character and the code encodes as latin-1 while the header says utf-8. That is suspicious.`,
      'Request with headers.',
      t.sh(`${probe}${v.route} | tail -1 | od -c | head -8${stop}`),
    );
    s.step(
      `The suspicion is right: the byte for the special character is a single latin-1 byte (octal 260 or 344), and the header promises utf-8. Every strict client fails on that. The user asked me to check that the answer is correct, and it isn't. The fix is one word; "utf-8" instead of "latin-1".`,
      'latin-1 body with a utf-8 header: fix.',
      t.patch('server.py', '.encode("latin-1")', '.encode("utf-8")'),
      'The body is encoded as latin-1 but labelled utf-8. That is a bug, not just a matter of taste:',
    );
    s.step(
      `Restart and check again, this time letting python parse it strictly.`,
      '',
      t.sh(
        `${probe}${v.route} | tail -1 | python3 -c "import json,sys; print(json.loads(sys.stdin.buffer.read().decode()))"; cat server.log${stop}`,
      ),
    );
    s.extra(
      `That parses. An unknown route is worth one look: REPLIES[self.path] raises KeyError, so the connection would just be closed. Let me see what a client gets.`,
      t.sh(`${probe}/nothing; echo "curl: $?"; tail -3 server.log${stop}`),
    );
    s.step(
      `Now stop everything that I started and make sure that nothing listens any more.`,
      'Stop it and verify.',
      [
        t.process('kill', { session_id: 'LAST' }),
        t.sh(`sleep 0.5; curl -s -m 2 http://127.0.0.1:${v.port}${v.route}; echo "exit code $?"`),
      ],
    );
    s.answer(
      `curl exits with 7, connection refused: the server is down. Report including the bug and, for completeness, the unknown route.`,
      '',
      `${v.route} works now, and the server is stopped again (connection refused on port ${v.port}).\n\nIt did **not** answer correctly at first: the body was encoded as latin-1 while the header says utf-8, so strict clients could not read it. I changed one word in server.py.${s.kimi ? '\n\nNot changed: an unknown route raises KeyError and the client gets an empty reply instead of a 404.' : ''}`,
    );
  },
});
