/**
 * What every outbox, ledger of consumed events and transaction promises, and their in-memory twins.
 */
@NullMarked
package dev.tocsin.testkit.outbox;

import org.jspecify.annotations.NullMarked;
