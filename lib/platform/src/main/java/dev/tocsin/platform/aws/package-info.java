/** How AWS is reached: signed requests to its services. Knows nothing of what is asked for. */
@NullMarked
package dev.tocsin.platform.aws;

import org.jspecify.annotations.NullMarked;
