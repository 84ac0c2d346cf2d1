/** How AWS is reached: signed requests to its services. Knows nothing of what is asked for. */
@NullMarked
package dev.tocsin.store.aws;

import org.jspecify.annotations.NullMarked;
