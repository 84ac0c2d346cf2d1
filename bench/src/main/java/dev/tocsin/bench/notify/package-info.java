/** How long an alert takes from its post to its receiver, with many alerts active. */
@NullMarked
package dev.tocsin.bench.notify;

import org.jspecify.annotations.NullMarked;
