import { scenario, t } from '../../scenario';

interface Encoding {
  readonly folder: string;
  readonly lines: readonly (readonly [file: string, encoding: string, text: string])[];
}

export const encoding = scenario<Encoding>({
  id: 'fix-encoding',
  category: 'File Operations',
  subcategory: 'Format Conversion',
  toolset: 'coding',
  project: 'texts',
  variants: {
    kimi: [
      {
        folder: 'letters',
        lines: [
          ['anna.txt', 'latin-1', 'Schöne Grüße, bis übermorgen!'],
          ['order.txt', 'cp1252', 'Preis: 12,50 € – gültig bis März'],
          ['memo.txt', 'utf-8', 'Schon richtig: äöüß'],
          ['tokyo.txt', 'shift_jis', '会議は三月十日です。'],
        ],
      },
      {
        folder: 'subtitles',
        lines: [
          ['ep1.srt', 'cp1252', '00:01 - “Où est-il ?”'],
          ['ep2.srt', 'utf-8', '00:01 - Là-bas !'],
          ['ep3.srt', 'utf-16', '00:01 - Déjà vu…'],
          ['ep4.srt', 'euc_jp', '00:01 - おはようございます'],
        ],
      },
    ],
    'glm-5.1': [
      {
        folder: 'letters',
        lines: [
          ['anna.txt', 'latin-1', 'Schöne Grüße, bis übermorgen!'],
          ['order.txt', 'cp1252', 'Preis: 12,50 € – gültig bis März'],
          ['memo.txt', 'utf-8', 'Schon richtig: äöüß'],
          ['tokyo.txt', 'shift_jis', '会議は三月十日です。'],
        ],
      },
    ],
  },
  prompt: (v) =>
    `Some of the files in ${v.folder} show garbage instead of umlauts and Japanese. Convert everything to UTF-8, correctly.`,
  setup: (v) =>
    v.lines.map(
      ([file, enc, text]) =>
        `mkdir -p ${v.folder} && python3 -c 'import sys; open(sys.argv[1], "w", encoding=sys.argv[2], newline="\\r\\n").write(sys.argv[3] + "\\n")' ${v.folder}/${file} ${enc} '${text}'`,
    ),
  run: (s, v) => {
    const other = v.lines.filter(([, e]) => e !== 'utf-8');
    s.step(
      `Different encodings in one folder; I must find out for each file which one it is. \`file\` may help, and the raw bytes.`,
      '',
      [
        t.sh(`file ${v.folder}/*`),
        t.sh(`for f in ${v.folder}/*; do echo "$f: $(head -c 24 "$f" | od -An -tx1 | tr -d '\\n')"; done`),
      ],
    );
    s.step(
      `\`file\` only guesses at such short texts ("Non-ISO extended-ASCII" says nothing), so I rely on the bytes. A systematic way: for every file try to decode with each candidate, strictly, and print what comes out. UTF-8 first, because text in another encoding hardly ever is valid UTF-8 by accident.`,
      'Try every candidate strictly.',
      t.python(
        `import pathlib\nfor file in sorted(pathlib.Path('${v.folder}').iterdir()):\n    data = file.read_bytes()\n    print(file.name)\n    for enc in ('utf-8', 'utf-16', 'cp1252', 'shift_jis', 'euc_jp'):\n        try:\n            print(f'   {enc:9} {data.decode(enc).strip()[:40]}')\n        except UnicodeError:\n            print(f'   {enc:9} -')\n`,
      ),
      'Short texts deceive detection tools, so I look at what each candidate encoding makes of every file.',
    );
    s.step(
      `Now it can be decided by reading: ${other.map(([f, e]) => `${f} is ${e === 'latin-1' ? 'cp1252 (or latin-1, the same here)' : e}`).join(', ')}. ${v.lines.find(([, e]) => e === 'utf-8')?.[0] ?? ''} is UTF-8 already and must not be converted again. Backup first, then convert; line ends are CRLF, which I keep, since the user spoke only of the encoding.`,
      'Decided. Backup, then convert.',
      t.sh(
        `cp -a ${v.folder} ${v.folder}.bak && ${other.map(([f, e]) => `iconv -f ${e === 'latin-1' ? 'CP1252' : e.toUpperCase().replace('_', '-')} -t UTF-8 ${v.folder}.bak/${f} > ${v.folder}/${f}`).join(' && ')}; echo "exit: $?"`,
      ),
    );
    s.step(
      `${v.lines.some(([, e]) => e === 'shift_jis') ? 'iconv may name it SHIFT-JIS or SHIFT_JIS; check the exit code and the result.' : 'Check the result.'} Decode all files strictly as UTF-8 and show them.`,
      '',
      t.python(
        `import pathlib\nfor file in sorted(pathlib.Path('${v.folder}').iterdir()):\n    data = file.read_bytes()\n    print(f'{file.name:10} crlf={data.count(bytes([13, 10]))} bom={data[:3] == bytes([0xEF, 0xBB, 0xBF])}', data.decode('utf-8').strip())\n`,
      ),
    );
    s.extra(
      `Everything reads well. One more check for a subtle error: a file that was converted twice would contain "Ã". Search for it.`,
      t.grep('Ã|â€|\\ufffd', { path: v.folder }),
    );
    s.answer(
      '',
      '',
      `All files in \`${v.folder}\` are UTF-8 now:\n\n${v.lines.map(([f, e, text]) => `- \`${f}\`: ${e === 'utf-8' ? 'was UTF-8 already, untouched' : `from ${e}`} → "${text}"`).join('\n')}\n\nLine ends (CRLF) are as before. The originals are in \`${v.folder}.bak\`; delete it when you are satisfied.`,
    );
  },
});
