/** What every store of keys, alerts and their history promises, and the in-memory twins. */
@NullMarked
package dev.tocsin.testkit.alert;

import org.jspecify.annotations.NullMarked;
