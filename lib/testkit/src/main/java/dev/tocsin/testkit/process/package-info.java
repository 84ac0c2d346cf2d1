/** What tests and measurements read of processes. */
@NullMarked
package dev.tocsin.testkit.process;

import org.jspecify.annotations.NullMarked;
