/** Tests that hold the documents against the code. */
@NullMarked
package dev.tocsin.testkit.document;

import org.jspecify.annotations.NullMarked;
