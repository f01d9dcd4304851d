// What a reason of rejection means, and what helps.

const REASONS = {
    missing_key: ['Key missing', 'The tracker is private and the client sent no key. Give the user an announce URL with his key.'],
    malformed_key: ['Key malformed', 'What the client sent is no key. Compare its announce URL with the one that was given out.'],
    unknown_key: ['Key unknown', 'The key was removed, or never existed. Look for it on the page Access.'],
    expired_key: ['Key expired', 'Extend the key on the page Access.'],
    unlisted: ['Not in the whitelist', 'The tracker is listed and the torrent is not in its whitelist. Add it, if it should be served.'],
    denied: ['Denied', 'The torrent is in the deny list.'],
    invalid_port: ['Port invalid', 'The client announces port 0 or 1, on which nobody can reach it. Its listening port must be set.'],
    full_scrape: ['Full scrape', 'A scrape without an info hash asks for all torrents, which Herald does not send. Nothing to do.'],
    internal_error: ['Internal error', 'Herald failed. The log has the cause; please report it.'],
    invalid_request: ['Request invalid', 'A parameter is missing or malformed: an unusual client, or something that is no client.'],
    unknown_client: ['Client address unknown', 'A trusted proxy did not send the address of its client: it must set X-Forwarded-For or Forwarded.'],
    malformed: ['Malformed datagram', 'No BitTorrent request. Usual on an open port: scans and noise. Nothing to do.'],
    bad_connection_id: ['Connection id bad', 'UDP clients whose connection id is too old, or whose address is forged. Nothing to do, unless clocks of nodes differ.'],
    too_many_connections: ['Too many connections', 'A limit of open connections, of all or of one address, was reached. If clients are many, raise max-connections.'],
    overload: ['Overload', 'The send buffer was full, so answers were dropped. More threads, or a larger buffer, may help.'],
};

export const reasonName = reason => REASONS[reason]?.[0] ?? reason.replaceAll('_', ' ');
export const reasonHelp = reason => REASONS[reason]?.[1] ?? '';
export const reasons = Object.keys(REASONS);
