/** What a status that no rule of its own explains says to a WebSocket client. */
export interface StatusMeaning {
  /** A sentence about what the server or gateway means. */
  readonly means: string;
  /** What mostly brings it about, and what to try. */
  readonly cause: string;
  readonly remedy: string;
  /** Where the status is defined; RFC 9110 §15 when absent. */
  readonly section?: string;
}

const meaning = (means: string, cause: string, remedy: string, section?: string): StatusMeaning => ({
  means,
  cause,
  remedy,
  ...(section === undefined ? {} : { section }),
});

const compare = 'Compare the request in the Handshake tab with what the server’s documentation asks for';

/** By status; those of RFC 9110 and its relatives first, then what well-known software made up. */
export const statusMeanings: Readonly<Record<number, StatusMeaning>> = {
  402: meaning(
    'It wants to be paid first: the plan, the quota or the balance does not cover this connection.',
    'A limit of the account or plan is reached',
    'Look at plan, quota and payment of the account that the credentials belong to',
    'RFC 9110 §15.5.3',
  ),
  406: meaning(
    'It cannot answer in a form that the request accepts, which for a WebSocket mostly means the subprotocol or the Accept header.',
    'The server wants another subprotocol or Accept header, or a firewall module says 406',
    'Offer the subprotocol that the server speaks',
    'RFC 9110 §15.5.7',
  ),
  409: meaning(
    'It finds the request at odds with something that exists already, such as another connection of the same name.',
    'Another connection with the same client id, device or session is still open',
    'Close the other connection, or connect under another id',
    'RFC 9110 §15.5.10',
  ),
  411: meaning(
    'It wants a Content-Length, which a GET without a body does not need.',
    'An old proxy or firewall in between takes our request for one with a body',
    'Find out who wrote the answer (Server, Via), and let it pass upgrades on',
    'RFC 9110 §15.5.12',
  ),
  412: meaning(
    'A condition in the headers of the request (If-…) is not met; we send none by ourselves.',
    'A condition header was added, or the server uses the code in its own way',
    compare,
    'RFC 9110 §15.5.13',
  ),
  415: meaning(
    'It does not take the type of the request’s content, and an opening handshake has none.',
    'The path belongs to an HTTP interface that wants JSON by POST',
    'Look up the WebSocket path in the server’s documentation',
    'RFC 9110 §15.5.16',
  ),
  416: meaning(
    'It speaks of a range of a file, and we asked for none.',
    'A file server or cache answers on this path',
    'Look up the WebSocket path in the server’s documentation',
    'RFC 9110 §15.5.17',
  ),
  417: meaning(
    'It cannot do what an Expect header asks for; we send none by ourselves.',
    'A proxy on the way adds Expect, or one was added to the headers',
    'Leave the Expect header out, and connect around the proxy to compare',
    'RFC 9110 §15.5.18',
  ),
  418: meaning(
    'The code is a joke of 1998; servers use it to turn away requests that they take for a bot’s.',
    'A bot protection, or a placeholder that was never finished, answers on this path',
    'Send the User-Agent, Origin and Cookie headers of a browser that gets through',
    'RFC 9110 §15.5.19',
  ),
  422: meaning(
    'It understood the request and finds a value in it missing or wrong.',
    'A parameter of the query or the path is missing or has the wrong form',
    'Add the parameter that the body names to the query of the URL',
    'RFC 9110 §15.5.21',
  ),
  423: meaning(
    'What the path stands for is locked.',
    'Somebody else holds the room, device or document, or an administrator locked it',
    'Unlock it, or wait until it is free',
    'RFC 4918 §11.3',
  ),
  424: meaning(
    'Something else that this request depends on failed before.',
    'A service that the server calls while it accepts the connection refused or failed',
    'Look into the log of the server for this moment',
    'RFC 4918 §11.4',
  ),
  428: meaning(
    'It wants the request to carry a condition (If-Match and the like), as is usual for changes, not for a WebSocket.',
    'The path belongs to an HTTP interface',
    'Look up the WebSocket path in the server’s documentation',
    'RFC 6585 §3',
  ),
  440: meaning(
    'IIS says so when the session of a login has expired.',
    'The session behind the cookie has expired',
    'Log in again and send the new cookie',
  ),
  444: meaning(
    'It is nginx’s own code for closing without an answer, passed on by another proxy.',
    'A rule of nginx (return 444) turns such requests away',
    'Look for "return 444" in the configuration of nginx',
  ),
  451: meaning(
    'It may not answer for legal reasons, often decided by the country that an address belongs to.',
    'The service is blocked for this country or by an order',
    'Connect from where the service is allowed',
    'RFC 7725 §3',
  ),
  460: meaning(
    'An AWS load balancer says so when the client closed before its idle timeout was over.',
    'The connection was given up on our side of the load balancer, for example by another proxy',
    'Look for a proxy between here and the load balancer that gives up early',
  ),
  498: meaning(
    'Some services say so when a token is expired or not valid.',
    'The token is expired or wrong',
    'Get a new token and send it',
  ),
  499: meaning(
    'It is nginx’s own code for a client that went away before the answer; that it came to us means that a proxy in between gave up.',
    'A proxy between us and nginx did not wait long enough',
    'Compare the timeouts of the proxies on the way, and look why the server takes so long',
  ),
  506: meaning(
    'Its content negotiation is set up in a circle.',
    'The server’s configuration is wrong',
    'Look into the log of the server for this moment',
    'RFC 2295 §8.1',
  ),
  507: meaning(
    'It has no room left to handle the request.',
    'The disk or the quota of the server is full',
    'Free space on the server',
    'RFC 4918 §11.5',
  ),
  508: meaning(
    'It found that the request goes in a circle.',
    'A proxy leads back to itself, or the hosting plan’s limit of processes is reached (some hosters say 508 for that)',
    'Check where the proxy for this host and path leads to',
    'RFC 5842 §7.2',
  ),
  509: meaning(
    'Hosters say so when the bandwidth of the account is used up.',
    'The bandwidth of the plan is used up',
    'Look at the limits of the hosting plan',
  ),
  510: meaning(
    'It wants the request to use a protocol extension of HTTP, which nobody does any more.',
    'The server uses the code in its own way',
    compare,
    'RFC 2774 §7',
  ),
};
