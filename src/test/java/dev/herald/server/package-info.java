/** The WAR on a full Payara Server, as an administrator deploys, redeploys and undeploys it. */
package dev.herald.server;
