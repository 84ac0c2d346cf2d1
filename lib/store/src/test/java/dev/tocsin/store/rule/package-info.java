@NullMarked
package dev.tocsin.store.rule;

import org.jspecify.annotations.NullMarked;
