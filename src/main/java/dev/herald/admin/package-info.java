/**
 * The operator's APIs. {@code auth} authenticates requests and checks scopes for both APIs, {@code torrust} is the API of Torrust Tracker,
 * {@code manage} is Herald's own API, {@code prometheus} serves the metrics, and {@code health} answers health checks.
 */
package dev.herald.admin;
