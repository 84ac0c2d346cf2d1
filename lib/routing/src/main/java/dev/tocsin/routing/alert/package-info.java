/** Alerts as they are routed: intake and merge. */
@NullMarked
package dev.tocsin.routing.alert;

import org.jspecify.annotations.NullMarked;
