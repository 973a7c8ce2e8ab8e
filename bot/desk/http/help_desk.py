"""Help articles beside the conversation: those about what the customer wants, and a search. Works with no brain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk import conversations, urgency
from bot.desk.access.errors import Refused
from bot.desk.contacts import matter
from bot.desk.http.state import conversation_of, desk_of, login_of
from bot.desk.site import site_folder
from bot.desk.store.rows import ConversationRow, MessageRow
from bot.help.articles import ArticleError, read_article, render_html
from bot.help.search import Hit, Search

FEWEST, MOST = 3, 8  # suggested; found
LATEST = 3  # of the customer's messages say what it is about now
LONGEST_QUERY = 200


async def suggested(request: Request) -> Response:
    """`HelpHit[]` for what the customer wants; with ?q=, for what the agent looks for."""
    await login_of(request)
    row, search = await conversation_of(request), _search(request)
    asked = request.query_params.get("q", "")[:LONGEST_QUERY].strip()
    if asked:
        return _answer(request, search.search(asked, limit=MOST))
    messages = await conversations.messages_after(desk_of(request).db, conversation_id=row.id)
    words, intent = about(row, messages)
    return _answer(request, search.search(words, limit=FEWEST, intent=intent))


async def article(request: Request) -> Response:
    """`HelpArticle`: the whole of it."""
    await login_of(request)
    found = read_article(site_folder() / "data" / "help", request.path_params["slug"])
    if found is None:
        raise Refused("not_found", "There is no such article any more.", status=404)
    return JSONResponse({"slug": found.slug, "title": found.title, "html": render_html(found)})


def about(row: ConversationRow, messages: Sequence[MessageRow]) -> tuple[str, str | None]:
    """What to look for: what they are known to want and their latest words, and the intent these were read as."""
    theirs = [message for message in messages if message.author == "customer" and message.text]
    _, errands = matter([message.reading for message in theirs if message.reading])
    matters = [message.text for message in theirs if message.text and urgency.recognise(message.text) is None]
    words = [row.intended or "", *matters[-LATEST:]]  # not "let me speak to a person": somebody is there
    return " ".join(words)[: 5 * LONGEST_QUERY], errands[-1] if errands else None


def _answer(request: Request, hits: Sequence[Hit]) -> Response:
    public_url = desk_of(request).settings.public_url
    found: list[dict[str, Any]] = [
        {
            "slug": hit.article.slug,
            "title": hit.article.title,
            "heading": hit.passage.heading,
            "quote": hit.passage.quote,
            "url": public_url + hit.article.url,
        }
        for hit in hits
    ]
    return JSONResponse(found)


def _search(request: Request) -> Search:
    """Made at the first question; files that change later are noticed."""
    state = request.app.state
    if getattr(state, "help_search", None) is None:
        try:
            state.help_search = Search(site_folder() / "data" / "help")
        except FileNotFoundError:
            raise Refused("no_articles", "This site has no help articles (data/help).", status=404) from None
        except ArticleError as error:
            raise Refused("articles", f"The help articles can't be read: {error}", status=500) from None
    found: Search = state.help_search
    return found


routes = [
    Route("/api/conversations/{conversation}/help", suggested),
    Route("/api/help/{slug}", article),
]
