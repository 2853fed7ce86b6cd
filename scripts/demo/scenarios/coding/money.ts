import { scenario, t } from '../../scenario';

interface Money {
  readonly file: string;
  readonly what: string;
  readonly rows: readonly string[];
  readonly expected: string;
  /** What stops the program first, and what would stop it next. */
  readonly why: string;
}

export const money = scenario<Money>({
  id: 'decimal-money',
  category: 'Terminal & Coding',
  subcategory: 'Data Processing',
  toolset: 'coding',
  project: 'ledger',
  variants: {
    kimi: [
      {
        file: 'invoices.csv',
        what: 'invoice',
        rows: [
          '1001;Müller & Söhne;19,99;19',
          '1002;Café Zentral;0,70;7',
          '1003;Bäckerei Öz;1.204,05;7',
          '1004;"Kern; Partner";2,675;19',
          '1005;Nord GmbH;10,10;19',
        ],
        expected: '1237.52',
        why: 'float("1.204.05") is rejected: the amount 1.204,05 has a thousands point. The line after it would fail as well, because one name contains a semicolon in quotes',
      },
    ],
    'glm-5.1': [
      {
        file: 'invoices.csv',
        what: 'invoice',
        rows: [
          '1001;Müller & Söhne;19,99;19',
          '1002;Café Zentral;0,70;7',
          '1003;Bäckerei Öz;1.204,05;7',
          '1004;"Kern; Partner";2,675;19',
          '1005;Nord GmbH;10,10;19',
        ],
        expected: '1237.52',
        why: 'float("1.204.05") is rejected: the amount 1.204,05 has a thousands point. The line after it would fail as well, because one name contains a semicolon in quotes',
      },
      {
        file: 'spenden.csv',
        what: 'donation',
        rows: ['1;Frühling;12,10;0', '2;"Sommer; Herbst";0,30;0', '3;Weiß;1.000,00;0', '4;Größe;0,10;0'],
        expected: '1012.50',
        why: 'one name contains a semicolon in quotes, so the split gives five parts. The next line would fail as well: 1.000,00 has a thousands point',
      },
    ],
  },
  prompt: (v) =>
    `total.py gives a wrong sum for ${v.file}. Correct it so that every cent is right, and add a test.`,
  files: (v) => ({
    [v.file]: `nr;name;betrag;steuer\n${v.rows.join('\n')}\n`,
    'total.py': `import sys\n\n\ndef total(path):\n    result = 0.0\n    for line in open(path).readlines()[1:]:\n        nr, name, amount, tax = line.split(";")\n        result += float(amount.replace(",", "."))\n    return result\n\n\nif __name__ == "__main__":\n    print(total(sys.argv[1]))\n`,
  }),
  run: (s, v) => {
    s.step(`Let me run the program to see the wrong sum, and read both the program and the data.`, '', [
      t.sh(`python3 total.py ${v.file}`),
      t.read('total.py'),
      t.read(v.file),
    ]);
    s.step(
      `It doesn't even get to a sum: ${v.why}. And it uses floats for money. The csv module and Decimal solve it. A test first, with sums that I compute independently.`,
      'csv module and Decimal; first an independent sum.',
      t.sh(
        `cut -d';' -f1 ${v.file} | tail -n +2 | wc -l; grep -o '[0-9.]*,[0-9]*' ${v.file} | tr -d . | tr , . | paste -sd+ | bc`,
      ),
      'Quoted semicolons, thousands points, and money as floats: three problems in one line. First an independent sum, from the shell:',
    );
    s.extra(
      `The number of rows agrees. I don't quite trust my grep, though: a number inside a name would be counted too. Let me list the amounts it found, and add them exactly with fractions.`,
      t.python(
        `from fractions import Fraction\nimport re\ntext = open('${v.file}', encoding='utf-8').read()\namounts = [m.replace('.', '').replace(',', '.') for m in re.findall(r'[\\d.]+,\\d+', text)]\nprint(amounts, float(sum(Fraction(a) for a in amounts)))\n`,
      ),
    );
    s.step(
      `Now the new version. Rounding: each amount is rounded to cents, half up, as is usual in accounting, before adding.`,
      '',
      [
        t.write(
          'total.py',
          `import csv\nimport sys\nfrom decimal import ROUND_HALF_UP, Decimal\n\nCENT = Decimal("0.01")\n\n\ndef amount(text: str) -> Decimal:\n    """'1.204,05' → Decimal('1204.05'), rounded half up to cents."""\n    return Decimal(text.replace(".", "").replace(",", ".")).quantize(CENT, ROUND_HALF_UP)\n\n\ndef total(path: str) -> Decimal:\n    with open(path, encoding="utf-8", newline="") as file:\n        return sum((amount(row["amount"]) for row in csv.DictReader(file, delimiter=";")), Decimal())\n\n\nif __name__ == "__main__":\n    print(total(sys.argv[1]))\n`,
        ),
        t.write(
          'test_total.py',
          `import unittest\nfrom decimal import Decimal\n\nfrom total import amount, total\n\n\nclass TotalTest(unittest.TestCase):\n    def test_amounts(self):\n        self.assertEqual(amount("1.204,05"), Decimal("1204.05"))\n        self.assertEqual(amount("2,675"), Decimal("2.68"))\n        self.assertEqual(amount("0,70"), Decimal("0.70"))\n\n    def test_file(self):\n        self.assertEqual(total("${v.file}"), Decimal("${v.expected}"))\n\n\nif __name__ == "__main__":\n    unittest.main()\n`,
        ),
      ],
    );
    s.step('Run the tests.', '', t.sh('python3 -m unittest 2>&1'));
    s.step(
      `KeyError: 'amount'. The header of the file is German: "betrag". I assumed a name instead of looking at line 1, which I had on the screen.`,
      'The column is called betrag.',
      t.patch('total.py', 'row["amount"]', 'row["betrag"]'),
    );
    s.step('', '', [t.sh('python3 -m unittest 2>&1'), t.sh(`python3 total.py ${v.file}`)]);
    s.answer(
      `Both pass and the sum agrees with the independent one, after rounding the one amount with three decimals. I should point at that amount: three decimals in a money column are suspicious.`,
      '',
      `\`python3 total.py ${v.file}\` prints **${v.expected}** now.\n\nThree things were wrong: names with a semicolon in quotes, the thousands point in amounts such as 1.204,05, and floats for money. It uses \`csv\` and \`Decimal\` now, with half-up rounding to cents, and has tests for all three.${v.what === 'invoice' ? '\n\nPlease check invoice 1004: its amount, 2,675, has three decimals. I round it to 2.68.' : ''}`,
    );
  },
});
