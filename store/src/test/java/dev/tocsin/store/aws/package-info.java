@NullMarked
package dev.tocsin.store.aws;

import org.jspecify.annotations.NullMarked;
