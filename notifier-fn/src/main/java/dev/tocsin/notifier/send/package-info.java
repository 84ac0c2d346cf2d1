/** The notification service over HTTP, and the links that only exist while a message is sent. */
@NullMarked
package dev.tocsin.notifier.send;

import org.jspecify.annotations.NullMarked;
