/** Configuration files in a bucket. Knows nothing of what they mean. */
@NullMarked
package dev.tocsin.platform.file;

import org.jspecify.annotations.NullMarked;
