@NullMarked
package dev.tocsin.store.alert;

import org.jspecify.annotations.NullMarked;
