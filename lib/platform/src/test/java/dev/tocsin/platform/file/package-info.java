@NullMarked
package dev.tocsin.platform.file;

import org.jspecify.annotations.NullMarked;
