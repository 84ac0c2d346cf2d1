/** A client of the HTTP API, and the options that say where it is. */
@NullMarked
package dev.tocsin.local.api;

import org.jspecify.annotations.NullMarked;
