/**
 * Tests of the console in a real browser, by what a person sees: the tests find fields and buttons by their labels. Needs Debian's
 * {@code chromium} and {@code chromium-driver}; downloads nothing.
 *
 * <p>{@link dev.herald.console.ConsoleIT} starts one Herald and one browser; each {@code *Rules} class has the tests of one topic.
 */
package dev.herald.console;
