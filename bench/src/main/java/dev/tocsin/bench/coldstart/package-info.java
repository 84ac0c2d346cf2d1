/**
 * From the start of a function's process to its first response, under Lambda's own runtime
 * interface client with a stand-in for the runtime API.
 */
@NullMarked
package dev.tocsin.bench.coldstart;

import org.jspecify.annotations.NullMarked;
