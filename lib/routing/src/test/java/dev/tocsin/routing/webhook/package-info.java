@NullMarked
package dev.tocsin.routing.webhook;

import org.jspecify.annotations.NullMarked;
