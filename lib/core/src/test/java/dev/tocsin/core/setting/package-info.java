@NullMarked
package dev.tocsin.core.setting;

import org.jspecify.annotations.NullMarked;
