"""A mail's text as the message that goes out: plain, with a simple page beside it for those who prefer that. Pure.

Paragraphs have an empty line between them. In the page, lines that begin with "> " are a quotation, and a paragraph of
two lines, words with a colon and an address, is a button.
"""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from html import escape
from itertools import groupby

ADDRESS = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)]")
BUTTON = re.compile(r"([^\n]+):\n(https?://\S+)")
PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif"><div style="max-width:34em;margin:auto">'
    "{}</div></body></html>\n"
)
QUOTE = "margin:0 0 1em;padding:2px 0 2px 14px;border-left:3px solid #7f96a6"
LINK = "display:inline-block;padding:10px 18px;border-radius:8px;background:#0b5563;color:#fff;text-decoration:none"


def compose(
    *, sender: str, to: str, subject: str, text: str, message_id: str, thread: str | None = None
) -> EmailMessage:
    """`message_id` and `thread` are names, without brackets and domain: the same mail sent again has the same id, so
    that nobody sees it twice, and mails of one thread are shown together."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "evenkeel.invalid"
    message = EmailMessage()
    # an Address, and not a line of text: whatever somebody typed as theirs can add no header and no second recipient
    message["From"], message["To"], message["Subject"] = sender, Address(addr_spec=to), subject
    message["Message-ID"] = f"<{message_id}@{domain}>"
    if thread:
        message["In-Reply-To"] = message["References"] = f"<{thread}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    message.add_alternative(PAGE.format(page(text)), subtype="html")
    return message


def page(text: str) -> str:
    """The paragraphs as HTML."""
    return "".join(_paragraph(part.strip("\n")) for part in re.split(r"\n\n+", text) if part.strip())


def _paragraph(text: str) -> str:
    if button := BUTTON.fullmatch(text):
        words, address = escape(button[1]), escape(button[2])
        return f'<p><a href="{address}" style="{LINK}">{words}</a></p>'
    pieces = []
    for quotation, lines in groupby(text.split("\n"), key=lambda line: line.startswith(">")):
        inner = _lines("\n".join(line.removeprefix(">").removeprefix(" ") if quotation else line for line in lines))
        before = ' style="margin:0 0 4px"' if "\n>" in text else ""
        pieces.append(f'<blockquote style="{QUOTE}">{inner}</blockquote>' if quotation else f"<p{before}>{inner}</p>")
    return "".join(pieces)


def _lines(text: str) -> str:
    pieces, end = [], 0
    for found in ADDRESS.finditer(text):
        address = escape(found[0])
        pieces += [escape(text[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*pieces, escape(text[end:])]).replace("\n", "<br>")
