/**
 * Requests to services that people name: each is sent at most once, to an address that was checked,
 * in bounded time, and what comes back is without what was secret in it. Knows nothing of what is
 * sent.
 */
@NullMarked
package dev.tocsin.platform.http;

import org.jspecify.annotations.NullMarked;
