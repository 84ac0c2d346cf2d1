/** API v2 by its requests and answers. */
@NullMarked
package dev.tocsin.notifier.api.v2;

import org.jspecify.annotations.NullMarked;
