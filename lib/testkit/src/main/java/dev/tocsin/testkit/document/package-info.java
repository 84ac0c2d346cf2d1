/** The repository's documents as tests read them, to hold them against the code. */
@NullMarked
package dev.tocsin.testkit.document;

import org.jspecify.annotations.NullMarked;
