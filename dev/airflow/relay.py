"""Forwards TCP connections from one address to another, because the jar and its simulator use plain http on loopback
only.

python relay.py 127.0.0.1:8765 10.77.0.1:8765
"""

from __future__ import annotations

import asyncio
import contextlib
import sys


async def relay(listen_address: str, target_address: str) -> None:
    async def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer), contextlib.suppress(OSError):
            target_reader, target_writer = await asyncio.open_connection(*_address(target_address))
            with contextlib.closing(target_writer):
                await asyncio.gather(_pass_on(reader, target_writer), _pass_on(target_reader, writer))

    server = await asyncio.start_server(accepted, *_address(listen_address))
    await server.serve_forever()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while some := await reader.read(1 << 16):
            writer.write(some)
            await writer.drain()
        writer.write_eof()


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    return host, int(port)


if __name__ == "__main__":
    asyncio.run(relay(*sys.argv[1:]))
