"""python -m tests.botapi --port N --token T: prints its root address on one line and serves until it is ended."""

import argparse
import asyncio
import signal
import sys

from tests.botapi.server import TOKEN, BotApiServer


async def serve(arguments: argparse.Namespace) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    keep = arguments.keep_calls
    server = BotApiServer(arguments.token, port=arguments.port, anyone=arguments.anyone, keep_calls=keep)
    await server.start()
    sys.stdout.write(f"{server.url}\n")
    sys.stdout.flush()
    await ended.wait()
    await server.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--anyone", action="store_true", help="every positive chat_id may be written to")
    parser.add_argument("--keep-calls", type=int, default=None, help="remember only the last so many calls")
    asyncio.run(serve(parser.parse_args()))
