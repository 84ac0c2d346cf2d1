@NullMarked
package dev.tocsin.core.file;

import org.jspecify.annotations.NullMarked;
