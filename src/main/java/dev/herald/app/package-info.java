/** Wiring: reads settings, builds the objects, starts and stops them. */
package dev.herald.app;
