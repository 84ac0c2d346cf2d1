/** The keys of {@code http_config}. */
@NullMarked
package dev.tocsin.routing.config.http;

import org.jspecify.annotations.NullMarked;
