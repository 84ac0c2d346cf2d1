/** Keys, alerts, the numbering of their events and their history in PostgreSQL. */
@NullMarked
package dev.tocsin.store.alert;

import org.jspecify.annotations.NullMarked;
