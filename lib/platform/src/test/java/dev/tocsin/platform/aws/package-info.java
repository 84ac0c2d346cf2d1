@NullMarked
package dev.tocsin.platform.aws;

import org.jspecify.annotations.NullMarked;
