/** What holds for all packages of the platform. */
@NullMarked
package dev.tocsin.platform;

import org.jspecify.annotations.NullMarked;
