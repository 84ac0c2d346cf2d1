/** The keys that processes sign and encrypt with, and where they are kept. */
@NullMarked
package dev.tocsin.local.key;

import org.jspecify.annotations.NullMarked;
