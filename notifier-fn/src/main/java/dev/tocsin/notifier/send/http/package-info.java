/**
 * Requests as an integration's {@code http_config} has them: credentials, TLS, proxies, redirects.
 * Knows nothing of what is sent.
 */
@NullMarked
package dev.tocsin.notifier.send.http;

import org.jspecify.annotations.NullMarked;
