/**
 * What tests of all modules share: a clock to move, identities to foresee. The packages below hold
 * the contract suite of each port beside its in-memory twin. Knows nothing of the functions.
 */
@NullMarked
package dev.tocsin.testkit;

import org.jspecify.annotations.NullMarked;
