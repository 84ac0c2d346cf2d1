/** Tests of the commands about receivers and deliveries. */
@NullMarked
package dev.tocsin.local.notification;

import org.jspecify.annotations.NullMarked;
