/** Tests of the keys and their files. */
@NullMarked
package dev.tocsin.local.key;

import org.jspecify.annotations.NullMarked;
