/** BEP 3, 7, 21, 23, 24, 31 and 48 to tracker and back: one codec, and thin adapters to the servers that carry it. */
package dev.herald.http;
