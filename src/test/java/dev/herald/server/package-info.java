/** Tests of the WAR on a full Payara Server: deploy, restart, redeploy and undeploy. */
package dev.herald.server;
