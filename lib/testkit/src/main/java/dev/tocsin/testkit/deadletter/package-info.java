/** What every store of dead letters promises, and its in-memory twin. */
@NullMarked
package dev.tocsin.testkit.deadletter;

import org.jspecify.annotations.NullMarked;
