/** Commands about receivers of a running Tocsin, and about what waits to be delivered to them. */
@NullMarked
package dev.tocsin.local.notification;

import org.jspecify.annotations.NullMarked;
