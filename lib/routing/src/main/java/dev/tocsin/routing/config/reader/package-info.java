/** Reads Alertmanager's configuration file as a whole. */
@NullMarked
package dev.tocsin.routing.config.reader;

import org.jspecify.annotations.NullMarked;
