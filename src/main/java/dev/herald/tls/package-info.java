/** TLS: certificates in PEM files, their renewal, and connections that do not verify them. */
package dev.herald.tls;
