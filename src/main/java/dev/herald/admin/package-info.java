/** The operator's side: health for now. */
package dev.herald.admin;
