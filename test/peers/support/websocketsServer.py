# An echo by Python's websockets, on the port given as argument. A path of its own for each way to behave.
import asyncio
import sys

import websockets


async def talk(socket, path=None):
    if path is None:
        # Newer versions tell the path in another place.
        path = socket.path if hasattr(socket, "path") else socket.request.path
    if path == "/close":
        await socket.close(1000, "enough")
    elif path == "/refuse":
        await socket.close(4001, "not you")
    elif path == "/large":
        await socket.send("x" * (2 << 20))
    elif path == "/fragments":
        await socket.send(["one ", "two ", "three"])
    elif path == "/ping":
        answered = await socket.ping("are you there?")
        await answered
        await socket.send("answered")
        await socket.wait_closed()
    elif path == "/crash":
        raise RuntimeError("on purpose")
    else:
        async for message in socket:
            await socket.send(message)


def select(first, second):
    # The offer is the first argument of older versions, and the second of newer ones.
    offered = first if isinstance(first, (list, tuple)) else second
    return "chat.v1" if "chat.v1" in offered else None


async def main():
    async with websockets.serve(
        talk,
        "127.0.0.1",
        int(sys.argv[1]),
        subprotocols=["chat.v1"],
        select_subprotocol=select,
        max_size=1 << 16,
        origins=[None, "https://good.test"],
    ):
        await asyncio.Future()


asyncio.run(main())
