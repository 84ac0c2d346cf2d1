/** {@code tocsin rules}: checks, tests and replays rules without a pipeline. */
@NullMarked
package dev.tocsin.local.rules;

import org.jspecify.annotations.NullMarked;
