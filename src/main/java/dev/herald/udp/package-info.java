/** BEP 15 and 41 to tracker and back, on Netty. */
package dev.herald.udp;
