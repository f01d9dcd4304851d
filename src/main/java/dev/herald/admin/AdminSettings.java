package dev.herald.admin;

import dev.herald.bittorrent.Endpoint;

/**
 * Where the operator's port is.
 *
 * @param bind where the container listens for the operator ({@code herald.admin.bind})
 */
public record AdminSettings(Endpoint bind) {}
