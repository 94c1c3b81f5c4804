"""C source as tokens: what the checks of layers and sizes share."""

import re

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)
      | (?P<directive>^[ \t]*\#(?:[^\n\\]|\\.|\\\n)*)
      | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<word>[A-Za-z_]\w*)
      | (?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)
      | (?P<space>\s+)
      | (?P<punctuation>.)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


class Token:
    """A word, string, number or one character of punctuation, with its line."""

    __slots__ = ("kind", "text", "line")

    def __init__(self, kind, text, line):
        self.kind, self.text, self.line = kind, text, line


def tokens(text):
    """Tokens of `text` without comments and white space; directives are one token each."""
    out, line = [], 1
    for match in TOKEN.finditer(text):
        kind, found = match.lastgroup, match.group()
        if kind not in ("comment", "space"):
            out.append(Token(kind, found.strip() if kind == "directive" else found, line))
        line += found.count("\n")
    return out
