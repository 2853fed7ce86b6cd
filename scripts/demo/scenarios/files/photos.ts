import { scenario, t } from '../../scenario';

interface Photos {
  readonly folder: string;
  readonly names: readonly (readonly [name: string, day: string])[];
  readonly clash: string;
}

export const photos = scenario<Photos>({
  id: 'sort-photos',
  category: 'File Operations',
  subcategory: 'Organization',
  toolset: 'coding',
  project: 'pictures',
  variants: {
    kimi: [
      {
        folder: 'inbox',
        clash: 'IMG_0003.jpg',
        names: [
          ['IMG_0001.jpg', '2025-12-24'],
          ['IMG_0002.jpg', '2025-12-24'],
          ['IMG_0003.jpg', '2026-01-02'],
          ['phone/IMG_0003.jpg', '2026-01-02'],
          ['Grüße aus Köln.jpg', '2026-01-05'],
          ['scan 12.png', '2026-02-11'],
          ['notes.txt', '2026-02-11'],
        ],
      },
      {
        folder: 'import',
        clash: 'P1010007.jpg',
        names: [
          ['P1010007.jpg', '2025-08-03'],
          ['card2/P1010007.jpg', '2025-08-03'],
          ['P1010008.jpg', '2025-08-04'],
          ['夏祭り.jpg', '2025-08-15'],
          ['P1010009.JPG', '2025-09-01'],
          ['readme.md', '2025-09-01'],
        ],
      },
    ],
    'glm-5.1': [
      {
        folder: 'inbox',
        clash: 'IMG_0003.jpg',
        names: [
          ['IMG_0001.jpg', '2025-12-24'],
          ['IMG_0002.jpg', '2025-12-24'],
          ['IMG_0003.jpg', '2026-01-02'],
          ['phone/IMG_0003.jpg', '2026-01-02'],
          ['Grüße aus Köln.jpg', '2026-01-05'],
          ['scan 12.png', '2026-02-11'],
          ['notes.txt', '2026-02-11'],
        ],
      },
    ],
  },
  prompt: (v) =>
    `Sort the pictures in ${v.folder} into folders by year and month of their date. Nothing may be lost or overwritten.`,
  setup: (v) =>
    v.names.map(
      ([name, day], i) =>
        `mkdir -p "${v.folder}/$(dirname "${name}")" && echo "picture ${i}" > "${v.folder}/${name}" && touch -d "${day} 12:00" "${v.folder}/${name}"`,
    ),
  run: (s, v) => {
    const pictures = v.names.filter(([n]) => /\.(jpg|png)$/i.test(n)).length;
    s.step(
      `"Nothing may be lost or overwritten": so I first take stock. All files with their dates, and checksums to compare with afterwards.`,
      'Take stock with checksums.',
      [
        t.sh(`find ${v.folder} -type f -printf '%TY-%Tm-%Td %p\\n' | sort`),
        t.sh(`find ${v.folder} -type f -exec md5sum {} + | sort > before.md5; wc -l < before.md5`),
      ],
    );
    s.step(
      `${v.names.length} files, ${pictures} of them pictures; one is not a picture and should stay. There are two files named ${v.clash} from the same month, in different folders: a plain mv would overwrite one of them. Are they identical? The md5 list tells.`,
      `Two files are called ${v.clash}.`,
      t.sh(`grep '${v.clash}' before.md5`),
    );
    s.step(
      `Different content, so both must be kept; the second gets a suffix. I write a script with a dry run as default: it prints what it would do.`,
      'Different; script with a dry run.',
      t.write(
        'sort.py',
        `"""Moves pictures to YYYY/MM by their date. Without --go it only prints."""\nimport pathlib\nimport shutil\nimport sys\nimport time\n\nsource, go = pathlib.Path(sys.argv[1]), "--go" in sys.argv\ntaken = set()\nfor file in sorted(source.rglob("*")):\n    if file.suffix not in (".jpg", ".png"):\n        continue\n    folder = pathlib.Path(time.strftime("%Y/%m", time.gmtime(file.stat().st_mtime)))\n    target, n = folder / file.name, 1\n    while target in taken or target.exists():\n        target, n = folder / f"{file.stem}-{n}{file.suffix}", n + 1\n    taken.add(target)\n    print(file, "->", target)\n    if go:\n        folder.mkdir(parents=True, exist_ok=True)\n        shutil.move(file, target)\n`,
      ),
    );
    s.step('', '', t.sh(`python3 sort.py ${v.folder}`));
    if (v.names.some(([n]) => n.endsWith('.JPG'))) {
      s.step(
        `Only ${pictures - 1} lines: P1010009.JPG is missing because of its capital suffix. Compare in lower case.`,
        'A capital .JPG is missed.',
        t.patch('sort.py', 'if file.suffix not in', 'if file.suffix.lower() not in'),
      );
      s.step('', '', t.sh(`python3 sort.py ${v.folder}`));
    }
    s.step(
      `The plan has ${pictures} lines and no target twice; the two ${v.clash} get different names. Go.`,
      'Plan is right; go.',
      t.sh(
        `python3 sort.py ${v.folder} --go | wc -l && find . -name '*.jpg' -o -name '*.JPG' -o -name '*.png' | sort`,
      ),
    );
    s.step(
      `Verify with the checksums: every checksum from before must exist exactly once now.`,
      'Compare checksums.',
      [
        t.sh(
          `find . -type f ! -name sort.py ! -name '*.md5' ! -name '*.sum' -exec md5sum {} + | cut -d' ' -f1 | sort > after.sum; cut -d' ' -f1 before.md5 | sort | diff - after.sum && echo "all there"`,
        ),
        t.sh(`find ${v.folder} -type f; find ${v.folder} -type d -empty`),
      ],
    );
    s.extra(
      `All there, and only the text file is left in ${v.folder}. The empty subfolder can stay or go; it isn't mine to delete. My helper files should go, though.`,
      t.sh('rm sort.py before.md5 after.sum && ls'),
    );
    s.answer(
      '',
      '',
      `Done: ${pictures} pictures are in folders by year and month. Every checksum from before is still there exactly once.\n\n- \`${v.clash}\` existed twice with different content; the second one is now \`${v.clash.replace('.jpg', '-1.jpg')}\`\n- The text file stayed in \`${v.folder}\`, it is not a picture`,
    );
  },
});
