/**
 * What a tracker does, stated once and asked of every frontend.
 *
 * <p>The rules are interfaces with tests in them, one for each topic of the protocol; {@link
 * dev.herald.conformance.TrackerConformance} is all of them, and a frontend joins by a {@link
 * dev.herald.conformance.FrontendClient} and one class that extends it. Every test has a torrent of its own, so all of them can
 * share one server.
 */
package dev.herald.conformance;
