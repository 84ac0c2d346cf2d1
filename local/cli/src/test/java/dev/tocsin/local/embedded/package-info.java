/** A Kafka with a login, for tests of clients. */
@NullMarked
package dev.tocsin.local.embedded;

import org.jspecify.annotations.NullMarked;
