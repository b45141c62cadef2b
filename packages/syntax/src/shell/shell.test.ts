import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { parse } from "unbash";
import { awkwardText, awkwardTexts } from "../awkward.test.data";
import { comment, print, quote, raw, type Script, script, sh } from ".";

const run = (text: Script): string => execFileSync("/bin/sh", ["-c", print(text)], { encoding: "utf8" });

test("a shell reads every word back", () => {
  const words = [...awkwardTexts, ...fc.sample(awkwardText, 500)];
  const program = sh`
    for word in ${words}; do
      printf '%s\0' "$word"
    done
  `;
  expect(run(program).split("\0").slice(0, -1)).toEqual(words);
});

test("a quoted word is one word in any place", () => {
  fc.assert(
    fc.property(awkwardText, (word) => {
      const { commands } = parse(`command ${quote(word)} last\n`);
      expect(commands).toHaveLength(1);
      expect(commands[0]?.command).toMatchObject({ suffix: [{ value: word }, { value: "last" }] });
    }),
  );
});

test("quotes stand only where a word needs them", () => {
  const words = ["/srv/app", "--bind=0.0.0.0:80", "a@b", "5", "", "A=b", "a b", "it's", "if", "*", "~", "#a"];
  expect(words.map(quote).join(" ")).toBe(
    "/srv/app --bind=0.0.0.0:80 a@b 5 '' 'A=b' 'a b' 'it'\\''s' 'if' '*' '~' '#a'",
  );
});

test("a template reads like the script it prints", () => {
  const migrate = sh`
    python manage.py migrate
    python manage.py seed ${["--only", "two words"]}
  `;
  const file = "/data/my file";
  const program = sh`
    #!/bin/sh
    set -eu

    ${undefined}

    if [ -n "\${MIGRATE:-}" ]; then
      ${migrate}

      ${[]}
    fi
    ${comment("A listing, since `ls` is\nshort.")}
    printf '%s\n' "\`ls\`" > ${file} ${undefined}
    echo ${2}>&1
    exec ${["gunicorn", "app:main"]} ${[]} "$@"
  `;
  expect(print(program)).toBe(`#!/bin/sh
set -eu

if [ -n "\${MIGRATE:-}" ]; then
  python manage.py migrate
  python manage.py seed --only 'two words'

fi
# A listing, since \`ls\` is
# short.
printf '%s\\n' "\`ls\`" > '/data/my file'
echo '2'>&1
exec gunicorn app:main "$@"
`);
});

test("a word with line breaks stays itself, however deep its script is nested", () => {
  const word = "one\n  two\n";
  const inner = sh`
    printf %s ${word}
  `;
  expect(
    run(sh`
      if true; then
        if true; then
          ${inner}
        fi
      fi
    `),
  ).toBe(word);
});

test("scripts follow each other", () => {
  expect(print(script(raw("a\nb"), undefined, sh``, sh`c ${"d e"}`))).toBe("a\nb\nc 'd e'\n");
  expect(print(sh`{ ${sh`a; b`}; }`)).toBe("{ a; b; }\n");
  expect(
    print(sh`
      all() {
        ${[sh`a`, sh`b`]}
      }
    `),
  ).toBe("all() {\n  a\n  b\n}\n");
});

test("NUL is refused", () => {
  expect(() => quote("a\0b")).toThrow("Unexpected `a\\u0000b` as shell word");
  expect(() => raw("\0")).toThrow("Unexpected `\\u0000` as shell script");
});
