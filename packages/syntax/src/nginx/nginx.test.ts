import fc from "fast-check";
import { awkwardText } from "../awkward.test.data";
import { blank, block, comment, directive, print, regex, type Text, variable } from ".";

/** The words of a directive as `ngx_conf_read_token` finds them, written down anew. */
function read(line: string): readonly string[] {
  const token = /\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|((?:\\.|\$\{|[^\s;{\\])+))(?=[\s;{])/sy;
  const words: string[] = [];
  for (let found = token.exec(line); found; found = token.exec(line)) {
    const word = found[1] ?? found[2] ?? found[3] ?? "";
    words.push(
      word.replace(/\\([\\"'trn])/g, (_, escaped: string) => ({ t: "\t", r: "\r", n: "\n" })[escaped] ?? escaped),
    );
    if (line[token.lastIndex] === ";") return token.lastIndex === line.length - 2 ? words : [...words, "rest"];
  }
  return [...words, "broken"];
}

test("nginx reads any text without a dollar back", () => {
  fc.assert(
    fc.property(fc.array(awkwardText.map((text) => text.replaceAll("$", ""))), (words) => {
      expect(read(print([directive("name", ...words)]))).toEqual(["name", ...words]);
    }),
    { numRuns: 1000 },
  );
});

test("nginx reads any regular expression back", () => {
  fc.assert(
    fc.property(awkwardText, (text) => {
      expect(read(print([directive("name", regex(text))]))).toEqual(["name", text]);
    }),
  );
});

test("a configuration looks as if a person had written it", () => {
  const host = variable("host");
  expect(
    print([
      block(
        "map",
        [variable("http_upgrade"), variable("connection")],
        [directive("default", "upgrade"), directive("", "close")],
      ),
      blank,
      comment("The site."),
      block(
        "server",
        [],
        [
          directive("listen", 8080, "default_server"),
          directive("server_name", "_"),
          directive("return", 301, ["https://", host, variable("request_uri")]),
          blank,
          block("location", ["~", regex("\\.(?:php|py)$")], [directive("deny", "all")]),
          block(
            "location",
            ["~", regex("^/[a-f]{2}/")],
            [
              directive("add_header", "Cache-Control", "public, max-age=31536000"),
              directive("add_header", "X-Host", [host, "-a/", host, "b"]),
              directive("add_header", "X-Quote", 'say "hi"'),
            ],
          ),
        ],
      ),
    ]),
  ).toBe(`map $http_upgrade $connection {
    default upgrade;
    "" close;
}

# The site.
server {
    listen 8080 default_server;
    server_name _;
    return 301 https://$host$request_uri;

    location ~ \\.(?:php|py)$ {
        deny all;
    }
    location ~ "^/[a-f]{2}/" {
        add_header Cache-Control "public, max-age=31536000";
        add_header X-Host "$host-a/\${host}b";
        add_header X-Quote "say \\"hi\\"";
    }
}
`);
});

test.each<[Text, string]>([
  ["5 $", "Unexpected `5 $` as nginx word, expected no `$`: nginx has no escape for it."],
  ["a\0", "Unexpected `a\\u0000` as nginx word"],
  ["é".repeat(2001), "as nginx word, expected at most 4000 bytes"],
  [variable("a-b"), "Unexpected `a-b` as nginx variable, expected letters, digits and underscores."],
])("what nginx cannot hold is refused", (text, message) => {
  expect(() => print([directive("name", text)])).toThrow(message);
});
