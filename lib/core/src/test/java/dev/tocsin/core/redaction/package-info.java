@NullMarked
package dev.tocsin.core.redaction;

import org.jspecify.annotations.NullMarked;
