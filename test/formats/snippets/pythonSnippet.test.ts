import { expect, test } from 'vitest';
import { pythonSnippet } from '../../../src/formats/snippets/pythonSnippet.ts';
import { wholeOptions } from './wholeOptions.ts';

test('writes a plain connection', () => {
  expect(pythonSnippet({ url: 'ws://127.0.0.1:9/x' }, 'hello').text).toMatchInlineSnapshot(`
    "import asyncio

    import websockets


    async def main():
        async with websockets.connect(
            "ws://127.0.0.1:9/x",
        ) as socket:
            await socket.send("hello")
            async for message in socket:
                print(message)


    asyncio.run(main())
    "
  `);
});

test('writes every option, a secret as a variable, and what is left out', () => {
  const { text, unmapped } = pythonSnippet(wholeOptions);
  expect(text).toMatchInlineSnapshot(`
    "import asyncio
    import os
    import ssl
    from base64 import b64encode

    import websockets

    # Before version 14 the argument had another name.
    OLD = int(websockets.__version__.split(".")[0]) < 14
    HEADERS = "extra_headers" if OLD else "additional_headers"


    async def main():
        context = ssl.create_default_context()
        context.load_verify_locations("ca.pem")
        context.load_cert_chain("c.pem", keyfile="k.pem")
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        headers = [
            ("X-One", "it's"),
            ("Authorization", "Basic " + b64encode(("ann:" + os.environ["CHAT_PASSWORD"]).encode()).decode()),
        ]
        async with websockets.connect(
            "wss://example.com/x?y=[1]",
            origin="https://o",
            subprotocols=["v1", "v2"],
            compression=None,
            ssl=context,
            **{HEADERS: headers}
        ) as socket:
            async for message in socket:
                print(message)


    asyncio.run(main())
    "
  `);
  expect(unmapped).toMatchInlineSnapshot(`
    [
      "Left out, as websockets cannot be told: the proxy.",
    ]
  `);
});
