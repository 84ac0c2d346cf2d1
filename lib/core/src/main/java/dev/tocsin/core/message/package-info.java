/**
 * The records that travel on the queues. Separate from the domain types; they carry a version and
 * only ever gain fields.
 */
@NullMarked
package dev.tocsin.core.message;

import org.jspecify.annotations.NullMarked;
