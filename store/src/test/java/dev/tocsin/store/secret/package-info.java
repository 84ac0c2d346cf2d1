@NullMarked
package dev.tocsin.store.secret;

import org.jspecify.annotations.NullMarked;
