@NullMarked
package dev.tocsin.store.http;

import org.jspecify.annotations.NullMarked;
