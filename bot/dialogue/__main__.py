"""`python -m bot.dialogue --port P [--host H] [--model FILE]`: one brain. SIGTERM drains it."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from contextlib import AbstractContextManager, nullcontext

import uvicorn

from bot.backoffice.goodwill_report import read_policy
from bot.dialogue.host import Settings, State, create_app
from bot.dialogue.models import newest_model
from bot.launch import paths
from bot.launch.errors import EXIT_CONFIG


def main(arguments: list[str] | None = None) -> int:
    """Serves until told to stop. EXIT_CONFIG on wrong settings, 1 if the model cannot be loaded."""
    parser = argparse.ArgumentParser(prog="python -m bot.dialogue", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1", help="for desks elsewhere: an address of the private network")
    parser.add_argument("--model", help="default: the newest in EVENKEEL_MODELS or models/")
    options = parser.parse_args(arguments)
    try:
        read_policy(paths.site())  # a wrong budget is told now, not after the model has been loaded
        settings = Settings(
            secret=os.environ.get("EVENKEEL_BRAIN_SECRET", ""),
            model=newest_model(options.model),
            shop_url=os.environ.get("EVENKEEL_SHOP_DATABASE_URL"),
        )
    except (ValueError, FileNotFoundError) as error:
        print(f"brain: {error}", file=sys.stderr)
        return EXIT_CONFIG
    return asyncio.run(_serve(settings, options.host, options.port))


class _Server(uvicorn.Server):
    """Leaves the signals to us: draining begins with saying so on /healthz."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return nullcontext()


async def _serve(settings: Settings, host_name: str, port: int) -> int:
    app = create_app(settings)
    # ws="none": Rasa pins a websockets that uvicorn's default cannot use, and a brain has no sockets to offer.
    config = uvicorn.Config(
        app, host=host_name, port=port, ws="none", log_level="warning", access_log=False, timeout_graceful_shutdown=20
    )
    server = _Server(config)
    host = app.state.host

    def drain() -> None:
        """No new turns; those in flight are finished."""
        host.state = State.DRAINING
        server.should_exit = True

    async def watch() -> None:
        while not server.should_exit:
            if host.state is State.FAILED:
                server.should_exit = True
            await asyncio.sleep(0.2)

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, drain)
    watching = asyncio.create_task(watch())
    await server.serve()
    await watching
    return 1 if host.error else 0


if __name__ == "__main__":
    sys.exit(main())
