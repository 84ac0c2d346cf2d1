/** Servers that misbehave on HTTP's wire, for tests of those who send to them. */
@NullMarked
package dev.tocsin.testkit.http;

import org.jspecify.annotations.NullMarked;
