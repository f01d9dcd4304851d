/**
 * Tests of the tracker's behaviour, written once and run for every frontend.
 *
 * <p>Each {@code *Rules} interface contains the tests of one topic of the protocol. {@link
 * dev.herald.conformance.TrackerConformance} combines them. A frontend adds a {@link dev.herald.conformance.FrontendClient} and a
 * subclass of {@code TrackerConformance}. Every test uses its own torrent, so all tests can share one server.
 */
package dev.herald.conformance;
