@NullMarked
package dev.tocsin.store.file;

import org.jspecify.annotations.NullMarked;
